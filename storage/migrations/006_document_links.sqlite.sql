R"sql(
-- Which streams name a document, and whether it is theirs (1) or came from a case: who may link it rests on that, and
-- when its bytes go. Derived of every stream anew, when the program next starts.

create table document_links (
    community text not null,
    digest text not null,
    stream text not null,
    own bigint not null,
    primary key (community, digest, stream)
) without rowid;

-- For `saksgang check`: bytes that belong to nothing.
create index documents_by_upload on documents (community, upload);
)sql"
