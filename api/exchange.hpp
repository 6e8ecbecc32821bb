// One request on its way through a handler. A handler is one of six kinds, by where it runs and what it may do:
//
//   say       at once, on the io thread: nothing that blocks
//   look      on a reader's thread, in one read-only snapshot
//   chore     on a chore's thread, without a snapshot: signing out, links to new passwords
//   secret    the same where a password is hashed: in a queue of their own, of which an address has its share
//   ask       makes a command, on the io thread where the body is small; the executor does it; the accepted entries
//             become the answer there, or, with `show`, after a fresh look
//   take      a document: streamed to a spool, then stored by a chore
//
// endpoint.hpp has the row of the table that names one.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "api/auth.hpp"
#include "api/http.hpp"
#include "api/limits.hpp"
#include "api/metrics.hpp"
#include "api/problem.hpp"
#include "api/result.hpp"
#include "api/workers.hpp"
#include "engine/execute/executor.hpp"

namespace saksgang::api {

struct endpoint;
class endpoint_table;

class feed;
class openapi_documents;
class pages;
class printer;

// What all requests share. Everything in it is thread-safe.
struct services {
    store& data;
    kernel const& rules;
    endpoint_table const& table;
    executor& entries;
    source& chance;
    metrics& measured;
    limits& limited;
    admitted_sessions& admitted;
    workers& readers;
    workers& chores;
    workers& hashes;
    openapi_documents& openapi;
    pages const& screens;
    feed& happening;
    printer& printing;
};

// Views of the request and its route, which outlive it.
struct exchange {
    request const& http;
    services& with;
    endpoint const& where;
    std::string const& community;
    std::vector<std::string> const& values; // of the pattern's {parameters}, in order
    language lang = language::nb;

    std::string const& value(std::size_t n) const { return values.at(n); }
    std::optional<std::string> query(std::string_view name) const { return query_value(http.query(), name); }
    told whom() const { return {lang, http.id}; }
    std::string words(text const& t) const { return std::string(t.in(lang)); }
    std::string address(std::string_view path) const {
        return "/" + community + "/api/v1" + std::string(path);
    }
};

// Whether what the address names could be there: every parameter of an address is an id. Asked after the rest has been
// looked at, since 404 is said last.
bool could_be_there(exchange const&);
// bad_parameter where the query holds what the address does not know.
result<void> known_query(exchange const&);
// Query parameters with a form of their own. Absent: the default.
result<std::int64_t> number_in_query(exchange const&, std::string_view name, std::int64_t otherwise,
                                     std::int64_t least, std::int64_t most);
result<std::optional<date>> date_in_query(exchange const&, std::string_view name);
result<std::optional<bool>> flag_in_query(exchange const&, std::string_view name);

inline constexpr std::int64_t usual_page = 50, longest_page = 200;
result<std::size_t> limit_in_query(exchange const&);
inline constexpr std::size_t most_counted = 1000; // of a list: beyond that it is "more than"
struct page_of_entries {
    std::int64_t after = 0; // seq
    std::size_t limit = usual_page;
};
result<page_of_entries> page_in_query(exchange const&);

} // namespace saksgang::api
