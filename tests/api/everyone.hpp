// A community in which there is one of every kind of person that rights tell apart, and cases of every kind that rights
// tell apart, for the table of who may do what (who_may_test.cpp).
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tests/api/served_town.hpp"

namespace saksgang::test {

// A kind of person: a column of the table.
struct somebody {
    std::string_view code, username, says;
};

class everyone : public served_town {
  public:
    everyone();

    static constexpr std::string_view password = "et langt passord"; // of `per`

    static std::span<somebody const> columns();
    // Roles that no column has: the table would not tell of them.
    std::vector<std::string> roles_without_column();

    // Streams of cases.
    std::string const application = "case/2024-3", revision = "case/2024-4", scheme = "case/2024-1",
                      before_fsu = "case/2024-2", plan = "case/2024-5";
    std::string draft, guideline, meeting;

    std::string linked_document(std::string const& a_case); // a digest
    std::string agreement_document, dispute_document;

    // What is not everybody's, with the words by which an answer that tells of it is known.
    struct secret {
        std::string_view says;
        std::string mark;
    };
    std::vector<secret> secrets() const;

    void close(std::string const& a_case); // to others than those whom it concerns

  private:
    void appear();
    void begin_cases();
    void fill_committee();
    void ask_ssu(); // of the scheme, in writing
    void keep_secrets();
    std::string holder_of(std::string const& body, std::string const& seat);
};

} // namespace saksgang::test
