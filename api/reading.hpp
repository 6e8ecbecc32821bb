// A look at the community at one moment: the streams read, who asks, and what they may see.
#pragma once

#include <optional>
#include <set>
#include <string>

#include "api/exchange.hpp"
#include "engine/kernel.hpp"

namespace saksgang::api {

// Lives on one worker's thread for one request.
class reading {
  public:
    reading(exchange const&, store_session&);

    exchange const& in;
    store_session& db;
    head at; // the community's, when first read
    std::string account, person;

    // Reads the session and the streams that everything needs, with `also` in the same statement.
    // False where there is no valid session of an enabled account.
    bool signed_in(std::set<std::string> also = {});
    // The same as a step of a handler: not_signed_in, and only then what is wrong with the query.
    result<void> admit(std::set<std::string> also = {});
    // Of an account: whoever is signed in as it is so no longer.
    void end_sessions_of(std::string const& whose);
    void end_other_sessions(); // of whoever asks, but this one
    // Reads what is not read yet; a stream that is not there has version 0.
    void load(std::set<std::string> const& streams);

    state const& stream(std::string_view name) const { return world_.at(name); }
    state const& organisation() const { return world_.at("organisation"); }
    // Every body, for the questions of what somebody is in the community.
    void load_bodies();
    // Bodies, funds, agreements: all streams whose name starts so, bounded.
    std::vector<state> streams(std::string const& prefix);

    situation here() const;
    date today() const { return today_; }
    bool has(role) const;

  private:
    world world_;
    instant now_;
    date today_;
};

// A case that the caller may read, and in which capacity.
struct readable_case {
    state const* a_case;
    capacity as;
    bool logged; // reading it is itself an entry: an auditor, or a closed case
};
// not_found where it is not there, or the caller may not know that it is.
result<readable_case> find_case(reading&, std::string const& id);
bool is_logged(state const& a_case, capacity const& as);
// The entry that must be accepted before the answer goes out, where reading is logged; and of many cases at once.
std::optional<command> access_entry(reading const&, readable_case const&, std::string_view what);
std::optional<command> access_entry(reading const&, std::set<std::string> const& cases);
// Of a list that an auditor looks through: the same entry for all of an hour, whatever they type.
std::optional<command> listing_entry(reading const&);
// Of what is sent as a file: what it is, and from which cases whose reading is logged.
command export_entry(reading const&, std::string_view what, std::set<std::string> const& cases);
// Of an account whose sign-ins wait, once an hour; none: there is no such account.
std::optional<command> held_back_entry(reading&, std::string const& username);
// Of a document in a register.
command access_entry(reading const&, std::string const& stream, std::string const& digest);

} // namespace saksgang::api
