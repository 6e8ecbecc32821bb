// A command is a described struct. It says what it is called, who may use it, and what it does to a copy of the
// stream that it addresses: a case (a row of its workflow's table does it, or a command that every case has), or
// another stream. One pipeline takes it from there (decide.cpp).
//
//   struct appoint {
//       static constexpr text label{"Oppnevn medlem", "Oppnemn medlem", "Appoint a member"};
//       static constexpr who by[]{by::registrar, by::case_handler};
//       id seat;
//       ref<person> person;                                     // must be there
//       std::optional<refusal> apply(command_step&) const;              // nothing: it is done
//   };
//   BOOST_DESCRIBE_STRUCT(appoint, (), (seat, person))
//
// A command that only follows from other streams' entries may derive from what these send, its `message`
// (`using message = commit;`), and has that one's name. It may also say, each `static constexpr bool ... = true`:
//   internal            it only follows from another entry; nobody sends it
//   task                it drives the case on: on the worklist of whoever may use it
//   closes_in_passing   it may close a round without being asked to (the last assent in writing), and stands also
//                       where what would follow from closing is refused
//   carries             it closes the round as carried: what hinders what follows hinders it
//   opens               of a register: it is not there before
//   opens_case          another case is created by what follows from it
//   settles_pending     it confirms or drops what waits for a second person (who/pending.hpp)
//   by_whoever_asked    also the one who asked for that may use it
//   decides_cases       what follows is decided in the cases that its case refers to: all that they rest on is read
//   settles_parties     what parties decide may follow from it: the field's streams are read (field.hpp)
// may say that somebody else must confirm it:
//   needs_another(command_step const&) const -> bool
// and, of those that every case has, `static` functions that are asked for a case's actions too:
//   ready(round const&, situation const&) -> std::optional<refusal>   is the live round ready for it?
//   allowed(state const&, situation const&) -> std::optional<refusal> is the case?
//   fits(workflow const&) -> bool                                     have cases of that workflow use of it?
//   offered(case_common const&, rounds const&) -> bool                is it worth showing?
//   asks(round const&, situation const&) -> bool                      does the live round ask this person?
//   answers(case_common const&) -> std::vector<proposal>              what has been asked for, that it approves or drops
//   costs(round const&) -> int                                        decisions that must be taken again
//   due(rounds const&, date next) -> std::optional<date>              by when, of a task; `next` is the case's next
//                                                                     deadline; none: nobody waits for it
// Any command of a case may say what its form begins with:
//   static begins(state const&, situation const&) -> json             of its payload, for a person to change
#pragma once

#include <algorithm>

#include "engine/command_info.hpp"

namespace saksgang {

namespace command_detail {

template <class C>
field_errors check(part const& payload, written how) {
    field_errors errors;
    if (payload.has_read(restore<C>)) return errors;
    if (auto value = read<C>(payload, errors, how)) payload.remember(restore<C>, *std::move(value));
    return errors;
}

template <class C>
bool needs_another(part const& payload, command_step const& s) {
    return payload.read(restore<C>).needs_another(s);
}

template <class C>
std::optional<refusal> apply(part const& payload, command_step& s) {
    auto const& asked = payload.read(restore<C>);
    if (!is_case(s.subject.stream)) return asked.apply(s);
    s.common = common_of(s.subject);
    s.all = rounds_in(s.subject);
    if (auto no = asked.apply(s)) return no;
    put_common(s.subject, s.common);
    put_rounds(s.subject, s.all);
    return {};
}

} // namespace command_detail

template <class C>
consteval bool has_the_fields_of_its_ways() {
    bool all = true;
    for (who const& w : C::by) {
        all = all && (!w.is_representative() || w.name.empty() || describe::type_of<C>.has(w.name));
    }
    return all;
}

// What a command may say of itself besides, each a static function that the kernel looks for by its name: one of the same
// name and another shape would be looked past.
template <class C>
consteval bool says_nothing_in_vain() {
    constexpr bool ready = !requires { &C::ready; }
    || requires(round const& r, situation const& s) {
        { C::ready(r, s) } -> std::same_as<std::optional<refusal>>;
    };
    constexpr bool allowed = !requires { &C::allowed; }
    || requires(state const& a, situation const& s) {
        { C::allowed(a, s) } -> std::same_as<std::optional<refusal>>;
    };
    constexpr bool fits = !requires { &C::fits; }
    || requires(workflow const& w) {
        { C::fits(w) } -> std::same_as<bool>;
    };
    constexpr bool offered = !requires { &C::offered; }
    || requires(case_common const& c, rounds const& r) {
        { C::offered(c, r) } -> std::same_as<bool>;
    };
    constexpr bool asks = !requires { &C::asks; }
    || requires(round const& r, situation const& s) {
        { C::asks(r, s) } -> std::same_as<bool>;
    };
    constexpr bool answers = !requires { &C::answers; }
    || requires(case_common const& c) {
        { C::answers(c) } -> std::same_as<std::vector<proposal>>;
    };
    constexpr bool costs = !requires { &C::costs; }
    || requires(round const& r) {
        { C::costs(r) } -> std::same_as<int>;
    };
    constexpr bool due = !requires { &C::due; }
    || requires(rounds const& r, date next) {
        { C::due(r, next) } -> std::same_as<std::optional<date>>;
    };
    constexpr bool begins = !requires { &C::begins; }
    || requires(state const& a, situation const& s) {
        { C::begins(a, s) } -> std::same_as<json>;
    };
    constexpr bool needs_another = !requires { &C::needs_another; }
    || requires(C const& c, command_step const& s) {
        { c.needs_another(s) } -> std::same_as<bool>;
    };
    constexpr bool apply = !requires { &C::apply; }
    || requires(C const& c, command_step& s) {
        { c.apply(s) } -> std::same_as<std::optional<refusal>>;
    };
    static_assert(ready, "static std::optional<refusal> ready(round const&, situation const&);");
    static_assert(allowed, "static std::optional<refusal> allowed(state const&, situation const&);");
    static_assert(fits, "static bool fits(workflow const&);");
    static_assert(offered, "static bool offered(case_common const&, rounds const&);");
    static_assert(asks, "static bool asks(round const&, situation const&);");
    static_assert(answers, "static std::vector<proposal> answers(case_common const&);");
    static_assert(costs, "static int costs(round const&);");
    static_assert(due, "static std::optional<date> due(rounds const&, date next);");
    static_assert(begins, "static json begins(state const&, situation const&);");
    static_assert(needs_another, "bool needs_another(command_step const&) const;");
    static_assert(apply, "std::optional<refusal> apply(command_step&) const;");
    return ready && allowed && fits && offered && asks && answers && costs && due && begins &&
           needs_another && apply;
}

// Whether C is a command; what it lacks is said where it is compiled.
template <class C>
consteval bool is_command() {
    constexpr bool described = describe::described_struct<C>;
    constexpr bool labelled = requires {
        { C::label } -> std::same_as<text const&>;
        { *std::begin(C::by) } -> std::same_as<who const&>;
    };
    static_assert(described, "a command is described: BOOST_DESCRIBE_STRUCT(NAME, (), (field, ...))");
    static_assert(labelled,
                  "a command says what it is called and who may: static constexpr text label{\"bokmål\", "
                  "\"nynorsk\", \"English\"}; static constexpr who by[]{by::case_handler, ...};");
    if constexpr (described && labelled) {
        constexpr bool ways = has_the_fields_of_its_ways<C>();
        static_assert(C::label.complete(), "a command's label has a text in three languages");
        static_assert(ways, "by::representative_of<\"party\"> names a field of the command");
        return C::label.complete() && ways && describe::nothing_is_left_out<C>() && says_nothing_in_vain<C>();
    }
    return false;
}

namespace command_detail {

template <class C>
command_info info_of(about_rounds about) {
    command_info info;
    if constexpr (requires { typename C::message; })
        info.name = type_name<typename C::message>;
    else
        info.name = type_name<C>;
    info.label = C::label;
    info.by.assign(std::begin(C::by), std::end(C::by));
    if constexpr (requires { C::internal; }) info.internal = C::internal;
    if constexpr (requires { C::task; }) info.task = C::task;
    if constexpr (requires { C::closes_in_passing; }) info.closes_in_passing = C::closes_in_passing;
    if constexpr (requires { C::carries; }) info.carries = C::carries;
    if constexpr (requires { C::opens; }) info.opens = C::opens;
    if constexpr (requires { C::opens_case; }) info.opens_case = C::opens_case;
    if constexpr (requires { C::has_room; }) info.has_room = C::has_room;
    if constexpr (requires { C::looks_up_person; }) info.looks_up_person = C::looks_up_person;
    if constexpr (requires { C::erases; }) info.erases = C::erases;
    if constexpr (requires { C::settles_pending; }) info.settles_pending = C::settles_pending;
    if constexpr (requires { C::by_whoever_asked; }) info.by_whoever_asked = C::by_whoever_asked;
    if constexpr (requires(C const& c, command_step const& s) { c.needs_another(s); })
        info.needs_another = needs_another<C>;
    if constexpr (requires { C::decides_cases; }) info.decides_cases = C::decides_cases;
    if constexpr (requires { C::settles_parties; }) info.settles_parties = C::settles_parties;
    info.payload = &describe::type_of<C>;
    info.check = check<C>;
    if constexpr (requires(C const& c, command_step& s) { c.apply(s); }) info.apply = apply<C>;
    info.about = std::move(about);
    if constexpr (requires(round const& r, situation const& s) { C::ready(r, s); }) info.ready = &C::ready;
    if constexpr (requires(state const& a, situation const& s) { C::allowed(a, s); })
        info.allowed = &C::allowed;
    if constexpr (requires(workflow const& w) { C::fits(w); }) info.fits = &C::fits;
    if constexpr (requires(case_common const& k, rounds const& r) { C::offered(k, r); })
        info.offered = &C::offered;
    if constexpr (requires(round const& r, situation const& s) { C::asks(r, s); }) info.asks = &C::asks;
    if constexpr (requires(case_common const& k) { C::answers(k); }) info.answers = &C::answers;
    if constexpr (requires(round const& r) { C::costs(r); }) info.costs = &C::costs;
    if constexpr (requires(rounds const& r, date next) { C::due(r, next); }) info.due = &C::due;
    if constexpr (requires(state const& a, situation const& s) { C::begins(a, s); }) info.begins = &C::begins;
    return info;
}

} // namespace command_detail

// What the kernel and the API see of a described struct with `label` and `by`.
template <class C>
command_info command_of(about_rounds about = {}) {
    if constexpr (is_command<C>())
        return command_detail::info_of<C>(std::move(about));
    else
        return {}; // what it lacks has been said
}

} // namespace saksgang
