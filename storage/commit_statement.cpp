#include "storage/commit_statement.hpp"

#include "storage/arrays.hpp"
#include "storage/case_lists.hpp"
#include "storage/session.hpp"

namespace saksgang {
namespace {

using std::string;

// ------------------------------------------------------------------------------ rows as parallel arrays, unnested

// Of a table and of the rows that go there. `of` is a member of the row, or a function of it; a number or truth is a
// bigint, anything else text.
enum class role_in_row { value, key, long_text };
template <class Of, role_in_row Role = role_in_row::value>
struct column {
    char const* name;
    Of of;
    static constexpr bool is_key = Role == role_in_row::key;
};
template <class Of>
column(char const*, Of) -> column<Of>;
template <class Of>
column<Of, role_in_row::key> key(char const* name, Of of) {
    return {name, of};
}
// Without control characters, as canonical JSON is.
template <class Of>
column<Of, role_in_row::long_text> long_text(char const* name, Of of) {
    return {name, of};
}

template <class Rows, class Of, role_in_row Role>
void add_array(made_statement& sql, Rows const& rows, column<Of, Role> const& c) {
    using value = std::remove_cvref_t<std::invoke_result_t<Of, typename Rows::value_type const&>>;
    if constexpr (Role == role_in_row::long_text)
        sql << "string_to_array(" << separated(rows, c.of) << ", chr(31))";
    else if constexpr (std::integral<value>)
        sql << array_of(rows, [&](auto const& row) { return std::int64_t{std::invoke(c.of, row)}; })
            << "::bigint[]";
    else
        sql << array_of(rows, c.of) << "::text[]";
}
template <class Rows, class... Column>
void add_arrays(made_statement& sql, Rows const& rows, Column const&... columns) {
    sql << "unnest(";
    char const* before = "";
    ((sql << std::exchange(before, ", "), add_array(sql, rows, columns)), ...);
    sql << ")";
}
template <class... Column>
void add_names(made_statement& sql, Column const&... columns) {
    char const* before = "";
    ((sql << std::exchange(before, ", ") << columns.name), ...);
}

enum class when_there { fails, stays, is_replaced };

// The rows of one table, for a `head` that names the community.
template <class Rows, class... Column>
void put(made_statement& sql, char const* table, when_there there, Rows const& rows,
         Column const&... columns) {
    if (rows.empty()) return;
    sql << ", " << table << "_put as (insert into " << table << " (community, ";
    add_names(sql, columns...);
    sql << ") select head.community, r.* from head, ";
    add_arrays(sql, rows, columns...);
    sql << " as r";
    if (there == when_there::stays) sql << " on conflict do nothing";
    if (there == when_there::is_replaced) {
        sql << " on conflict (community";
        ((columns.is_key ? void(sql << ", " << columns.name) : void()), ...);
        char const* before = ") do update set ";
        ((columns.is_key
              ? void()
              : void(sql << std::exchange(before, ", ") << columns.name << " = excluded." << columns.name)),
         ...);
    }
    sql << ")";
}

// Found row by row, each by one look into the index.
template <class Rows, class... Column>
void drop(made_statement& sql, char const* table, Rows const& rows, Column const&... columns) {
    if (rows.empty()) return;
    sql << ", " << table << "_gone as (delete from " << table
        << " where ctid = any(array(select (select t.ctid from " << table
        << " t where t.community = head.community";
    ((sql << " and t." << columns.name << " = g." << columns.name), ...);
    sql << ") from head, ";
    add_arrays(sql, rows, columns...);
    sql << " as g (";
    add_names(sql, columns...);
    sql << "))))";
}

// ------------------------------------------------------------------------------------------------ table by table

string due_of(waiting const& t) { return t.due.str(); }

void put_cases(made_statement& sql, std::vector<case_row> const& rows) {
    put(sql, "cases", when_there::is_replaced, rows, key("id", &case_row::id),
        column{"year", &case_row::year}, column{"number", &case_row::number},
        column{"workflow", &case_row::workflow}, column{"state", &case_row::state},
        column{"title", &case_row::title}, column{"body", &case_row::body},
        column{"archive_owner", &case_row::archive_owner}, column{"handler", &case_row::handler},
        column{"ended", &case_row::ended},
        column{"closed", [](auto const& row) { return static_cast<int64_t>(row.shown_to); }},
        column{"words", words_of}, column{"title_order", order_of},
        column{"parties", [](auto const& row) { return list_text(row.parties); }},
        column{"readers", [](auto const& row) { return list_text(row.readers); }});
}

auto const of_case_keys = [](auto const& say) {
    say(column{"key", &case_key::key}, column{"workflow", &case_key::workflow},
        column{"ended", &case_key::ended}, column{"year", &case_key::year},
        column{"number", &case_key::number});
};
void put_case_keys(made_statement& sql, std::vector<case_key> const& rows) {
    of_case_keys([&](auto... columns) { put(sql, "case_keys", when_there::stays, rows, columns...); });
}

void put_tasks(made_statement& sql, std::vector<waiting> const& rows) {
    put(sql, "tasks", when_there::is_replaced, rows, key("audience", &waiting::audience), key("due", due_of),
        key("stream", &waiting::stream), column{"shown_from", [](auto const& t) { return t.from.str(); }},
        column{"shown_until", [](auto const& t) { return t.until.str(); }});
}

void put_links(made_statement& sql, std::vector<document_link> const& rows) {
    put(sql, "document_links", when_there::is_replaced, rows, key("digest", &document_link::digest),
        key("stream", &document_link::stream), column{"own", &document_link::own});
}

// Everything hangs on the head: where it stands where it is expected, no stream has moved since it was read, because
// every commit moves it; and from its update on no other commit of the community is under way. Where it does not, or a
// key is used, a document or a session is not there, there is no `head`, and nothing is written.
void take_head(made_statement& sql, write_batch const& b) {
    sql << "with given as (select " << b.community << "::text collate \"C\" as community";
    auto const number = [&](std::int64_t n, char const* name) { sql << ", " << n << "::bigint as " << name; };
    number(b.expected.position, "position");
    number(b.expected.recorded.us, "recorded");
    number(b.after.position, "after_position");
    number(b.after.recorded.us, "after_recorded");
    sql << ")";
    bool const documents = !b.linked_documents.empty();
    if (documents) // locked, against the reaper
        sql << ", linked as (select d.digest, d.linked from given join documents d on d.community = "
               "given.community "
               "and d.digest = any("
            << array_of(b.linked_documents)
            << "::text[]) and d.erased = 0 order by d.digest for update of d)";
    sql << ", head as (insert into heads (community, position, recorded) "
           "select community, after_position, after_recorded from given where (position = 0 and recorded = 0 "
           "or "
           "exists (select from heads h where h.community = given.community))";
    if (!b.sessions.empty())
        sql << " and not exists (select from unnest(" << array_of(b.sessions)
            << "::text[]) as t (token) where not exists (select from sessions s where s.community = "
               "given.community "
               "and s.token = t.token))";
    if (!b.keys.empty()) {
        sql << " and not exists (select from ";
        add_arrays(sql, b.keys, column{"account", &used_key::account}, column{"key", &used_key::key});
        sql << " as n (account, key) where exists (select from keys k where k.community = given.community "
               "and k.account = n.account and k.key = n.key))";
    }
    if (documents)
        sql << " and (select count(*) from linked) = "
            << static_cast<std::int64_t>(b.linked_documents.size());
    sql << " on conflict (community) do update set position = excluded.position, recorded = "
           "excluded.recorded "
           "where heads.position = (select position from given) and heads.recorded = (select recorded from "
           "given) "
           "returning community)";
}

void erase_texts(made_statement& sql, write_batch const& b) {
    if (!b.erased_texts.empty())
        sql << ", texts_erased as (delete from personal p using head where p.community = head.community "
               "and p.commitment = any("
            << array_of(b.erased_texts) << "::text[]))";
}

void change_documents(made_statement& sql, write_batch const& b) {
    if (!b.erased_documents.empty())
        sql << ", documents_erased as (update documents d set erased = 1, linked = 1 from head "
               "where d.community = head.community and d.digest = any("
            << array_of(b.erased_documents)
            << "::text[]) returning d.community, d.upload), bytes_erased as (delete from document_chunks c "
               "using documents_erased d where c.community = d.community and c.upload = d.upload)";
    if (!b.linked_documents.empty())
        sql << ", documents_linked as (update documents d set linked = 1 from head, linked "
               "where linked.linked = 0 and d.community = head.community and d.digest = linked.digest "
               "and d.digest <> all("
            << array_of(b.erased_documents) << "::text[]))";
}

} // namespace

made_statement commit_statement(write_batch const& b) {
    made_statement sql;
    take_head(sql, b);
    change_documents(sql, b);
    erase_texts(sql, b);
    put(sql, "entries", when_there::fails, b.entries, column{"position", &stored_entry::position},
        column{"stream", &stored_entry::stream}, column{"seq", &stored_entry::seq},
        column{"hash", &stored_entry::hash}, long_text("bytes", &stored_entry::bytes));
    put(sql, "streams", when_there::is_replaced, b.states, key("stream", &stored_state::stream),
        column{"version", &stored_state::version}, column{"hash", &stored_state::hash},
        long_text("state", &stored_state::bytes));
    put(sql, "pieces", when_there::is_replaced, b.pieces, key("stream", &stored_piece::stream),
        key("part", &stored_piece::part), key("name", &stored_piece::name),
        column{"version", &stored_piece::version}, long_text("text", &stored_piece::text));
    put_cases(sql, b.cases);
    auto const changes = changes_of(b);
    of_case_keys([&](auto... columns) { drop(sql, "case_keys", changes.gone, columns...); });
    put_case_keys(sql, changes.put);
    drop(sql, "tasks", b.no_longer_waits, key("audience", &waiting::audience), key("due", due_of),
         key("stream", &waiting::stream));
    put_tasks(sql, b.now_waits);
    drop(sql, "document_links", b.no_longer_linked, key("digest", &document_link::digest),
         key("stream", &document_link::stream));
    put_links(sql, b.now_linked);
    put(sql, "keys", when_there::fails, b.keys, key("account", &used_key::account),
        key("key", &used_key::key), column{"request", &used_key::request},
        column{"stream", &used_key::stream}, column{"first_position", &used_key::first_position},
        column{"last_position", &used_key::last_position});
    put(sql, "personal", when_there::stays, b.personal, key("commitment", &personal_value::commitment),
        column{"salt", &personal_value::salt}, column{"value", &personal_value::value});
    sql << " select count(*) from head";
    return sql;
}

made_statement projection_statement(string const& community, projection_part const& part) {
    std::vector<case_key> keys;
    for (auto const& row : part.cases) std::ranges::move(keys_of(row), std::back_inserter(keys));
    made_statement sql;
    sql << "with head as (select " << community << "::text collate \"C\" as community)";
    put_cases(sql, part.cases);
    put_case_keys(sql, keys);
    put_tasks(sql, part.tasks);
    put_links(sql, part.links);
    sql << " select count(*) from head";
    return sql;
}

} // namespace saksgang
