R"sql(
-- What is large of a state, a row for each piece of it (docs/decisions/0020): a step writes those that it changes, and
-- who remembers the others reads those.
create table pieces (
    community text collate "C" not null,
    stream text collate "C" not null,
    part text collate "C" not null,
    name text collate "C" not null,
    version bigint not null,
    text text not null,
    primary key (community, stream, part, name)
);
create index pieces_by_version on pieces (community, stream, version);

do $$
begin
    alter table pieces alter column text set compression lz4;
exception when feature_not_supported then null;
end $$;
)sql"
