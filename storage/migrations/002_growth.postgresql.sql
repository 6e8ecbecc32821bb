R"sql(
-- What is read of a community must not cost what is in it (docs/decisions/0015).

drop trigger cases_inserted on cases;
drop trigger cases_reshaped on cases;
drop function saksgang_case_parties();
drop table case_parties;

alter table cases add column archive_owner text collate "C" not null default '';
alter table cases add column readers text not null default '[]';

-- What lists of cases are read by: a row for every thing that a case is found by (engine/ports.hpp, keys_of). Each list
-- is some ranges of the primary key, newest last. `cases` itself has no index on what changes, so that a case that moves
-- on is rewritten on its own page.
create table case_keys (
    community text collate "C" not null,
    key text collate "C" not null,
    workflow text collate "C" not null,
    ended bigint not null,
    year bigint not null,
    number bigint not null,
    primary key (community, key, workflow, ended, year, number)
);

-- What waits for whom. A worklist is some ranges of the primary key, soonest first.
create table tasks (
    community text collate "C" not null,
    audience text collate "C" not null,
    due text collate "C" not null,
    stream text collate "C" not null,
    shown_from text collate "C" not null,
    shown_until text collate "C" not null,
    primary key (community, audience, due, stream)
);

-- By which program's rules these were derived. Where that is not this program's, they are made anew.
create table projections (
    name text collate "C" primary key,
    made_by text not null
);
)sql"
