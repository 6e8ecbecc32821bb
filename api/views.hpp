// What the answers look like. Included only by the files that fill them in and by the OpenAPI generator.
#pragma once

#include "api/case_views.hpp"
#include "api/register_views.hpp"

namespace saksgang::api {

struct session_view {
    std::string token, expires;
    person_view person;
};
BOOST_DESCRIBE_STRUCT(session_view, (), (token, expires, person))
// Of a browser: the token is in a cookie.
struct browser_session_view {
    std::string expires;
    person_view person;
};
BOOST_DESCRIBE_STRUCT(browser_session_view, (), (expires, person))
struct own_session {
    std::string begun, expires;
    bool current = false; // with which the list was asked for
};
BOOST_DESCRIBE_STRUCT(own_session, (), (begun, expires, current))
struct own_session_list {
    std::vector<own_session> items;
};
BOOST_DESCRIBE_STRUCT(own_session_list, (), (items))
struct document_view {
    std::string digest;
    std::int64_t size = 0;
    std::string media_type;
};
BOOST_DESCRIBE_STRUCT(document_view, (), (digest, size, media_type))
struct community_view {
    std::string id, name;
};
BOOST_DESCRIBE_STRUCT(community_view, (), (id, name))
struct health_view {
    std::string status;
    std::vector<std::string> warnings;
};
BOOST_DESCRIBE_STRUCT(health_view, (), (status, warnings))

// What is sent, beside commands.
struct credentials {
    std::string username, password;
};
BOOST_DESCRIBE_STRUCT(credentials, (), (username, password))
struct new_password {
    std::string old_password, password;
};
BOOST_DESCRIBE_STRUCT(new_password, (), (old_password, password))
// Shown once: the server keeps no more of the token than its digest.
struct password_link {
    std::string username, token;
    std::string address; // of the page where it is used, with the token behind #
    std::string expires;
};
BOOST_DESCRIBE_STRUCT(password_link, (), (username, token, address, expires))
struct password_by_link {
    std::string token, password;
};
BOOST_DESCRIBE_STRUCT(password_by_link, (), (token, password))
struct case_to_create {
    id workflow;
    std::optional<id> command;
    json payload;
};
BOOST_DESCRIBE_STRUCT(case_to_create, (), (workflow, command, payload))

// "case" is a keyword of C++ and a field of the answer.
inline json show(case_done const& d) { return {{"case", show(d.a_case)}, {"entries", show(d.entries)}}; }

// The schema of an answer or a body, by the name that the table of endpoints uses.
json shape_named(std::string_view name);
std::vector<std::string_view> shape_names();

} // namespace saksgang::api
