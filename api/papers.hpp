// What a case writes of itself (engine/paper.hpp), as a page of its own: HTML that names nothing outside itself.
#pragma once

#include <set>
#include <string>

#include "api/reading.hpp"
#include "engine/paper.hpp"

namespace saksgang::api {

struct paper_page {
    std::string html;
    std::set<std::string> logged; // numbers of the cases in it whose reading is itself an entry
};

// With what the caller may see. The case has the paper now.
paper_page write_paper(reading&, readable_case const&, paper_info const&, language);

// What a form is filled in with: words, and what the paper says. Throws std::logic_error where the form is none.
std::string filled_in(std::string_view form, json const& content, language);

} // namespace saksgang::api
