// A paper that a case writes of itself: a notice, minutes, a letter. Its form is a template that stands beside the workflow;
// what the case says in it is asked anew each time somebody reads it, since it holds only what they may see.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "engine/decision.hpp"
#include "engine/text.hpp"

namespace saksgang {

// Whoever reads a paper: in which language, and what they may know.
struct paper_reader {
    situation const& now;
    language lang;
    std::function<std::string(std::string_view person)> person; // «Anne Hansen, kommunedirektør»
    // Of what the case refers to, as it is now; null: they may not read it, or it is not there.
    std::function<state const*(std::string const& stream)> other_case;

    std::string words(said const& s) const { return s.in(lang); }
};

struct paper_info {
    std::string_view name; // in the vocabulary, and in its address
    // Mustache, of HTML: what stands inside <main>. `word` has the whole vocabulary.
    std::string_view form;
    // From when on there is one.
    bool (*is_written)(state const& a_case);
    // An object, for the form.
    json (*content)(state const& a_case, paper_reader const&);
};

} // namespace saksgang
