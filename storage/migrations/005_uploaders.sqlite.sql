R"sql(
-- Who has uploaded a document: what an account has uploaded and nothing links counts against its quota. Goes with the
-- document. What is stored already has no uploader.

create table uploaders (
    community text not null,
    digest text not null,
    account text not null,
    primary key (community, digest, account)
) without rowid;

create index documents_unlinked_of on documents (community, uploaded) where linked = 0;
)sql"
