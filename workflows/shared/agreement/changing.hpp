// How commands of the register of a pair find the agreement that they change, and keep its sources.
#pragma once

#include <algorithm>

#include "engine/who/register_words.hpp"
#include "workflows/shared/agreement/agreement.hpp"
#include "workflows/shared/kinds.hpp"

namespace saksgang {

inline known_rule const none_in_force{"none_in_force",
                                      {"Ingen avtale gjelder for denne parten på denne datoen.",
                                       "Ingen avtale gjeld for denne parten på denne datoen.",
                                       "No agreement applies for this party on that date."}};
inline known_rule const none_concluded{"none_concluded",
                                       {"Ingen slik avtale var inngått for denne parten på denne datoen.",
                                        "Ingen slik avtale var inngått for denne parten på denne datoen.",
                                        "No such agreement was concluded for this party on that date."}};
inline known_rule const in_future{
    "in_future",
    {"Datoen er ikke kommet ennå.", "Datoen er ikkje komen enno.", "That date has not come yet."}};
inline known_rule const party_of_pair{"not_of_this_pair",
                                      {"Bare kommunen og helseforetaket er parter i denne avtalen.",
                                       "Berre kommunen og helseføretaket er partar i denne avtalen.",
                                       "Only the municipality and the trust are parties to this agreement."},
                                      {},
                                      refusal_kind::not_entitled};

inline constexpr std::ptrdiff_t most_reviews_a_year = 12; // once is due (hol. § 6-5)
inline known_rule const reviewed_enough{
    "reviewed_enough",
    {"Avtalen er gjennomgått {most} ganger dette året. Flere er det ikke plass til.",
     "Avtalen er gjennomgått {most} gonger dette året. Fleire er det ikkje plass til.",
     "The agreement has been reviewed {most} times that year. There is no room for more."}};

inline std::string municipality_of(state const& pair) { return id_in(pair.stream); }

// Changes the agreement that applies today.
template <class F>
std::optional<refusal> change(command_step& step, F f) {
    auto all = agreements_of(step.subject);
    for (std::size_t n = all.size(); n > 0; --n) {
        auto& a = all[n - 1];
        if (a.in_force_from > step.now.today && n > 1) continue;
        if (a.ends_on && *a.ends_on < step.now.today) break;
        if (auto no = f(a)) return no;
        step.put(agreement_key(n), a);
        return {};
    }
    return none_in_force();
}

// Changes the newest of which that holds, whatever is in force today.
template <class Is, class F>
std::optional<refusal> change_newest(command_step& step, Is is, rule_text const& none, F f) {
    auto all = agreements_of(step.subject);
    for (std::size_t n = all.size(); n > 0; --n) {
        if (!is(all[n - 1])) continue;
        if (auto no = f(all[n - 1])) return no;
        step.put(agreement_key(n), all[n - 1]);
        return {};
    }
    return none();
}
// Of those that were concluded by that day; of that version, where one is given.
template <class F>
std::optional<refusal> change_concluded(command_step& step, std::optional<std::string> const& version,
                                        date by, F f) {
    auto const is = [&](agreement const& a) {
        return a.concluded_on <= by && (!version || a.version == *version);
    };
    return change_newest(step, is, none_concluded, f);
}

// The agreement keeps what shows its days.
inline std::optional<refusal> shown_by(command_step const& step, agreement& a, date day,
                                       std::optional<document> const& source) {
    if (source) a.sources.push_back(*source);
    return lacks_source(day, source, step);
}

// One of the two parties: through its own representative, or registered by the secretariat.
inline std::optional<refusal> act_for_pair(command_step& step, id const& party) {
    bool const of_pair = party == municipality_of(step.subject) || party == trust_of(step.now.organisation());
    if (!of_pair || (step.in.seat == "role/party_representative" &&
                     !represents(step.now.organisation(), step.person(), party, step.now.today)))
        return party_of_pair();
    step.in.on_behalf_of = party.value;
    return {};
}

// disputes.cpp
command_info raise_dispute_info();
command_info record_board_statement_info();
command_info settle_dispute_info();

} // namespace saksgang
