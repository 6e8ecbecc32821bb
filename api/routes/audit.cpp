// For whoever looks back: what has happened across streams, and why a case may be read.
#include <algorithm>

#include "api/names.hpp"
#include "api/routes/routes.hpp"
#include "api/showing.hpp"
#include "engine/entry.hpp"

namespace saksgang::api::routes {
namespace {

constexpr std::int64_t at_once = 500, most_looked_at = 20'000; // entries

// What is asked for; nothing of it: everything.
struct wanted_entries {
    std::optional<std::string> person, seat, party, body, rule, command, a_case;
    std::int64_t before = 0; // position
    std::size_t limit = usual_page;

    // Each names something that stands in the bytes: most entries need not be read.
    bool may_fit(std::string_view bytes) const {
        for (auto const* name : {&person, &seat, &party, &body, &rule, &command, &a_case})
            if (*name && bytes.find(**name) == bytes.npos) return false;
        return true;
    }
    bool fits(entry const& e) const {
        auto const is = [](auto const& asked, std::string const& there) { return !asked || *asked == there; };
        auto const names_it = [&](std::string const& it, char const* field) {
            auto const found = e.payload.find(field);
            return found != e.payload.end() &&
                   (*found == it ||
                    (found->is_array() && std::find(found->begin(), found->end(), it) != found->end()));
        };
        auto const within = body ? body_stream(*body) : "";
        return is(person, e.actor) && is(seat, e.seat) && is(command, e.command) &&
               (!rule || e.rule == *rule) &&
               (!party || e.on_behalf_of == *party || names_it(*party, "party")) &&
               (!body || e.stream == within || e.seat.starts_with(within + "/") ||
                e.rule.starts_with(within + "/")) &&
               (!a_case || e.stream == case_stream(*a_case) || names_it(*a_case, "a_case") ||
                names_it(*a_case, "cases"));
    }
};

// The position of the first entry that was recorded then or later; recorded times never go back.
std::int64_t first_since(reading& r, instant when) {
    std::int64_t
        from = 0,
        upto = r.at.position; // the first is behind `from`, and at or behind `upto` + 1 where there is none
    while (from < upto) {
        auto const middle = from + (upto - from) / 2;
        auto const found = r.db.entries(r.in.community, middle, 1);
        if (found.empty() || !(entry_from(found.front().bytes).recorded < when))
            upto = middle;
        else
            from = middle + 1;
    }
    return from + 1;
}

// What is nobody's but theirs who look after it: accounts and passwords an administrator's, and all of it an auditor's.
bool sees_register(reading const& r, std::string_view stream) {
    auto const* f = r.in.with.rules.feature_of(stream);
    if (!f) return false;
    if (f->anyone_reads_history()) return true;
    for (auto const& g : roles_of(r.organisation(), r.person, r.today()))
        if ((g.role == role::auditor && !g.party) ||
            (g.role == role::administrator && (f->id == "accounts" || f->id == "passwords")))
            return true;
    return false;
}

std::optional<capacity> reads(reading& r, std::string const& a_case) {
    r.load({a_case});
    if (!r.stream(a_case).exists()) return {};
    r.load(r.in.with.rules.reads_for_case(r.stream(a_case)));
    return r.in.with.rules.reader_of(r.stream(a_case), r.here());
}

result<wanted_entries> wanted_from(reading& r) {
    auto const& in = r.in;
    wanted_entries w{.person = in.query("person"),
                     .seat = in.query("seat"),
                     .party = in.query("party"),
                     .body = in.query("body"),
                     .rule = in.query("rule"),
                     .command = in.query("command"),
                     .a_case = in.query("case")};
    auto const limit = limit_in_query(in);
    if (!limit) return limit.error();
    w.limit = *limit;
    auto const before = number_in_query(in, "before", r.at.position + 1, 1, largest_integer);
    if (!before) return before.error();
    w.before = std::min(*before, r.at.position + 1);
    return w;
}

} // namespace

// Newest first. A page looks at so many entries at most: with few that fit, it may be short and still have a next.
result<response> find_entries(reading& r) {
    if (auto admitted = r.admit(); !admitted) return admitted.error();
    auto w = wanted_from(r);
    if (!w) return w.error();
    auto const from = date_in_query(r.in, "from"), until = date_in_query(r.in, "until");
    if (!from) return from.error();
    if (!until) return until.error();
    if (*until) w->before = std::min(w->before, first_since(r, start_of_day_in_oslo((*until)->plus_days(1))));
    auto const first = *from ? first_since(r, start_of_day_in_oslo(**from)) : 1;
    r.load_bodies();

    std::vector<stored_entry> found;
    std::set<std::string> logged;
    auto at = w->before; // what is there and later has been looked at
    auto const last = std::max(first, w->before - most_looked_at);
    while (at > last && found.size() < w->limit) {
        auto const begin = std::max(last, at - at_once);
        auto window = r.db.entries(r.in.community, begin - 1, static_cast<std::size_t>(at - begin));
        std::ranges::reverse(window);
        at = begin;
        for (auto& stored : window) {
            if (!w->may_fit(stored.bytes) || !w->fits(entry_from(stored.bytes))) continue;
            if (is_case(stored.stream)) {
                auto const as = reads(r, stored.stream);
                if (!as) continue;
                if (is_logged(r.stream(stored.stream), *as)) logged.insert(id_in(stored.stream));
            } else if (!sees_register(r, stored.stream)) {
                continue;
            }
            found.push_back(std::move(stored));
            if (found.size() < w->limit) continue;
            at = found.back().position;
            break;
        }
    }

    people_names names;
    auto shown = show_entries(
        r, found,
        [&](std::string const& stream) {
            if (!is_case(stream)) return true;
            auto const as = reads(r, stream);
            return as && reads_personal(r, {&r.stream(stream), *as, false});
        },
        names);
    found_entries out;
    for (std::size_t i = 0; i < shown.size(); ++i)
        out.items.push_back({std::move(shown[i]), found[i].stream, title_of(r, found[i].stream)});
    out.people = names.all(r);
    if (at > first) out.next = at;
    auto answer = json_response(show(out));
    answer.first = access_entry(r, logged);
    return answer;
}

namespace {

// As what somebody reads a case, in words.
std::string in_words(reading const& r, capacity const& as) {
    auto const slash = as.seat.find('/');
    auto const kind = as.seat.substr(0, slash), name = slash == as.seat.npos ? "" : as.seat.substr(slash + 1);
    if (kind == "role" && !name.empty()) {
        auto const of =
            as.on_behalf_of.empty() ? "" : " (" + name_of_party(r.organisation(), as.on_behalf_of) + ")";
        return r.in.words(word(name)) + of;
    }
    if (kind == "body")
        return r.in.words(words_for(by::member())) + " (" + name_of_body(r, name.substr(0, name.find('/'))) +
               ")";
    if (kind == "participant") return r.in.words(word(name));
    return r.in.words(words_for(by::anyone));
}

// Whoever could be something in it: by a role, a seat in its body, as a participant, or asked in a round.
std::set<std::string> may_be_readers(reading& r, case_row const& row) {
    std::set<std::string> persons(row.readers.begin(), row.readers.end());
    for (auto const& [person, grants] : records_of(r.organisation()).roles) persons.insert(person);
    if (auto const body = body_stream(row.body); r.here().world.knows(body))
        for (auto const& [name, seat] : seats_on(r.stream(body), r.today()))
            for (auto const& h : seat.holders)
                if (h.holds_on(r.today())) persons.insert(h.person.value);
    return persons;
}

std::vector<case_reader> readers_of(reading& r, state const& a_case, case_row const& row) {
    std::vector<case_reader> all;
    people_names names;
    for (auto const& person : may_be_readers(r, row)) {
        auto here = r.here();
        here.person = person;
        auto const as = r.in.with.rules.reader_of(a_case, here);
        if (!as || as->seat.find('/') == as->seat.npos)
            continue; // nothing in this case: everyone reads it, or they do not
        names.mention(r, person);
        all.push_back({{.id = person}, in_words(r, *as)});
    }
    names.fetch(r);
    for (auto& each : all) each.person = names.view(r, each.person.id);
    std::ranges::sort(all, {}, [](auto const& each) { return std::tie(each.as, each.person.name); });
    return all;
}

} // namespace

// Where the case may not be read, the answer is the same as where there is none.
result<response> show_access(reading& r) {
    constexpr text may_not{
        "Saken finnes ikke, eller den er begrenset, og du er verken saksbehandler, part eller medlem av "
        "utvalget.",
        "Saka finst ikkje, eller ho er avgrensa, og du er verken saksbehandlar, part eller medlem av "
        "utvalet.",
        "The case is not there, or it is restricted, and you are neither case handler, party nor member of "
        "the body."};
    constexpr text may{"Du kan lese saken som: {as}.", "Du kan lese saka som: {as}.",
                       "You may read the case as: {as}."};
    if (auto admitted = r.admit(); !admitted) return admitted.error();
    auto const seen = find_case(r, r.in.value(0));
    if (!seen) return json_response(show(access_view{false, r.in.words(may_not), {}, {}, {}}));
    auto const& common = common_of(*seen->a_case);
    auto const as = in_words(r, seen->as);
    access_view v{true, fill(may.in(r.in.lang), {{"as", as}}, r.in.lang), as,
                  std::string(describe::name_of(common.access)), if_any(common.access_basis)};
    if (seen->as.seat == "role/case_handler" || seen->as.seat == "role/auditor") {
        auto const row = r.in.with.rules.row(*seen->a_case);
        v.everyone = row.shown_to == shown_to::everyone;
        v.readers = readers_of(r, *seen->a_case, row);
    }
    return json_response(show(v));
}

} // namespace saksgang::api::routes
