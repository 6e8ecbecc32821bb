R"sql(
-- Every key begins with the community. Times are microseconds since 1970, truth is 0 or 1, hashes are hex. What is
-- compared or sorted has collation "C", so that it sorts as in SQLite and in the program.
-- (A colon followed by a letter or an equals sign would be a parameter to SOCI: assignments are written with `=`.)

create table heads (
    community text collate "C" primary key,
    position bigint not null,
    recorded bigint not null
) with (fillfactor = 20); -- one row, written by every commit: room for its next versions on its page

create table streams (
    community text collate "C" not null,
    stream text collate "C" not null,
    version bigint not null,
    hash text not null,
    state text not null,
    primary key (community, stream)
) with (fillfactor = 70);

create table entries (
    community text collate "C" not null,
    position bigint not null,
    stream text collate "C" not null,
    seq bigint not null,
    hash text not null,
    bytes text not null,
    primary key (community, position),
    unique (community, stream, seq)
);

-- States and entries are the bulk of what is written; lz4 costs a fraction of the default. Not every build has it.
do $$
begin
    alter table streams alter column state set compression lz4;
    alter table entries alter column bytes set compression lz4;
exception when feature_not_supported then null;
end $$;

create function saksgang_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'entries are append-only';
end $$;

create trigger entries_no_change before update or delete or truncate on entries
    for each statement execute function saksgang_append_only();

create table keys (
    community text collate "C" not null,
    account text collate "C" not null,
    key text collate "C" not null,
    request text not null,
    stream text not null,
    first_position bigint not null,
    last_position bigint not null,
    primary key (community, account, key)
);

-- `parties` is a JSON array; case_parties says the same so that it can be searched. The triggers below keep it so, and
-- cost nothing while the parties stay as they are.
create table cases (
    community text collate "C" not null,
    id text collate "C" not null,
    year bigint not null,
    number bigint not null,
    workflow text collate "C" not null,
    state text collate "C" not null,
    title text not null,
    body text collate "C" not null,
    ended bigint not null,
    closed bigint not null,
    parties text not null,
    position bigint not null,
    primary key (community, id),
    unique (community, year, number)
) with (fillfactor = 70);

create table case_parties (
    community text collate "C" not null,
    id text collate "C" not null,
    party text collate "C" not null,
    primary key (community, id, party)
);

create function saksgang_case_parties() returns trigger language plpgsql as $$
begin
    delete from case_parties where community = new.community and id = new.id;
    insert into case_parties (community, id, party)
        select distinct new.community, new.id, jsonb_array_elements_text(new.parties::jsonb);
    return null;
end $$;

create trigger cases_inserted after insert on cases
    for each row execute function saksgang_case_parties();
create trigger cases_reshaped after update on cases
    for each row when (old.parties <> new.parties) execute function saksgang_case_parties();

create table personal (
    community text collate "C" not null,
    commitment text collate "C" not null,
    salt text not null,
    value text not null,
    primary key (community, commitment)
);

create table credentials (
    community text collate "C" not null,
    account text collate "C" not null,
    hash text not null,
    primary key (community, account)
);

create table sessions (
    community text collate "C" not null,
    token text collate "C" not null,
    account text not null,
    person text not null,
    expires bigint not null,
    primary key (community, token)
);

create index sessions_by_expiry on sessions (expires);

create table uploads (
    community text collate "C" not null,
    upload text collate "C" not null,
    started bigint not null,
    primary key (community, upload)
);

create table documents (
    community text collate "C" not null,
    digest text collate "C" not null,
    size bigint not null,
    media_type text not null,
    upload text not null,
    uploaded bigint not null,
    linked bigint not null,
    primary key (community, digest)
);

create index documents_unlinked on documents (uploaded) where linked = 0;

create table document_chunks (
    community text collate "C" not null,
    upload text collate "C" not null,
    chunk bigint not null,
    bytes bytea not null,
    primary key (community, upload, chunk)
);
alter table document_chunks alter column bytes set storage external; -- PDF and Word are compressed already

-- One commit, all or nothing, in one round trip. False: the head, a stream, a key or a document has moved, and
-- nothing is written. Everything is checked before anything is written, so that false needs no rollback. Arrays with
-- the same prefix are the columns of one table's rows.
create function saksgang_commit(
    in_community text,
    expected_position bigint, expected_recorded bigint,
    after_position bigint, after_recorded bigint,
    read_streams text[], read_versions bigint[],
    entry_positions bigint[], entry_streams text[], entry_seqs bigint[], entry_hashes text[], entry_bytes text[],
    state_streams text[], state_versions bigint[], state_hashes text[], state_bytes text[],
    case_ids text[], case_years bigint[], case_numbers bigint[], case_workflows text[], case_states text[],
    case_titles text[], case_bodies text[], case_ended bigint[], case_closed bigint[], case_party_lists text[],
    case_positions bigint[],
    key_accounts text[], key_keys text[], key_requests text[], key_streams text[],
    key_first_positions bigint[], key_last_positions bigint[],
    personal_commitments text[], personal_salts text[], personal_values text[],
    linked_digests text[]
) returns boolean language plpgsql as $$
declare
    at record;
begin
    -- From here on no other commit of the community is under way.
    select position, recorded into at from heads where community = in_community for update;
    if not found then
        if expected_position <> 0 or expected_recorded <> 0 then return false; end if;
        -- A head at 0 is as good as none, should one of the checks below fail.
        insert into heads (community, position, recorded) values (in_community, 0, 0) on conflict do nothing;
        if not found then return false; end if; -- another has just made it
    elsif at.position <> expected_position or at.recorded <> expected_recorded then
        return false;
    end if;

    if exists (
        select from unnest(read_streams, read_versions) as r (stream, version)
        where r.version <> coalesce(
            (select s.version from streams s where s.community = in_community and s.stream = r.stream), 0)
    ) then return false; end if;
    if cardinality(key_keys) > 0 and exists (
        select from unnest(key_accounts, key_keys) as n (account, key)
        where (select true from keys k where k.community = in_community and k.account = n.account and k.key = n.key)
    ) then return false; end if;
    if cardinality(linked_digests) > 0 then
        -- Against the reaper.
        perform from documents where community = in_community and digest = any(linked_digests)
            order by digest for update;
        if cardinality(linked_digests) <>
            (select count(*) from documents where community = in_community and digest = any(linked_digests))
        then return false; end if;
        update documents set linked = 1
            where community = in_community and digest = any(linked_digests) and linked = 0;
    end if;

    update heads set position = after_position, recorded = after_recorded where community = in_community;
    insert into entries (community, position, stream, seq, hash, bytes)
        select in_community, e.* from unnest(entry_positions, entry_streams, entry_seqs, entry_hashes, entry_bytes) as e;
    insert into streams (community, stream, version, hash, state)
        select in_community, s.* from unnest(state_streams, state_versions, state_hashes, state_bytes) as s
        on conflict (community, stream)
        do update set version = excluded.version, hash = excluded.hash, state = excluded.state;

    if cardinality(case_ids) > 0 then
        insert into cases (community, id, year, number, workflow, state, title, body, ended, closed, parties, position)
            select in_community, c.* from unnest(case_ids, case_years, case_numbers, case_workflows, case_states,
                case_titles, case_bodies, case_ended, case_closed, case_party_lists, case_positions) as c
            on conflict (community, id) do update set year = excluded.year, number = excluded.number,
                workflow = excluded.workflow, state = excluded.state, title = excluded.title, body = excluded.body,
                ended = excluded.ended, closed = excluded.closed, parties = excluded.parties,
                position = excluded.position;
    end if;
    if cardinality(key_keys) > 0 then
        insert into keys (community, account, key, request, stream, first_position, last_position)
            select in_community, k.* from unnest(key_accounts, key_keys, key_requests, key_streams,
                key_first_positions, key_last_positions) as k;
    end if;
    if cardinality(personal_commitments) > 0 then
        insert into personal (community, commitment, salt, value)
            select in_community, p.* from unnest(personal_commitments, personal_salts, personal_values) as p
            on conflict (community, commitment) do nothing;
    end if;
    return true;
end $$;

revoke execute on function saksgang_commit from public;
)sql"
