R"sql(
-- What somebody has uploaded a document as. Of the same bytes, two may say two things, and what each then links is of their
-- own type. What is stored already was uploaded as the document's row says.

alter table uploaders add column media_type text collate "C" not null default '';
)sql"
