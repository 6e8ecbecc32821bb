#include <algorithm>
#include <charconv>

#include "api/routes/routes.hpp"
#include "api/showing.hpp"
#include "engine/entry.hpp"
#include "engine/tasks.hpp"

namespace saksgang::api::routes {
namespace {

constexpr std::size_t entries_at_once = 200;

// An opaque cursor: base64url of "year-number" of the last case looked at.
std::string cursor_at(case_row const& row) {
    return base64url(std::to_string(row.year) + "-" + std::to_string(row.number));
}

std::optional<std::pair<int, std::int64_t>> cursor_from(std::string_view text) {
    auto const plain = from_base64url(text).value_or("");
    auto const* const end = plain.data() + plain.size();
    std::pair<int, std::int64_t> at;
    auto const year = std::from_chars(plain.data(), end, at.first);
    if (year.ec != std::errc{} || year.ptr == end || *year.ptr != '-') return {};
    auto const number = std::from_chars(year.ptr + 1, end, at.second);
    if (number.ec != std::errc{} || number.ptr != end) return {};
    return at;
}

result<case_filter> filter_from(exchange const& in) {
    case_filter f{.state = in.query("state"), .body = in.query("body"), .party = in.query("party")};
    if (auto const workflow = in.query("workflow")) {
        auto const* w = in.with.rules.find(*workflow);
        if (!w) return bad_parameter("workflow");
        f.workflows.push_back(w->name_with_version());
    }
    if (in.query("year")) {
        auto const year = number_in_query(in, "year", 0, 1814, 2999);
        if (!year) return year.error();
        f.year = static_cast<int>(*year);
    }
    auto const ended = flag_in_query(in, "ended");
    if (!ended) return ended.error();
    f.ended = *ended;
    if (auto const cursor = in.query("cursor")) {
        f.before = cursor_from(*cursor);
        if (!f.before) return bad_parameter("cursor");
    }
    return f;
}

case_item show_row(case_row const& row, exchange const& in) {
    case_item item{.id = row.id,
                   .title = row.title,
                   .workflow = api::show_workflow(in.with.rules, row.workflow, in.lang),
                   .state = api::show_state(in.with.rules, row.workflow, row.state, in.lang),
                   .parties = row.parties,
                   .ended = row.ended,
                   .closed = row.closed};
    if (!row.body.empty()) item.body = row.body;
    return item;
}

// The case as it was after its first `version` entries: folded anew, which also checks that they still fit together.
result<response> old_version(reading& r, readable_case const& now, std::int64_t version) {
    state s{.stream = now.a_case->stream};
    while (s.version < version) {
        auto const page = r.db.history(r.in.community, s.stream, s.version, entries_at_once);
        if (page.empty()) return not_found();
        for (auto const& stored : page)
            if (s.version < version) evolve(s, entry_from(stored.bytes), stored.hash);
    }
    auto out = json_response(show(show_version(r, s, now)));
    out.first = access_entry(r, now, "history");
    return with_version(std::move(out), s.version);
}

} // namespace

result<response> list_cases(reading& r) {
    if (auto admitted = r.admit(); !admitted) return admitted.error();
    auto filter = filter_from(r.in);
    if (!filter) return filter.error();
    auto const limit = limit_in_query(r.in);
    if (!limit) return limit.error();

    // Ranges of an index, one for each workflow.
    if (filter->workflows.empty() && (filter->state || filter->body || filter->party || filter->ended))
        for (auto const* w : r.in.with.rules.workflows()) filter->workflows.push_back(w->name_with_version());
    r.load_bodies();
    filter->may_read = readership_of(r.in.with.rules, r.here());
    filter->limit = *limit + 1; // one more, to see whether there is more
    auto rows = r.db.cases(r.in.community, *filter);
    case_list list;
    if (rows.size() > *limit) {
        rows.resize(*limit);
        list.next = cursor_at(rows.back());
    }
    for (auto const& row : rows) list.items.push_back(show_row(row, r.in));
    // The first page may be all there is.
    auto const total = list.next || filter->before
                           ? r.db.count_cases(r.in.community, *filter, most_counted + 1)
                           : rows.size();
    list.total = static_cast<std::int64_t>(std::min(total, most_counted));
    list.total_is_more = total > most_counted;
    return json_response(show(list));
}

result<response> show_case(reading& r) {
    if (auto admitted = r.admit({case_stream(r.in.value(0))}); !admitted) return admitted.error();
    auto const with_schema = flag_in_query(r.in, "schema");
    if (!with_schema) return with_schema.error();
    auto const seen = find_case(r, r.in.value(0));
    if (!seen) return seen.error();
    auto out = json_response(show(api::show_case(r, *seen, with_schema->value_or(false))));
    out.first = access_entry(r, *seen, "a_case");
    return with_version(std::move(out), seen->a_case->version);
}

result<response> case_history(reading& r) {
    if (auto admitted = r.admit({case_stream(r.in.value(0))}); !admitted) return admitted.error();
    auto const page = page_in_query(r.in);
    auto const version = number_in_query(r.in, "version", 0, 1, largest_integer);
    if (!page) return page.error();
    if (!version) return version.error();
    auto const seen = find_case(r, r.in.value(0));
    if (!seen) return seen.error();
    if (*version > seen->a_case->version) return not_found();
    if (*version > 0) return old_version(r, *seen, *version);

    auto out = history_page(r, *seen->a_case, *page, reads_personal(r, *seen));
    out.first = access_entry(r, *seen, "history");
    return out;
}

// -------------------------------------------------------------------------------------------------- commands

result<command> create_case(exchange const& in, json body) {
    field_errors errors;
    auto asked = read<case_to_create>(body, errors);
    if (!asked) return bad_payload(std::move(errors));
    auto const* w = in.with.rules.find(asked->workflow.value);
    if (!w) {
        std::string ids;
        for (auto const* each : in.with.rules.workflows()) ids += (ids.empty() ? "" : ", ") + each->id;
        return bad_payload({{"/workflow", "not_one_of", ids}});
    }
    command c{.stream = std::string(new_case), .payload = std::move(asked->payload), .workflow = w->id};
    for (auto const& t : w->transitions)
        if (t.from.empty() && !t.internal && c.name.empty()) c.name = t.event;
    if (asked->command) c.name = asked->command->value; // of a workflow that can begin in more than one way
    return c;
}

result<command> case_command(exchange const& in, json body) {
    if (in.value(0) == "new") return not_found();
    return command{.stream = case_stream(in.value(0)), .name = in.value(1), .payload = std::move(body)};
}

result<response> show_case_done(reading& r, accepted const& done) {
    if (auto admitted = r.admit({done.stream}); !admitted) return admitted.error();
    auto const seen = find_case(r, id_in(done.stream));
    if (!seen) return tell_briefly(r.in, done); // the command took away the caller's own right to read
    people_names names;
    auto entries = show_entries(r, done.entries, reads_personal(r, *seen), names);
    auto out = json_response(show(case_done{api::show_case(r, *seen, false), std::move(entries)}),
                             r.in.where.status);
    if (r.in.where.status == 201)
        out.headers.emplace_back("Location", r.in.address("/cases/" + id_in(done.stream)));
    out.first = access_entry(r, *seen, "a_case");
    return with_version(std::move(out), seen->a_case->version);
}

} // namespace saksgang::api::routes
