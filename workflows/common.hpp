// What several workflows share: guards and small helpers. Included by workflows/*.cpp only.
#pragma once

#include <algorithm>
#include <cstdlib>
#include <set>
#include <string>
#include <string_view>

#include "engine/machine.hpp"
#include "engine/who/name_erasure.hpp"
#include "workflows/shared/fund/fund.hpp"
#include "workflows/shared/kinds.hpp"

namespace saksgang {

// --------------------------------------------------------------------------------------------------- helpers

// Whether the case stands in one of these states.
template <class... States>
bool stands_in(state const& a_case) {
    return [&]<class... S>(mp11::mp_list<S...>) {
        return ((a_case.name == type_name<S>) || ...);
    }(table_detail::flat_t<mp11::mp_list<States...>>());
}

// What a state's cases always have; of one in which it was never filled in, an empty one.
template <class T>
T const& or_empty(std::optional<T> const& field) {
    static T const empty{};
    return field ? *field : empty;
}
template <class T>
T& there(std::optional<T>& field) {
    return field ? *field : field.emplace();
}

// The scheme that an application answers.
struct a_scheme {
    static constexpr std::string_view name = "scheme";
    static std::string stream(id const& scheme) { return case_stream(scheme.value); }
};

inline date day_of(int year, unsigned month, unsigned day) {
    namespace c = std::chrono;
    return {c::sys_days{c::year{year} / c::month{month} / c::day{day}}};
}
inline date last_day_of(int year) { return day_of(year, 12, 31); }

// What a refusal calls what a command names: the id only of what is not there.
inline std::string name_of_unit(state const& organisation, std::string const& unit) {
    auto const* found = records_of(organisation).units.find(unit);
    return found ? found->name : unit;
}
inline std::string position_of(state const& organisation, std::string const& person) {
    auto const* found = records_of(organisation).persons.find(person);
    return !found || found->position.empty() ? person : found->position;
}

// The text in all three languages, filled in, as case data keeps it.
inline names written_out(text words, text_arguments const& arguments = {}) {
    return {fill(words.nb, arguments, language::nb), fill(words.nn, arguments, language::nn),
            fill(words.en, arguments, language::en)};
}

// ---------------------------------------------------------------------------------------------------- states

// That the body decides on the case's text; none while there is no text.
inline std::optional<round_spec> consent_in(std::string_view body, decision_kind kind,
                                            std::optional<text_version> const& subject) {
    if (!subject) return {};
    return round_spec{
        .kind = round_kind::consent, .body = std::string(body), .decision = kind, .subject = *subject};
}

// On a text that comes with what it stands for (a sum, a mandate with its last day, a draft with who does what): neither
// changes without the other, and another text is proposed anew.
inline std::optional<round_spec> consent_as_it_stands(std::string_view body, decision_kind kind,
                                                      std::optional<text_version> const& subject) {
    auto spec = consent_in(body, kind, subject);
    if (spec) spec->fixed_text = true;
    return spec;
}

// What is put forward as a saksframlegg, and the words of its proposal.
struct put_forward {
    document proposal;
    proposed_points proposed_decision;

    text_version as_version(std::string version) const {
        return {proposal.title, std::move(version), {proposal}, proposed_decision};
    }
};
BOOST_DESCRIBE_STRUCT(put_forward, (), (proposal, proposed_decision))

// A state in which it does: `struct for_ssu : before<"ssu", decision_kind::decision, "nb", "nn", "en"> {};`
template <literal Body, decision_kind Kind, literal... Label>
struct before : stage<Label...> {
    static constexpr auto round = round_kind::consent;
    static std::optional<round_spec> holds(case_common const& d, situation const&) {
        return consent_in(Body.view(), Kind, d.text);
    }
};

// ---------------------------------------------------------------------------------------------------- guards

struct no_open_reservation
    : refuses<"reservation_open",
              "Et forbehold er ikke avklart: «{reservation}» (avklares innen {clear_by}).",
              "Eit atterhald er ikkje avklart: «{reservation}» (skal avklarast innan {clear_by}).",
              "A reservation has not been cleared: “{reservation}” (to be cleared by {clear_by})."> {
    template <class Data>
    static verdict holds(view<Data> const& v) {
        auto const& all = rounds_in(v.a_case);
        auto const open = open_reservations(all);
        if (open.empty()) return true;
        auto const& [round, who] = open.front();
        auto const& reservation = all.at(round).outcome->reservations.at(who);
        return verdict::fails(
            {{"reservation", reservation.text}, {"clear_by", reservation.clear_by.in_numbers()}});
    }
};

// What became of a proposal that SSU did not agree on, as SSU said: of rows of round_failed that lead to an ending.
struct ends_there
    : refuses<"sent_on", "SSU sendte forslaget tilbake eller videre.",
              "SSU sende forslaget tilbake eller vidare.", "SSU sent the proposal back or on."> {
    template <class Data>
    static verdict holds(view<Data> const& v) {
        auto const* last = last_outcome(rounds_in(v.a_case), v.a_case.name);
        return last && last->outcome->next == next_step::end;
    }
};

// Of commands with an id of a body, which must be of that kind.
template <auto Field, body_kind const& Kind, literal... Refusal>
struct names_a_body : refuses<Refusal...> {
    template <class Event, class Data>
    requires requires(Event const& e) { e.*Field; }
    static verdict holds(Event const& e, view<Data> const& v) {
        auto const& name = (e.*Field).value;
        auto const& body = v.now.world.at(body_stream(name));
        return {body.exists() && head_of(body).kind == Kind, {{"body", name_of_body(v.now, name)}}};
    }
};

// Of commands with a `ref<a_body> body`.
struct body_is_established : refuses<"body_not_established", "{body} er ikke opprettet.",
                                     "{body} er ikkje oppretta.", "{body} is not established."> {
    template <class Event, class Data>
    requires requires(Event const& e) { e.body.stream(); }
    static verdict holds(Event const& e, view<Data> const& v) {
        return {v.now.world.at(e.body.stream()).exists(), {{"body", name_of_body(v.now, e.body.value)}}};
    }
};

// Of commands with a `text_version text`: positions name a file, so there must be one.
struct text_has_file
    : refuses<"text_without_file", "Legg ved teksten som fil. Det er den det tas stilling til.",
              "Legg ved teksten som fil. Det er den det blir teke stilling til.",
              "Attach the text as a file. It is what positions are taken on."> {
    template <class Event, class Data>
    requires requires(Event const& e) { e.text.renditions; }
    static verdict holds(Event const& e, view<Data> const&) { return !e.text.renditions.empty(); }
};

// Of commands with a `date deadline`.
struct deadline_is_ahead
    : refuses<"deadline_not_ahead", "Fristen {deadline} må være etter i dag.",
              "Fristen {deadline} må vere etter i dag.", "The deadline {deadline} must be after today."> {
    template <class Event, class Data>
    requires requires(Event const& e) { e.deadline.in_numbers(); }
    static verdict holds(Event const& e, view<Data> const& v) {
        return {e.deadline > v.now.today, {{"deadline", e.deadline.in_numbers()}}};
    }
};

// Of commands with `members`, each with a `person`.
struct known_persons
    : refuses<"person_unknown", "En av dem som er nevnt, er ikke registrert, eller navnet er slettet.",
              "Ein av dei som er nemnde, er ikkje registrert, eller namnet er sletta.",
              "One of those named is not registered, or their name has been erased."> {
    template <class Event, class Data>
    requires requires(Event const& e) { e.members.front().person.value; }
    static verdict holds(Event const& e, view<Data> const& v) {
        return std::ranges::all_of(
            e.members, [&](auto const& m) { return is_named_person(v.now.organisation(), m.person.value); });
    }
};

// The same.
struct each_named_once : refuses<"named_twice", "{person} står to ganger.", "{person} står to gonger.",
                                 "{person} stands twice."> {
    template <class Event, class Data>
    requires requires(Event const& e) { e.members.front().person.value; }
    static verdict holds(Event const& c, view<Data> const& v) {
        std::set<std::string_view> seen;
        for (auto const& m : c.members)
            if (!seen.insert(m.person.value).second)
                return verdict::fails({{"person", position_of(v.now.organisation(), m.person.value)}});
        return true;
    }
};

// Of commands with an `int year`, of a frame, or `from_frame`; and a `due_year`.
struct year_is_near : refuses<"year_not_near", "{year} er ikke et år som en ramme kan gjelde for nå.",
                              "{year} er ikkje eit år som ei ramme kan gjelde for no.",
                              "{year} is no year that a frame can be of now."> {
    static constexpr int most_years_off = 5;
    template <class Event, class Data>
    requires requires(Event const& e) { e.year; }
    static verdict holds(Event const& e, view<Data> const& v) {
        auto const is_near = [&](int year) {
            return std::abs(std::int64_t{year} - v.now.today.year()) <= most_years_off;
        };
        auto const far = [](int year) { return verdict::fails({{"year", std::to_string(year)}}); };
        if constexpr (requires { e.from_frame(v.data); }) {
            if (!is_near(e.from_frame(v.data))) return far(e.from_frame(v.data));
        } else if (!is_near(e.year)) {
            return far(e.year);
        }
        if constexpr (requires { e.due_year; })
            if (e.due_year && !is_near(*e.due_year)) return far(*e.due_year);
        return true;
    }
};

// Of commands with an `id fund`.
struct fund_exists : refuses<"fund_unknown", "Det er ingen slik tilskuddsramme.",
                             "Det er inga slik tilskotsramme.", "There is no such grant frame."> {
    template <class Event, class Data>
    requires requires(Event const& e) { e.fund.value; }
    static verdict holds(Event const& e, view<Data> const& v) {
        return v.now.world.at(fund_stream(e.fund.value)).exists();
    }
};

} // namespace saksgang
