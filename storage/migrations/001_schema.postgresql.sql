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
    erased bigint not null,
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
)sql"
