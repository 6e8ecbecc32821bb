R"sql(
-- What is large of a state, a row for each piece of it (docs/decisions/0020): a step writes those that it changes, and
-- who remembers the others reads those.
create table pieces (
    community text not null,
    stream text not null,
    part text not null,
    name text not null,
    version bigint not null,
    text text not null,
    primary key (community, stream, part, name)
);
create index pieces_by_version on pieces (community, stream, version);
)sql"
