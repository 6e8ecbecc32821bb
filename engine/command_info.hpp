// What the kernel and the API see of a command (command.hpp says how one is written), what it works on, and what it sends.
#pragma once

#include <algorithm>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/canonical.hpp"
#include "engine/decision.hpp"
#include "engine/refusal.hpp"
#include "engine/round/round.hpp"
#include "engine/who/organisation.hpp"

namespace saksgang {

namespace mp11 = boost::mp11;

class workflow;
struct field;

// The identifier of a type, which is the persisted name of a state, command or event.
template <class T>
consteval std::string_view find_type_name() {
    std::string_view const function = __PRETTY_FUNCTION__; // ... [with T = saksgang::x::drafting; ...]
    auto const from = function.find("T = ") + 4;
    auto const qualified = function.substr(from, function.find_first_of(";]", from) - from);
    return qualified.substr(qualified.rfind(':') + 1);
}
template <class T>
inline constexpr auto type_name = find_type_name<T>();

namespace by {
template <literal Body>
inline constexpr who leader_of = leader(Body.view());
template <literal Body>
inline constexpr who member_of = member(Body.view());
inline constexpr who its_leader = leader(); // of the body that the case is before
inline constexpr who its_member = member();
template <literal Field>
inline constexpr who representative_of =
    representative_in(Field.view()); // the party in that field of the command
template <literal Group>
inline constexpr who taking_part_in = participant(Group.view());
} // namespace by

// What a command is called and who may: `struct publish : called<"nb", "nn", "en", by::case_handler> {};` The same as
// `static constexpr text label{...}; static constexpr who by[]{...};` in it.
struct any_command {};
template <literal Nb, literal Nn, literal En, who const&... By>
struct called : any_command {
    static constexpr text label{Nb.view(), Nn.view(), En.view()};
    static constexpr who by[]{By...};
};
template <std::derived_from<any_command> T>
inline constexpr std::size_t describe::bases_not_described<T> = 1;

// Those that the program sends anywhere: each must be a command of somebody (kernel.cpp).
inline std::set<std::string_view>& sent_commands() {
    static std::set<std::string_view> names;
    return names;
}
template <class C>
inline bool const is_sent = sent_commands().insert(type_name<C>).second;

// A command to another stream that follows from this one: typed, and checked as if it came from outside.
template <class C>
follow_up send(std::string stream, C const& c) {
    (void)is_sent<C>;
    return {std::move(stream), std::string(type_name<C>), part::of_bytes(canonical_of(c)), {}};
}

// What a command works on, and what it made of it.
struct command_step {
    state& subject;        // the copy that changes
    situation const& now;  // `person` asks
    capacity& in;          // as which; a command may say for whom
    field const& practice; // what the field adds
    source& chance;
    workflow const* flow = nullptr;     // of a case
    std::optional<date> effective = {}; // as given by a registrar
    bool may_close = true;              // in passing

    std::vector<follow_up> out = {};
    std::string rule = {}, hjemmel = {};
    std::string closed = {};      // the round that it closed
    std::string erased = {};      // digest of the document whose bytes go with this entry
    std::string erased_text = {}; // commitment whose value goes with it

    // Of a case, while a command that every case has is applied.
    case_common common = {};
    rounds all = {};

    // Of another stream.
    template <class T>
    void put(std::string const& key, T const& value) {
        subject.data.set(key, canonical_of(value));
    }
    void erase(std::string const& key) { subject.data.set(key, "null"); }
    template <class T>
    T const* find(std::string const& key) const { // none: null
        return subject.data.find<T>(key);
    }
    bool has(std::string const& key) const { return subject.data.contains(key); }

    std::string const& person() const { return now.person; }
    template <class C>
    void send(std::string stream, C const& c) {
        out.push_back(saksgang::send(std::move(stream), c));
    }
};

// What somebody has asked for in a case, and another answers.
struct proposal {
    std::string_view command; // that asked for it
    json payload;             // of it, what people read
    id by;
    json is_this = json::object(); // what of the answer's payload says that it is this one
};

// How a command that every case has stands to rounds.
struct about_rounds {
    std::vector<round_kind> kinds = {};
    bool needs_one = true; // open only while the case has a live round of one of these kinds
};

struct command_info {
    std::string name;
    text label;
    std::vector<who> by;
    bool creates = false, changes = true; // a new case; what is there
    bool internal = false, task = false;
    // It ends, withdraws, corrects or takes away: what others have filled a state with can't hinder it.
    bool has_room = false;
    bool looks_up_person = false; // where the one in its field `person` sits, and has a part in what is open
    bool erases = false;          // the bytes of the document whose digest is in its field `digest`
    bool settles_pending = false, by_whoever_asked = false; // who/pending.hpp
    bool opens = false, closes_in_passing = false, carries = false, opens_case = false, decides_cases = false,
         settles_parties = false;

    describe::structure const* payload = nullptr;
    // All that is wrong with a payload; empty: nothing, and it need not be read again.
    field_errors (*check)(part const& payload, written) = nullptr;
    // Changes the copy. The payload has been checked. A workflow's command has none: a row of its table does it.
    std::optional<refusal> (*apply)(part const& payload, command_step&) = nullptr;

    // Before it is applied: must somebody else confirm it? None: never.
    bool (*needs_another)(part const& payload, command_step const&) = nullptr;

    // Of those that every case has.
    about_rounds about = {};
    std::optional<refusal> (*ready)(round const&, situation const&) = nullptr;
    std::optional<refusal> (*allowed)(state const& a_case, situation const&) = nullptr;
    bool (*fits)(workflow const&) = nullptr;
    bool (*offered)(case_common const&, rounds const&) = nullptr;
    bool (*asks)(round const&, situation const&) = nullptr;
    std::vector<proposal> (*answers)(case_common const&) = nullptr;
    int (*costs)(round const&) = nullptr;
    std::optional<date> (*due)(rounds const&, date next) = nullptr;

    // With what of its payload a form begins, for who fills it in to change. None: with nothing.
    json (*begins)(state const& a_case, situation const&) = nullptr;

    json schema(language) const; // of its payload, as its form is
    bool has(std::string_view field) const { return payload && payload->has(field); }
    // Puts commitments in the place of a payload's personal texts.
    void seal(json& payload, std::function<std::string(std::string const&)> const& commit) const;
    bool has_personal_text() const { return payload->holds(describe::mark::personal_text); }
    // Named in a payload, which need not be checked.
    std::vector<document> documents(json const& payload) const;
    std::set<std::string> streams(json const& payload) const;
    // A reference to what must be there and is not.
    std::optional<refusal> missing(json const& payload, world const&) const;
    bool needs_round() const { return about.needs_one && !about.kinds.empty(); }
    bool is_about(round_kind k) const { return std::ranges::find(about.kinds, k) != about.kinds.end(); }
};

} // namespace saksgang
