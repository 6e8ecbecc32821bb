// What must hold of whatever bytes come. Each target takes one input and throws `broken` where a promise is not kept;
// what a target refuses, it passes over. They are built twice: with libFuzzer (clang; ./dev fuzz), which makes inputs, and
// as a test, which replays those that are checked in (corpus/).
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace saksgang::fuzz {

struct broken : std::logic_error {
    using logic_error::logic_error;
};

inline void expect(bool holds, char const* promise) {
    if (!holds) throw broken(promise);
}

// Whether `what` throws that. Anything else that it throws is passed on: it was not declared.
template <class Declared, class What>
bool refuses(What what) {
    try {
        what();
        return false;
    } catch (Declared const&) {
        return true;
    }
}

void json_text(std::string_view);
void entries(std::string_view);
void payloads(std::string_view);
void http(std::string_view);

} // namespace saksgang::fuzz
