R"sql(
-- What a server may do that does not own the tables: grant saksgang_runtime to its login role. Applied by every
-- `saksgang migrate`. Roles belong to the whole cluster, and an owner need not be allowed to make one: then the
-- administrator makes it, and migrating again grants.
do $$
begin
    if not exists (select from pg_roles where rolname = 'saksgang_runtime') then
        begin
            create role saksgang_runtime nologin;
        exception when insufficient_privilege or duplicate_object or unique_violation then null;
        end;
    end if;
    if not exists (select from pg_roles where rolname = 'saksgang_runtime') then return; end if;

    execute format('grant usage on schema %I to saksgang_runtime', current_schema());
    grant select on schema_version, projections to saksgang_runtime;
    grant select, insert on entries, keys to saksgang_runtime;
    grant select, insert, update on heads, streams, pieces, cases, credentials to saksgang_runtime;
    grant select, insert, delete on case_keys, personal, uploads, document_chunks to saksgang_runtime;
    grant select, insert, update, delete on uploaders to saksgang_runtime;
    grant select, insert, update, delete on sessions, documents, document_links, tasks to saksgang_runtime;
end $$;
)sql"
