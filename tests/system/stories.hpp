// What the stories have in common: who the parties are, how a case gets to where a story begins, small questions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tests/support/served.hpp"

namespace saksgang::test {

std::vector<std::string> municipalities(served& s);

// The person who uses an account, or who holds a seat.
std::string person_of(served& s, std::string const& username);
std::string holder_of(served& s, std::string const& body, std::string const& seat);
// An account for somebody who has none in the example, with the password that all have there.
void open_account(served& s, std::string const& username, std::string const& person);

// Somebody new with an account of that name, and with one role or none.
std::string newcomer(served& s, std::string const& username, json role = {});

// Where a loaded case is: the only one of its workflow.
std::string loaded_case(served& s, std::string const& workflow);

json case_of(served& s, std::string const& id, std::string const& username = "koordinator");
json round_of(served& s, std::string const& id, std::string const& name = {});
std::string last_round_name(served& s, std::string const& id);
json history_of(served& s, std::string const& id);
json last_entry(served& s, std::string const& id, std::string const& command);
bool has_deadline(json const& with_deadlines, std::string const& name, std::string const& due);
bool contains(json const& list, json const& value);
bool says(std::string const& text, std::string const& words);
json action_of(json const& a_case, std::string const& command);
json agreement_of(served& s, std::string const& party, std::string const& at = {});

void ssu_agrees(served& s, std::string const& id, std::string const& kind, std::string const& on);

// A position on the live round's text.
json position(served& s, std::string const& id, std::string const& taken, json const& more = json::object());

// -------------------------------------------------------------------------------------- the samarbeidsavtale

json committee(served& s, bool with_user = true, bool with_gp = true);

json checklist(int items, std::optional<int> gap = {});

json draft_agreement(served& s, std::string const& version, json const& items = checklist(13));

// 22 municipalities and the trust, 5 LSU, FSU, brukerutvalget, fastlegene, tillitsvalgte.
json hearing_recipients(served& s);

// The draft that has been handed in is put before SSU, which agrees to send it.
void ssu_sends_to_hearing(served& s, std::string const& id, std::string const& on);

// The loaded revision, taken to the parties: sent on 15 April 2025, six months to decide.
std::string before_the_parties(served& s, std::string const& policy = "pairwise",
                               json const& more = json::object());

json adoption(served& s, std::string const& party, std::string const& decided_on,
              std::string const& result = "adopted", std::string const& version = "2.0");

// ------------------------------------------------------------------------------------------------- grants

inline constexpr std::int64_t million = 100'000'000; // øre

json application(std::string const& title, std::string const& scheme, std::int64_t applied);

// Drafted, sent, controlled and assessed, for all that have it complete.
std::string assessed(served& s, json const& content);

json award(served& s, std::int64_t amount, std::string const& version, int year = 2025,
           std::optional<bool> conditional = {});

// The scheme is there from the loaded example, not adopted; now SSU adopts it.
std::string adopt_scheme(served& s, std::string const& on);

json year_of(served& s, int year, std::string const& fund = "tilskudd");
std::int64_t sum_of(json const& amounts);
// The books of the fund sum to zero, as a whole, each year, and each posting.
void books_balance(served& s, std::string const& fund = "tilskudd");

} // namespace saksgang::test
