// The handlers, by resource: one file each. The table in endpoints.cpp says which address each answers.
#pragma once

#include "api/endpoint.hpp"

namespace saksgang::api::routes {

// sessions.cpp: signing in and out
result<response> sign_in(reading&);
result<response> sign_in_with_cookie(reading&);
result<response> list_sessions(reading&);
result<response> sign_out(reading&);
result<response> sign_out_everywhere(reading&);

// passwords.cpp
result<response> set_password(reading&);
result<response> issue_password_link(reading&);
result<response> use_password_link(reading&);

// me.cpp: who I am, and where
result<response> me(reading&);
result<response> show_community(reading&);

// workflows.cpp
result<response> list_workflows(reading&);
result<response> list_words(exchange const&);
result<response> show_workflow(exchange const&);
result<response> draw_workflow(exchange const&);

// cases.cpp
result<response> list_cases(reading&);
result<response> show_case(reading&);
result<response> case_history(reading&);
result<command> create_case(exchange const&, json body);
result<command> case_command(exchange const&, json body);
result<response> show_case_done(reading&, accepted const&);

// papers.cpp: what a case writes of itself
result<response> send_paper(reading&);

// audit.cpp: what has happened, across streams; why a case may be read
result<response> find_entries(reading&);
result<response> show_access(reading&);

// worklist.cpp
result<response> worklist(reading&);

// waiting.cpp
result<response> worklist_of_others(reading&);

// bodies.cpp: bodies, parties, people, agreements, the organisation
result<response> list_bodies(reading&);
result<response> show_body(reading&);
result<response> list_parties(reading&);
result<response> show_party(reading&);
result<response> show_person(reading&);
result<response> list_agreements(reading&);

// lists.cpp: to choose from, with names
result<response> list_people(reading&);
result<response> list_organisations(reading&);
result<response> list_seats(reading&);
result<response> list_accounts(reading&);
result<response> list_roles(reading&);

// funds.cpp
result<response> list_funds(reading&);
result<response> show_fund(reading&);
result<response> send_yearly_table(reading&);

// follow_ups.cpp
result<response> list_follow_ups(reading&);
// meetings.cpp
result<response> show_meetings(reading&);

// Cases, a page at a time, in cases.cpp: where the page before ended (`cursor`), and where this one ends.
result<std::optional<case_place>> place_in_query(exchange const&, case_order);
std::string cursor_at(case_row const&, case_order);

// What several resources answer with, in registers.cpp.
response with_version(response, std::int64_t version);
// A page of what has happened in a stream. `readable`: personal texts too.
response history_page(reading&, state const& of, page_of_entries const&, bool readable);

// registers.cpp: the streams of features: what has happened in them, what may be done, and commands to them
result<response> feature_history(reading&);
result<response> feature_actions(reading&);
result<command> feature_command(exchange const&, json body);
result<response> show_register_done(reading&, accepted const&);
result<response> tell_briefly(exchange const&, accepted const&); // Prefer: return=minimal, for cases too

// What a browser is to hold of a document that it shows.
// Chromium's and Firefox's viewers of PDF have styles in the page and the document as an object of it.
inline constexpr std::string_view policy_inline =
    "default-src 'none'; object-src 'self'; img-src 'self' data:; style-src 'unsafe-inline'; base-uri "
    "'none'; "
    "form-action 'none'; frame-ancestors 'none'";

// events.cpp: what happens, as it happens
result<response> send_events(reading&);

// documents.cpp
result<response> store_document(reading&, spool&);
result<response> send_document(reading&);

// operations.cpp: health, metrics, the OpenAPI document
result<response> live(exchange const&);
result<response> ready(reading&);
result<response> measured(exchange const&);
result<response> openapi(exchange const&);

} // namespace saksgang::api::routes
