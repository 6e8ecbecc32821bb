R"sql(
-- Who has a case; and the words of its title, by which lists are searched and ordered (engine/words.hpp). What cases are
-- found by and ordered by is derived anew, as the program that migrates has other rules for it than the one before.

alter table cases add column handler text not null default '';
alter table cases add column words text not null default '';
alter table cases add column title_order text not null default '';

-- None of this changes when a case moves on.
create index cases_by_title on cases (community, title_order, year, number);
)sql"
