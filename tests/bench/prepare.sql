-- Tables for pgbench.sql. entry_bytes, state_bytes: the means in the store that was just loaded.
create sequence bench_positions;
create table bench_sessions (token text primary key, account text, person text, expires bigint);
insert into bench_sessions values ('token', 'koordinator', 'p-1', 0);
create table bench_streams (stream text primary key, version bigint, hash text, state text);
create table bench_entries (position bigint primary key, stream text, seq bigint, hash text, bytes text, unique (stream, seq));
create table bench_cases (id bigint primary key, state text, position bigint);
create table bench_fill (name text primary key, bytes text);
alter table bench_streams alter column state set compression lz4;
alter table bench_entries alter column bytes set compression lz4;
create function noise(bytes int) returns text language sql volatile as
  $$ select left(string_agg(md5(random()::text), ''), bytes) from generate_series(1, bytes / 32 + 1) $$;
insert into bench_fill values ('entry', noise(:entry_bytes)), ('state', noise(:state_bytes));
insert into bench_streams select stream, version, hash, state from (values
  ('organisation', 1::bigint, '', noise(:organisation_bytes)), ('accounts', 1, '', noise(2000)), ('body/ssu', 1, '', noise(4000)),
  ('fund/bench', 1, '', noise(2000)), ('case/scheme', 1, '', noise(1500))) as t(stream, version, hash, state);
insert into bench_streams select 'case/' || n, 1, '', noise(:state_bytes) from generate_series(1, 1000) n;
vacuum analyze;
