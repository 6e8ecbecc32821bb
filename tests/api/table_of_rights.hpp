// The table of who may do what: everything that can be asked of the program, by every kind of person, as it is answered.
//
// Asked over HTTP, where nothing may come of it; a command that the door lets through is then decided by the kernel and
// not done, which tells of what its own rules say of who.
//
//   MAY   answered, or refused for another reason than who asks
//   401   not signed in      403   not entitled      404   it is as if there were nothing
//   SEE   in the lines below a list: it tells of that case             .   it does not
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "api/endpoint.hpp"
#include "tests/api/everyone.hpp"

namespace saksgang::test {

class table_of_rights {
  public:
    explicit table_of_rights(everyone&);
    std::string text();

  private:
    // What is asked about, as it is said at the beginning of a line.
    struct thing {
        std::string says, stream;
    };
    struct answers {
        std::string of, cells;
    };
    struct question {
        std::string asks;
        std::vector<answers> lines;
    };
    struct section {
        std::string heading;
        std::vector<question> questions;
    };
    using asking = std::function<reply(client&)>;
    using saying = std::function<std::string(std::string const& username)>; // what stands in a cell

    void look_at_everything();
    void address(api::endpoint const&);
    void address_of_case(api::endpoint const&);
    void address_of_account(api::endpoint const&);
    void list(api::endpoint const&);
    void tells(std::string const& asks, std::string const& of,
               std::function<bool(std::string const&)> const& is_in, asking const&);
    void tells_of_secrets(std::string const& asks, asking const&);
    void document_of_agreement(api::endpoint const&);
    void beginnings();
    void commands(std::string const& of, std::vector<command_info const*> const&, std::vector<thing> const&);
    void command(std::string const& asks, thing const&, command_info const&);
    json smallest(thing const&, command_info const&) const;
    std::string never_sent() const;

    void begin(std::string const& heading);
    void add(std::string const& asks, std::string const& of, std::string cells);
    void add(std::string const& asks, std::string const& of, asking const&);
    std::string cells(saying const&) const;
    std::string target_of(api::endpoint const&, std::string const& id) const;
    std::string one_of(std::string_view kind) const;
    std::vector<thing> cases_of(workflow const&) const;
    std::vector<thing> some_cases() const;

    everyone& here_;
    api::endpoint_table const addresses_;
    world seen_;          // when the commands are asked about
    bool closed_ = false; // whether the cases that are closed in the end are by now
    std::vector<section> sections_;
    std::size_t now_ = 0; // in which section
};

} // namespace saksgang::test
