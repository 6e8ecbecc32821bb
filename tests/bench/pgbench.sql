-- One transaction for each command: the same reads and the same bytes written as Saksgang's own commit, as a program
-- without batches would do it. Generous to pgbench: positions come from a sequence, so that nobody waits for the head row.
\set c random(1, 1000)
begin;
select account, person, expires from bench_sessions where token = 'token';
select stream, version, hash, state from bench_streams where stream in ('organisation', 'accounts', 'body/ssu', 'fund/bench', 'case/scheme', 'case/' || :c);
select set_config('bench.position', nextval('bench_positions')::text, true);
insert into bench_entries select current_setting('bench.position')::bigint, 'case/' || :c, current_setting('bench.position')::bigint, md5(:c::text), bytes from bench_fill where name = 'entry';
update bench_streams set version = version + 1, hash = md5(version::text), state = (select bytes from bench_fill where name = 'state') where stream = 'case/' || :c;
insert into bench_cases (id, state, position) values (:c, 'for_ssu', 1) on conflict (id) do update set position = bench_cases.position + 1;
commit;
