#include "api/names.hpp"

#include "engine/case/case.hpp"
#include "workflows/shared/fund/fund.hpp"

namespace saksgang::api {
namespace {

// Every text in it, as a value or as a key.
void each_text(json const& in, std::set<std::string>& all) {
    if (in.is_string()) all.insert(in.get_ref<std::string const&>());
    if (in.is_object())
        for (auto const& [key, value] : in.items()) all.insert(key);
    if (in.is_structured())
        for (auto const& child : in) each_text(child, all);
}

// When the seats of a round were held as they are in it.
date day_of(reading const& r, round const& of) {
    return of.held_on.value_or(of.opened.value_or(of.outcome ? of.outcome->on : r.today()));
}

void add_seats(reading const& r, round const& of, names_by_id& names) {
    if (!of.body || !r.here().world.knows(body_stream(of.body->value))) return;
    for (auto const& [id, s] : seats_on(r.stream(body_stream(of.body->value)), day_of(r, of)))
        names.emplace("seat/" + of.body->value + "/" + id, name_of_seat(r, s));
}

void add_what_is_referred_to(reading& r, state const& a_case, names_by_id& names) {
    auto streams = r.in.with.rules.of(a_case).streams(a_case);
    for (auto const& link : common_of(a_case).links) streams.insert(case_stream(link.target.value));
    r.load(streams);
    for (auto const& stream : streams) {
        if (!r.stream(stream).exists()) continue;
        if (stream.starts_with("fund/")) names.emplace(stream, name_of_fund(r.stream(stream), r.in.lang));
        if (!is_case(stream)) continue;
        r.load(r.in.with.rules.reads_for_case(r.stream(stream)));
        if (r.in.with.rules.reader_of(r.stream(stream), r.here()))
            names.emplace(stream, common_of(r.stream(stream)).title);
    }
}

} // namespace

std::string name_of_body(reading const& r, std::string_view id) {
    return saksgang::name_of_body(r.here(), id).in(r.in.lang);
}

std::string name_of_seat(reading const& r, seat const& s) {
    return saksgang::name_of_seat(r.organisation(), s).in(r.in.lang);
}

std::string title_of(reading const& r, std::string_view stream) {
    if (is_case(stream)) return common_of(r.stream(stream)).title;
    auto const& f = *r.in.with.rules.feature_of(stream);
    bool const has_its_own = f.title && r.here().world.knows(stream) && r.stream(stream).exists();
    return has_its_own ? f.title(r.stream(stream), r.here(), r.in.lang) : r.in.words(f.label);
}

names_by_id names_in(reading& r, state const& a_case) {
    names_by_id names;
    std::set<std::string> texts;
    each_text(*a_case.data, texts);
    each_text(*a_case.rounds, texts);
    auto const known = records_of(r.organisation());
    std::set<std::string> bodies;
    for (auto const& text : texts) {
        if (auto const* p = known.parties.find(text)) names.emplace("party/" + text, p->name);
        if (auto const* u = known.units.find(text)) names.emplace("organisation/" + text, u->name);
        if (known.bodies.contains(text)) bodies.insert(body_stream(text));
    }
    r.load(bodies);
    for (auto const& stream : bodies) names.emplace(stream, name_of_body(r, id_in(stream)));
    for (auto const& [name, round] : rounds_in(a_case)) add_seats(r, round, names);
    add_what_is_referred_to(r, a_case, names);
    return names;
}

} // namespace saksgang::api
