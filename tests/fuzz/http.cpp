// The bytes of a connection, through the program's own session and application, on the example. However they arrive, there
// is one answer to each request, whose end an independent reader finds at the same place, and none that says that the
// server is broken.
#include <algorithm>
#include <array>

#include "engine/json.hpp"
#include "tests/fuzz/framing.hpp"
#include "tests/fuzz/fuzz.hpp"
#include "tests/fuzz/served.hpp"

namespace saksgang::fuzz {
namespace {

served& the_server() {
    static served here;
    return here;
}

void must_be_an_answer(reply const& r) {
    static constexpr std::array known{200, 201, 204, 302, 304, 400, 401, 403, 404, 405, 406, 409,
                                      410, 412, 413, 415, 416, 417, 422, 428, 429, 431, 501, 505};
    expect(std::ranges::find(known, r.status) != known.end(), "no request breaks the server");
    expect(!r.header("x-request-id").empty() && r.header("x-content-type-options") == "nosniff",
           "every answer has the headers of all");
    auto const type = r.header("content-type");
    if (r.body.empty() || r.headers.contains("content-encoding")) return;
    if (!type.starts_with("application/json") && !type.starts_with("application/problem+json")) return;
    auto const content = json::parse(r.body); // throws where it is none
    expect(r.status < 400 || (content.at("status") == r.status && !content.at("code").empty()),
           "what is wrong is said as a problem");
}

bool changes_nothing(std::vector<std::string> const& methods) {
    return std::ranges::all_of(methods,
                               [](auto const& m) { return m == "GET" || m == "HEAD" || m == "OPTIONS"; });
}

bool may_end_a_session(std::string_view bytes) {
    return bytes.find("DELETE") != bytes.npos || bytes.find("assword") != bytes.npos;
}

std::vector<reply> answers(std::string_view bytes, std::vector<std::string> const& methods,
                           std::size_t at_once) {
    auto const all = replies_in(the_server().answer(bytes, at_once), methods);
    for (auto const& r : all) must_be_an_answer(r);
    if (may_end_a_session(bytes)) the_server().sign_in();
    return all;
}

} // namespace

void http(std::string_view bytes) {
    auto const methods = methods_in(bytes);
    auto const whole = answers(bytes, methods, std::max<std::size_t>(bytes.size(), 1));
    auto const in_pieces = answers(bytes, methods, 1 + bytes.size() * 7 % 61);
    expect(whole.size() == in_pieces.size(), "in how many pieces a request comes makes no difference");
    if (changes_nothing(methods))
        expect(std::ranges::equal(whole, in_pieces, {}, &reply::status, &reply::status),
               "nor to what is answered");
}

} // namespace saksgang::fuzz
