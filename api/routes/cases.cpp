#include <algorithm>
#include <charconv>

#include "api/routes/routes.hpp"
#include "api/showing.hpp"
#include "engine/slices.hpp"
#include "engine/tasks.hpp"
#include "engine/words.hpp"

namespace saksgang::api::routes {
namespace {

constexpr std::size_t entries_at_once = 200;

constexpr std::size_t longest_search = 200, most_words = 8;

// As it is typed: the words so far, each the beginning of one in the title.
result<std::set<std::string>> words_from(exchange const& in) {
    auto const typed = in.query("q").value_or("");
    auto const all = words_in(typed);
    if (typed.size() > longest_search || all.size() > most_words) return bad_parameter("q");
    return std::set(all.begin(), all.end());
}

// Whose cases: mine, nobody's, or a person's.
std::optional<std::string> handler_from(reading const& r) {
    auto const who = r.in.query("handler");
    return who == "me" ? r.person : who == "nobody" ? "" : who;
}

result<case_filter> filter_from(reading const& r) {
    auto const& in = r.in;
    case_filter f{.state = in.query("state"),
                  .body = in.query("body"),
                  .party = in.query("party"),
                  .handler = handler_from(r)};
    auto words = words_from(in);
    if (!words) return words.error();
    f.words = *std::move(words);
    auto const sort = in.query("sort").value_or("newest");
    if (sort != "newest" && sort != "title") return bad_parameter("sort", "not_one_of", "newest, title");
    if (sort == "title") f.order = case_order::title;
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
    auto const place = place_in_query(in, f.order);
    if (!place) return place.error();
    f.before = *place;
    return f;
}

case_item show_row(case_row const& row, reading const& r, people_names const& names) {
    auto const& in = r.in;
    case_item item{.id = row.id,
                   .title = row.title,
                   .workflow = api::show_workflow(in.with.rules, row.workflow, in.lang),
                   .state = api::show_state(in.with.rules, row.workflow, row.state, in.lang),
                   .parties = row.parties,
                   .ended = row.ended,
                   .closed = row.shown_to == shown_to::body_and_parties};
    if (!row.body.empty()) item.body = row.body;
    if (!row.handler.empty()) item.handler = names.view(r, row.handler);
    return item;
}

// The case as it was: folded anew, which also checks that the entries still fit together. `counts` says how far.
template <class Counts>
result<response> as_it_was(reading& r, readable_case const& now, Counts const& counts) {
    slices::folded then(now.a_case->stream);
    std::vector<slices::member> room;
    for (bool more = true; more;) {
        auto const page = r.db.history(r.in.community, then.stream, then.version, entries_at_once);
        more = page.size() == entries_at_once;
        for (auto const& stored : page) {
            auto const e = slices::entry_in(stored.bytes, room);
            if (!counts(e)) {
                more = false;
                break;
            }
            then.add(e, stored.hash, room);
        }
    }
    if (then.version == 0) return not_found();
    auto const s = r.in.with.rules.upgraded( // by the rules of today
        state_from({then.stream, then.version, then.hash, then.bytes(), {}}));
    auto out = json_response(show(show_version(r, s, now)));
    out.first = access_entry(r, now, "history");
    return with_version(std::move(out), s.version);
}

// "year-number" of the last case looked at; in the order of titles "year-number title".
std::optional<case_place> place_from(std::string_view plain, case_order order) {
    auto const* const end = plain.data() + plain.size();
    case_place at;
    auto const year = std::from_chars(plain.data(), end, at.year);
    if (year.ec != std::errc{} || year.ptr == end || *year.ptr != '-') return {};
    auto const number = std::from_chars(year.ptr + 1, end, at.number);
    bool const has_title = number.ptr != end;
    if (number.ec != std::errc{} || has_title != (order == case_order::title)) return {};
    if (!has_title) return at;
    at.title.assign(number.ptr + 1, end);
    if (*number.ptr != ' ' || !is_utf8(at.title) || at.title.find('\0') != at.title.npos) return {};
    return at;
}

} // namespace

// An opaque cursor: base64url.
std::string cursor_at(case_row const& row, case_order order) {
    auto const at = std::to_string(row.year) + "-" + std::to_string(row.number);
    return base64url(order == case_order::newest ? at : at + " " + order_of(row));
}

result<std::optional<case_place>> place_in_query(exchange const& in, case_order order) {
    auto const cursor = in.query("cursor");
    if (!cursor) return std::optional<case_place>{};
    auto const place = place_from(from_base64url(*cursor).value_or(""), order);
    if (!place) return bad_parameter("cursor");
    return place;
}

result<response> list_cases(reading& r) {
    if (auto admitted = r.admit(); !admitted) return admitted.error();
    auto filter = filter_from(r);
    if (!filter) return filter.error();
    auto const limit = limit_in_query(r.in);
    if (!limit) return limit.error();

    // Ranges of an index, one for each workflow.
    bool const by_keys = filter->state || filter->body || filter->party || filter->handler || filter->ended ||
                         !filter->words.empty();
    if (filter->workflows.empty() && by_keys)
        for (auto const* w : r.in.with.rules.workflows()) filter->workflows.push_back(w->name_with_version());
    r.load_bodies();
    filter->may_read = readership_of(r.in.with.rules, r.here());
    filter->limit = *limit + 1; // one more, to see whether there is more
    auto rows = r.db.cases(r.in.community, *filter);
    case_list list;
    if (rows.size() > *limit) {
        rows.resize(*limit);
        list.next = cursor_at(rows.back(), filter->order);
    }
    people_names names;
    for (auto const& row : rows) names.mention(r, row.handler);
    names.fetch(r);
    for (auto const& row : rows) list.items.push_back(show_row(row, r, names));
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
    auto const day = date_in_query(r.in, "at");
    if (!page) return page.error();
    if (!version) return version.error();
    if (!day) return day.error();
    auto const seen = find_case(r, r.in.value(0));
    if (!seen) return seen.error();
    if (*version > seen->a_case->version) return not_found();
    if (*version > 0) return as_it_was(r, *seen, [&](slices::entry const& e) { return e.seq <= *version; });
    if (*day)
        return as_it_was(r, *seen, [&](slices::entry const& e) {
            return date::parse(e.effective).value_or(date_in_oslo({e.recorded})) <= **day;
        });

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
    auto entries = show_entries(
        r, done.entries,
        [&](auto const& stream) { return stream == done.stream && reads_personal(r, *seen); }, names);
    auto out = json_response(show(case_done{api::show_case(r, *seen, false), std::move(entries)}),
                             r.in.where.status);
    if (r.in.where.status == 201)
        out.headers.emplace_back("Location", r.in.address("/cases/" + id_in(done.stream)));
    out.first = access_entry(r, *seen, "a_case");
    return with_version(std::move(out), seen->a_case->version);
}

} // namespace saksgang::api::routes
