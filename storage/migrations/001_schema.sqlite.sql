R"sql(
-- Every key begins with the community. Times are microseconds since 1970, truth is 0 or 1, hashes are hex.

create table heads (
    community text primary key,
    position bigint not null,
    recorded bigint not null
) without rowid;

create table streams (
    community text not null,
    stream text not null,
    version bigint not null,
    hash text not null,
    state text not null,
    primary key (community, stream)
);

create table entries (
    community text not null,
    position bigint not null,
    stream text not null,
    seq bigint not null,
    hash text not null,
    bytes text not null,
    primary key (community, position),
    unique (community, stream, seq)
);

create trigger entries_no_update before update on entries begin
    select raise(abort, 'entries are append-only');
end;

create trigger entries_no_delete before delete on entries begin
    select raise(abort, 'entries are append-only');
end;

-- `insert or replace` deletes without firing the trigger above.
create trigger entries_no_replace before insert on entries
when exists (select 1 from entries where community = new.community and position = new.position)
    or exists (select 1 from entries where community = new.community and stream = new.stream and seq = new.seq)
begin
    select raise(abort, 'entries are append-only');
end;

create table keys (
    community text not null,
    account text not null,
    key text not null,
    request text not null,
    stream text not null,
    first_position bigint not null,
    last_position bigint not null,
    primary key (community, account, key)
) without rowid;

-- `parties` is a JSON array; case_parties says the same so that it can be searched. The triggers below keep it so, and
-- cost nothing while the parties stay as they are.
create table cases (
    community text not null,
    id text not null,
    year bigint not null,
    number bigint not null,
    workflow text not null,
    state text not null,
    title text not null,
    body text not null,
    ended bigint not null,
    closed bigint not null,
    parties text not null,
    primary key (community, id),
    unique (community, year, number)
);

create table case_parties (
    community text not null,
    id text not null,
    party text not null,
    primary key (community, id, party)
) without rowid;

create trigger cases_inserted after insert on cases begin
    insert into case_parties (community, id, party)
        select distinct new.community, new.id, value from json_each(new.parties);
end;

create trigger cases_reshaped after update on cases when old.parties <> new.parties begin
    delete from case_parties where community = new.community and id = new.id;
    insert into case_parties (community, id, party)
        select distinct new.community, new.id, value from json_each(new.parties);
end;

create table personal (
    community text not null,
    commitment text not null,
    salt text not null,
    value text not null,
    primary key (community, commitment)
);

create table credentials (
    community text not null,
    account text not null,
    hash text not null,
    primary key (community, account)
) without rowid;

create table sessions (
    community text not null,
    token text not null,
    account text not null,
    person text not null,
    expires bigint not null,
    primary key (community, token)
) without rowid;

create index sessions_by_expiry on sessions (expires);

create table uploads (
    community text not null,
    upload text not null,
    started bigint not null,
    primary key (community, upload)
) without rowid;

create table documents (
    community text not null,
    digest text not null,
    size bigint not null,
    media_type text not null,
    upload text not null,
    uploaded bigint not null,
    linked bigint not null,
    erased bigint not null,
    primary key (community, digest)
) without rowid;

create index documents_unlinked on documents (uploaded) where linked = 0;

create table document_chunks (
    community text not null,
    upload text not null,
    chunk bigint not null,
    bytes blob not null,
    primary key (community, upload, chunk)
);
)sql"
