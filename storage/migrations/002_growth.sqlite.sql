R"sql(
-- What is read of a community must not cost what is in it (docs/decisions/0015).

drop trigger cases_inserted;
drop trigger cases_reshaped;
drop table case_parties;

alter table cases add column archive_owner text not null default '';
alter table cases add column readers text not null default '[]';

-- What lists of cases are read by: a row for every thing that a case is found by (engine/ports.hpp, keys_of). Each list
-- is some ranges of the primary key, newest last.
create table case_keys (
    community text not null,
    key text not null,
    workflow text not null,
    ended bigint not null,
    year bigint not null,
    number bigint not null,
    primary key (community, key, workflow, ended, year, number)
) without rowid;

-- What waits for whom. A worklist is some ranges of the primary key, soonest first.
create table tasks (
    community text not null,
    audience text not null,
    due text not null,
    stream text not null,
    shown_from text not null,
    shown_until text not null,
    primary key (community, audience, due, stream)
) without rowid;

-- By which program's rules these were derived. Where that is not this program's, they are made anew.
create table projections (
    name text primary key,
    made_by text not null
) without rowid;
)sql"
