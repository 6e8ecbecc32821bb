// The API, whole: every address, what answers it and what it says of itself. Below /{community}/api/v1 unless
// `outside`.
#include <array>

#include "api/routes/routes.hpp"

namespace saksgang::api {
namespace {

using namespace routes;

constexpr std::array of_command{
    parameter{"effective", "date", "The business date, if another than today: a registrar's, with a source."},
    parameter{"source", "digest", "The document that shows the effective date."},
    parameter{"confirm", "string", "`account_number`: what looks like a national identity number is one."},
};
constexpr std::array of_case{parameter{"schema", "boolean", "With the JSON Schema of every action."}};
constexpr std::array of_cases{
    parameter{"workflow", "string", "Only of this workflow."},
    parameter{"state", "string", "Only in this state."},
    parameter{"body", "string", "Only before this body."},
    parameter{"party", "string", "Only those that concern this party."},
    parameter{"handler", "string", "Only those that this person has: `me`, `nobody`, or a person."},
    parameter{"q", "string", "Only those with these words in the title, or with words that begin so."},
    parameter{"sort", "string", "`newest` first, or by `title`."},
    parameter{"year", "integer", "Only created in this year."},
    parameter{"ended", "boolean", "Only ended, or only open, cases."},
    parameter{"cursor", "string", "`next` of the page before."},
    parameter{"limit", "integer", "At most so many, up to 200."},
};
constexpr std::array of_page{
    parameter{"after", "integer", "After this seq: `next` of the page before."},
    parameter{"limit", "integer", "At most so many, up to 200."},
};
constexpr std::array of_history{
    parameter{"after", "integer", "After this seq: `next` of the page before."},
    parameter{"limit", "integer", "At most so many, up to 200."},
    parameter{"version", "integer", "The case as it was at this version, instead of the entries."},
    parameter{"at", "date", "The case as it was at the end of this day, instead of the entries."},
};
constexpr std::array of_entries{
    parameter{"person", "string", "Only what this person did."},
    parameter{"seat", "string",
              "Only what was done in this seat or role: `body/ssu/m1`, `role/case_handler`."},
    parameter{"party", "string", "Only on behalf of this party, or about it."},
    parameter{"body", "string", "Only in this body's seats, by its rules, or of itself."},
    parameter{"rule", "string", "Only by this version of a rule: `body/ssu/rule/2`."},
    parameter{"command", "string", "Only this command; `note_reading` is who has read what is closed."},
    parameter{"case", "string", "Only in this case, and who has read it."},
    parameter{"from", "date", "Recorded on this day or later."},
    parameter{"until", "date", "Recorded on this day or earlier."},
    parameter{"before", "integer", "Before this position: `next` of the page before."},
    parameter{"limit", "integer", "At most so many, up to 200."},
};
constexpr std::array of_year{parameter{"year", "integer", "Of this year, else of the present one."}};
constexpr std::array of_date{parameter{"at", "date", "As it was on this day."}};
constexpr parameter typed{"q", "string",
                          "Only those with these words in their names, or with words that begin so."};
constexpr parameter cursor{"cursor", "string", "`next` of the page before."};
constexpr parameter limit{"limit", "integer", "At most so many, up to 200."};
constexpr parameter on_a_day{"at", "date", "As it was on this day."};
constexpr std::array of_worklist{cursor, limit};
constexpr std::array of_names{typed, cursor, limit};
constexpr std::array of_people{typed,
                               parameter{"role", "string", "Only those with this role."},
                               parameter{"party", "string", "Only those of this party."},
                               on_a_day,
                               cursor,
                               limit};
constexpr std::array of_seats{typed, parameter{"body", "string", "Only those of this body."}, on_a_day,
                              cursor, limit};
constexpr std::array of_roles{typed,
                              parameter{"person", "string", "Only this person's."},
                              parameter{"role", "string", "Only this role."},
                              parameter{"at", "date", "Only those held on this day."},
                              cursor,
                              limit};
constexpr std::array of_agreements{
    parameter{"party", "string", "Only this municipality's."},
    parameter{"at", "date", "As it was on this day."},
};
constexpr std::array of_upload{
    parameter{"confirm", "string", "`account_number`: what looks like a national identity number is one."}};
constexpr std::array of_events{parameter{
    "after", "integer", "After this position of the community, where Last-Event-ID can't be sent."}};
constexpr std::array of_download{
    parameter{"inline", "boolean", "To be shown instead of saved, where it is a PDF or an image."},
    parameter{"case", "string", "The case that links the document."},
    parameter{"agreement", "string", "Or the municipality whose agreement with the trust it is of."},
    parameter{"fund", "string", "Or the fund whose books rest on it."},
};

constexpr ask to_case{case_command, show_case_done};
constexpr ask to_new_case{create_case, show_case_done, "/payload"};

constexpr std::array table{
    endpoint{method::post,
             "/sessions",
             "sign_in",
             "Sign in",
             secret{sign_in},
             "session",
             "credentials",
             {},
             201,
             false},
    endpoint{method::post,
             "/sessions/cookie",
             "sign_in_with_cookie",
             "Sign in from a browser: the token is in a cookie that no script can read",
             secret{sign_in_with_cookie},
             "browser_session",
             "credentials",
             {},
             201,
             false},
    endpoint{method::get, "/sessions", "list_sessions", "My sessions", look{list_sessions}, "session_list"},
    endpoint{method::delete_,
             "/sessions",
             "sign_out_everywhere",
             "End all my sessions",
             chore{sign_out_everywhere},
             "",
             "",
             {},
             204},
    endpoint{method::delete_, "/sessions/current", "sign_out", "Sign out", chore{sign_out}, "", "", {}, 204},
    endpoint{method::post,
             "/accounts/{username}/password",
             "set_password",
             "Set a password",
             secret{set_password},
             "",
             "new_password",
             {},
             204},
    endpoint{method::post,
             "/accounts/{username}/password-link",
             "issue_password_link",
             "A link with which whoever has an account sets a new password: once, and within a day",
             chore{issue_password_link},
             "password_link",
             "",
             {},
             201},
    endpoint{method::post,
             "/password-links",
             "use_password_link",
             "Set a new password by a link, which ends all the account's sessions",
             secret{use_password_link},
             "",
             "password_by_link",
             {},
             204,
             false},
    endpoint{method::get, "/me", "me", "Who I am here", look{me}, "me"},

    endpoint{method::get,
             "/community",
             "show_community",
             "The community's name",
             look{show_community},
             "community",
             "",
             {},
             200,
             false},

    endpoint{method::get,
             "/workflows",
             "list_workflows",
             "The workflows, and which of them the caller may begin",
             look{list_workflows},
             "workflow_list",
             "",
             {},
             200,
             false},
    endpoint{method::get,
             "/workflows/{workflow}",
             "show_workflow",
             "A workflow: states, commands, transitions",
             say{routes::show_workflow},
             "workflow",
             "",
             {},
             200,
             false},
    endpoint{method::get,
             "/workflows/{workflow}/diagram",
             "draw_workflow",
             "A workflow as a Mermaid diagram",
             say{draw_workflow},
             "",
             "",
             {},
             200,
             false,
             false,
             "text/vnd.mermaid"},

    endpoint{method::get,
             "/words",
             "list_words",
             "What fields, choices, roles and kinds are called",
             say{list_words},
             "word_list",
             "",
             {},
             200,
             false},

    endpoint{method::get, "/cases", "list_cases", "Cases, newest first", look{list_cases}, "case_list", "",
             of_cases},
    endpoint{method::post, "/cases", "create_case", "Create a case", to_new_case, "case_done",
             "case_to_create", of_command, 201},
    endpoint{method::get, "/cases/{id}", "show_case", "A case, and what may be done next",
             look{routes::show_case}, "case", "", of_case},
    endpoint{method::get, "/cases/{id}/history", "case_history", "What has happened in a case",
             look{case_history}, "history_or_case", "", of_history},
    endpoint{method::post, "/cases/{id}/commands/{command}", "case_command", "Do something in a case",
             to_case, "case_done", "", of_command},
    endpoint{method::get, "/cases/{id}/access", "show_access", "Why the caller may read a case, or may not",
             look{show_access}, "access"},
    endpoint{method::get, "/history", "find_entries",
             "What has happened across cases and registers, newest first: what the caller may see of it",
             look{find_entries}, "found_entries", "", of_entries},
    endpoint{method::get, "/worklist", "worklist", "What waits for me", look{worklist}, "worklist", "",
             of_worklist},

    endpoint{method::get, "/worklist/others", "worklist_of_others", "What waits for others in my cases",
             look{worklist_of_others}, "waiting_list", "", of_worklist},

    endpoint{
        method::get, "/events", "events",
        "What has a new version, as it happens (Server-Sent Events); Last-Event-ID goes on where one was",
        look{send_events}, "", "", of_events, 200, true, false, "text/event-stream"},

    endpoint{method::get, "/bodies", "list_bodies", "The bodies", look{list_bodies}, "body_list", "",
             of_date},
    endpoint{method::get, "/bodies/{id}", "show_body", "A body: its rule and seats on a day", look{show_body},
             "body", "", of_date},
    endpoint{method::get, "/parties", "list_parties", "The parties", look{list_parties}, "party_list"},
    endpoint{method::get, "/parties/{id}", "show_party", "A party", look{show_party}, "party"},
    endpoint{method::get, "/organisations", "list_organisations", "Units of parties, and other organisations",
             look{list_organisations}, "organisation_list", "", of_names},
    endpoint{method::get, "/seats", "list_seats", "The seats of the bodies, with who holds them",
             look{list_seats}, "seat_list", "", of_seats},
    endpoint{method::get, "/roles", "list_roles", "Who has which role, and when", look{list_roles},
             "role_list", "", of_roles},
    endpoint{method::get, "/accounts", "list_accounts", "The accounts, for an administrator",
             look{list_accounts}, "account_list", "", of_names},
    endpoint{method::get, "/people", "list_people", "People, in the order of their names", look{list_people},
             "person_list", "", of_people},
    endpoint{method::get, "/people/{id}", "show_person", "A person: name, roles, seats", look{show_person},
             "person"},
    endpoint{method::get, "/agreements", "list_agreements", "The agreements in force", look{list_agreements},
             "agreement_list", "", of_agreements},
    endpoint{method::get, "/funds", "list_funds", "The funds", look{list_funds}, "fund_list"},
    endpoint{method::get, "/funds/{id}", "show_fund", "A fund: its books by year and its postings",
             look{show_fund}, "fund", "", of_page},
    endpoint{method::get, "/funds/{id}/yearly-table", "send_yearly_table",
             "The projects of a fund in a year, for the RHF's yearly report (CSV)", look{send_yearly_table},
             "", "", of_year, 200, true, false, "text/csv"},
    endpoint{method::get, "/meetings", "show_meetings", "When bodies meet in a year, as their plans say",
             look{show_meetings}, "meeting_year", "", of_year},
    endpoint{method::post, "/documents", "store_document", "Upload a document", take{store_document},
             "document", "*/*", of_upload, 201},
    endpoint{method::get, "/documents/{digest}", "send_document",
             "Download a document of a case, of an agreement, or of a fund", look{send_document}, "", "",
             of_download, 200, true, false, "*/*"},

    endpoint{method::get, "/openapi.json", "openapi", "This document", say{openapi}, "", "", {}, 200, false},
    endpoint{method::get,
             "/health/live",
             "live",
             "The program runs",
             say{live},
             "health",
             "",
             {},
             200,
             false,
             true},
    endpoint{method::get,
             "/health/ready",
             "ready",
             "The store can be reached",
             chore{ready},
             "health",
             "",
             {},
             200,
             false,
             true},
    endpoint{method::get,
             "/metrics",
             "metrics",
             "Counts and times for Prometheus",
             say{measured},
             "",
             "",
             {},
             200,
             false,
             true,
             "text/plain"},
};

} // namespace

endpoint_table::endpoint_table(kernel const& k) : rows_(table.begin(), table.end()) {
    for (auto const* f : k.features())
        if (!f->address.empty()) add(*f);
}

// Commands to a feature's streams, which of them the caller may use, and what has happened in one.
void endpoint_table::add(feature const& f) {
    auto const of_one = "/" + std::string(f.address) + (f.prefix.ends_with('/') ? "/{id}" : "");
    auto const id = std::string(f.id), name = std::string(f.label.en);
    rows_.push_back({.verb = method::post,
                     .path = keep(of_one + "/commands/{command}"),
                     .id = keep(id + "_command"),
                     .summary = keep(name + ": a command"),
                     .handler = ask{feature_command, show_register_done},
                     .answer = "register_done",
                     .query = of_command,
                     .of = &f});
    rows_.push_back({.verb = method::get,
                     .path = keep(of_one + "/actions"),
                     .id = keep(id + "_actions"),
                     .summary = keep(name + ": what the caller may do"),
                     .handler = look{feature_actions},
                     .answer = "action_list",
                     .query = of_case,
                     .of = &f});
    if (f.shows_history)
        rows_.push_back({.verb = method::get,
                         .path = keep(of_one + "/history"),
                         .id = keep(id + "_history"),
                         .summary = keep(name + ": what has happened"),
                         .handler = look{feature_history},
                         .answer = "history",
                         .query = of_page,
                         .of = &f});
}

} // namespace saksgang::api
