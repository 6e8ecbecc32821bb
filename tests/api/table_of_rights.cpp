#include "tests/api/table_of_rights.hpp"

#include <algorithm>
#include <cctype>

#include "api/application.hpp"
#include "tests/support/payload.hpp"

namespace saksgang::test {

namespace {

// A version that nothing has: whoever may is told that it is stale, and nothing changes.
std::map<std::string, std::string> const of_no_version{{"If-Match", "\"999999\""},
                                                       {"Content-Type", "application/json"}};

std::map<std::string, std::string> const from_our_pages{
    {"Content-Type", "application/json"}, {"X-Requested-With", "saksgang"}, {"Origin", "http://localhost"}};

std::string verdict_on(reply const& r) {
    CHECK_MESSAGE(r.status != 0, "no answer");
    CHECK_MESSAGE(r.status < 500, r.body);
    bool const by_who = r.status == 401 || r.status == 403 || r.status == 404;
    return by_who ? std::to_string(r.status) : "MAY";
}

std::string padded(std::string s, std::size_t width) {
    s.resize(std::max(width, s.size()), ' ');
    return s;
}

constexpr std::size_t first_cell = 74, longest_name = 44;

std::string legend() {
    std::string out =
        "Who may do what: written by the test of it, which asks the program everything as everybody.\n"
        "Whoever changes it reads what has changed: each cell is what somebody may know or do.\n\n"
        "MAY   answered, or refused for another reason than who asks\n"
        "401   not signed in\n"
        "403   not entitled\n"
        "404   as if it were not there\n"
        "SEE   the answer tells of that; . it does not (a line where nobody sees it is left out)\n\n";
    for (auto const& one : everyone::columns())
        out += std::string(one.code) + "   " + std::string(one.says) + "\n";
    return out;
}

std::string codes() {
    std::string out;
    for (auto const& one : everyone::columns()) out += std::string(one.code) + " ";
    out.pop_back();
    return out;
}

// What is asked, and of what; where that is long, the cells stand on a line of their own.
std::string line_of(std::string const& asks, std::string const& of, std::string const& cells) {
    auto begun = padded(asks, longest_name) + " " + of;
    if (begun.size() >= first_cell) begun += "\n";
    return begun.size() >= first_cell ? begun + std::string(first_cell, ' ') + cells + "\n"
                                      : padded(begun, first_cell) + cells + "\n";
}

bool has_query(api::endpoint const& e, std::string_view name) {
    return std::ranges::find(e.query, name, &api::parameter::name) != e.query.end();
}

// An id is no part of another one, or of a date.
bool tells_of(std::string const& answer, std::string const& a_case) {
    auto const id = id_in(a_case);
    auto const is_part = [](char c) { return c == '-' || std::isdigit(static_cast<unsigned char>(c)); };
    for (auto at = answer.find(id); at != answer.npos; at = answer.find(id, at + 1)) {
        auto const end = at + id.size();
        if ((at == 0 || !is_part(answer[at - 1])) && (end == answer.size() || !is_part(answer[end])))
            return true;
    }
    return false;
}

// A payload that is refused for what it is, once it is known who asks.
std::string body_for(api::endpoint const& e) {
    if (e.id == "set_password")
        return json{{"old_password", everyone::password}, {"password", everyone::password}}.dump();
    if (e.id == "store_document") return "et vedlegg";
    return e.verb == api::method::post ? "{}" : "";
}
// The same for what has no payload: parameters that nothing has, or a value that can't be.
std::string query_for(api::endpoint const& e) {
    if (e.id == "events") return "?after=x"; // else it would never end
    if (e.verb == api::method::delete_) return "?ingenting=1";
    return has_query(e, "limit") ? "?limit=200" : "";
}

} // namespace

table_of_rights::table_of_rights(everyone& here) : here_(here), addresses_(here.rules) {}

std::string table_of_rights::cells(saying const& says) const {
    std::string out;
    for (auto const& one : everyone::columns()) out += padded(says(std::string(one.username)), 3) + " ";
    return out.substr(0, out.find_last_not_of(' ') + 1);
}

void table_of_rights::add(std::string const& asks, std::string const& of, std::string cells) {
    auto& questions = sections_[now_].questions;
    auto found = std::ranges::find(questions, asks, &question::asks);
    if (found == questions.end()) found = questions.insert(questions.end(), {asks, {}});
    auto const alike = std::ranges::find(found->lines, cells, &answers::cells);
    if (alike == found->lines.end())
        found->lines.push_back({of, std::move(cells)});
    else
        alike->of += ", " + of;
}

void table_of_rights::add(std::string const& asks, std::string const& of, asking const& ask) {
    add(asks, of, cells([&](auto const& username) { return verdict_on(ask(here_.as(username))); }));
}

void table_of_rights::begin(std::string const& heading) {
    now_ = static_cast<std::size_t>(std::ranges::find(sections_, heading, &section::heading) -
                                    sections_.begin());
    if (now_ == sections_.size()) sections_.push_back({heading, {}});
}

// ----------------------------------------------------------------------------------------------- what there is

std::vector<table_of_rights::thing> table_of_rights::some_cases() const {
    auto const as = closed_ ? "closed " : "open ";
    std::vector<thing> all{{as + std::string("application"), here_.application},
                           {as + std::string("revision"), here_.revision},
                           {as + std::string("scheme in a round"), here_.scheme}};
    if (!closed_) all.push_back({"draft application", here_.draft});
    return all;
}

std::vector<table_of_rights::thing> table_of_rights::cases_of(workflow const& w) const {
    auto const as = std::string(closed_ ? "closed" : "open");
    std::vector<thing> all;
    for (auto const& stream :
         {here_.application, here_.revision, here_.scheme, here_.guideline, here_.plan, here_.meeting})
        if (here_.state_of(stream).workflow == w.name_with_version()) all.push_back({as, stream});
    REQUIRE_MESSAGE(!all.empty(), "the table has no case of the workflow ", w.id,
                    ": begin one in everyone.cpp");
    if (!closed_ && here_.state_of(here_.draft).workflow == w.name_with_version())
        all.push_back({"draft", here_.draft});
    if (here_.state_of(here_.before_fsu).workflow == w.name_with_version())
        all.push_back({as + ", before the FSU", here_.before_fsu});
    return all;
}

// Which one of its kind stands for all.
std::string table_of_rights::one_of(std::string_view kind) const {
    std::map<std::string, std::string, std::less<>> const known{{"bodies", "ssu"},
                                                                {"body", "ssu"},
                                                                {"parties", "kongsberg"},
                                                                {"agreements", "kongsberg"},
                                                                {"agreement", "kongsberg"},
                                                                {"funds", "tilskudd"},
                                                                {"fund", "tilskudd"},
                                                                {"workflows", "grant_application"},
                                                                {"people", here_.people.at("per")}};
    auto const found = known.find(kind);
    REQUIRE_MESSAGE(found != known.end(), "say in one_of() which of ", kind, " the table is to ask about");
    return found->second;
}

// --------------------------------------------------------------------------------------------------- addresses

std::string table_of_rights::target_of(api::endpoint const& e, std::string const& id) const {
    std::string path(e.path);
    for (auto const& each : {id, std::string("meeting_notice")}) // the case, or whatever it is; and its paper
        if (auto const open = path.find('{'); open != path.npos)
            path.replace(open, path.find('}', open) + 1 - open, each);
    REQUIRE_MESSAGE(path.find('{') == path.npos, e.path,
                    " names more than one thing: say in target_of() which");
    return e.outside ? path : here_.address(path);
}

void table_of_rights::address(api::endpoint const& e) {
    if (e.path.ends_with("/commands/{command}") || e.id == "create_case") return; // command by command, below
    if (e.path.starts_with("/cases/")) return address_of_case(e);
    if (e.path.starts_with("/accounts/{username}")) return address_of_account(e);
    if (e.id == "send_document") {
        address_of_case(e);
        return document_of_agreement(e);
    }
    list(e);
}

void table_of_rights::address_of_case(api::endpoint const& e) {
    bool const is_paper = e.id == "send_paper"; // which a meeting has
    auto const as = std::string(closed_ ? "closed" : "open");
    for (auto const& [says, stream] :
         is_paper ? std::vector<thing>{{as + " meeting", here_.meeting}} : some_cases()) {
        bool const is_document = e.id == "send_document";
        auto const target = target_of(e, is_document ? here_.linked_document(stream) : id_in(stream)) +
                            (is_document ? "?case=" + id_in(stream) : "");
        auto const asks = std::string(name_of(e.verb)) + " " + std::string(e.path);
        auto const ask = [&](client& c) { return c.get(target); };
        add(asks, says, ask);
        if (stream == here_.scheme) tells_of_secrets(asks + " (" + says + ")", ask);
    }
}

void table_of_rights::tells(std::string const& asks, std::string const& of,
                            std::function<bool(std::string const&)> const& is_in, asking const& ask) {
    auto const told = cells(
        [&](auto const& username) { return std::string(is_in(ask(here_.as(username)).body) ? "SEE" : "."); });
    if (told.find("SEE") != told.npos) add(asks, of, told);
}

void table_of_rights::tells_of_secrets(std::string const& asks, asking const& ask) {
    for (auto const& [says, mark] : here_.secrets())
        tells(
            asks, std::string(says), [&](auto const& answer) { return answer.find(mark) != answer.npos; },
            ask);
}

void table_of_rights::document_of_agreement(api::endpoint const& e) {
    if (closed_) return;
    for (auto const& [says, digest] : {std::pair{"the agreement", here_.agreement_document},
                                       std::pair{"what a dispute rests on", here_.dispute_document}})
        add("GET " + std::string(e.path), says,
            [&](client& c) { return c.get(target_of(e, digest) + "?agreement=kongsberg"); });
}

void table_of_rights::address_of_account(api::endpoint const& e) {
    if (closed_) return;
    for (auto const* whose : {"per", "leder"})
        add(std::string(name_of(e.verb)) + " " + std::string(e.path), whose + std::string("'s account"),
            [&](client& c) { return c.post(target_of(e, whose), json::parse(body_for(e))); });
}

// Anything else: whether it is answered, and which of the cases the answer tells of.
void table_of_rights::list(api::endpoint const& e) {
    auto const asks = std::string(name_of(e.verb)) + " " + std::string(e.path);
    auto const path = e.path.substr(1);
    auto const target =
        target_of(e, e.path.find('{') == e.path.npos ? "" : one_of(path.substr(0, path.find('/')))) +
        query_for(e);
    auto const ask = [&](std::string const& more) {
        return [&, more](client& c) {
            return c.call(std::string(name_of(e.verb)), target + more, body_for(e), from_our_pages);
        };
    };
    if (!closed_) add(asks, "", ask(""));
    if (e.verb != api::method::get) return;
    for (auto const& [says, stream] : some_cases())
        tells(
            asks, "tells of the " + says, [&](auto const& answer) { return tells_of(answer, stream); },
            ask(e.id == "find_entries" ? "&case=" + id_in(stream) : ""));
    if (!closed_) tells_of_secrets(asks, ask(""));
}

// ---------------------------------------------------------------------------------------------------- commands

void table_of_rights::beginnings() {
    for (auto const* w : here_.rules.workflows())
        for (auto const& c : w->commands) {
            if (!c.creates) continue;
            filling const least{.day = date_in_oslo(here_.chance.now()),
                                .known = {{"party", "kongsberg"}, {"body", "ssu"}}};
            json const body{
                {"workflow", w->id}, {"command", c.name}, {"payload", filled(c.schema(language::nb), least)}};
            add(w->id + ": " + c.name, "a new case",
                [&](client& as) { return as.post(here_.address("/cases"), body, of_no_version); });
        }
}

// Of things that are there, so that it comes as far as it can.
json table_of_rights::smallest(thing const& of, command_info const& c) const {
    auto const text = here_.state_of(here_.scheme);
    filling const least{.day = date_in_oslo(here_.chance.now()),
                        .known = {{"party", "kongsberg"},
                                  {"from", "kongsberg"},
                                  {"seat", "m2"},
                                  {"round", "r1"},
                                  {"fund", "tilskudd"},
                                  {"document", digest_of(rounds_in(text).at("r1").subject)},
                                  {"person", here_.people.at("per")}}};
    CAPTURE(of.says);
    return filled(c.schema(language::nb), least);
}

void table_of_rights::command(std::string const& asks, thing const& of, command_info const& c) {
    auto const payload = smallest(of, c);
    auto const* f = here_.rules.feature_of(of.stream);
    auto const base = f ? std::string(f->address) : "cases";
    auto const id = !f || f->prefix.ends_with('/') ? "/" + id_in(of.stream) : "";
    auto const target = here_.address("/" + base + id + "/commands/" + c.name);
    add(asks, of.says, cells([&](auto const& username) {
            auto const r = here_.as(username).post(target, payload, of_no_version);
            CHECK_MESSAGE(r.status != 422, c.name, ": not the command's shape: ", r.body);
            CHECK_MESSAGE(r.status != 200, c.name,
                          " was done, though it was asked of a version that is not there");
            auto const at_the_door = verdict_on(r);
            if (at_the_door != "MAY") return at_the_door;
            auto const no = here_.hindrance(here_.ask(username, of.stream, c.name, payload), seen_);
            return std::string(no && no->kind == refusal_kind::not_entitled ? "403" : "MAY");
        }));
}

void table_of_rights::commands(std::string const& of, std::vector<command_info const*> const& all,
                               std::vector<thing> const& things) {
    for (auto const* c : all)
        if (!c->internal)
            for (auto const& each : things) command(of + c->name, each, *c);
}

// ---------------------------------------------------------------------------------------------------- the whole

void table_of_rights::look_at_everything() {
    seen_ = here_.everything();
    begin("ADDRESSES");
    for (auto const& e : addresses_.rows()) address(e);
    begin("COMMANDS OF EVERY CASE");
    commands("", here_.rules.case_commands(), some_cases());
    for (auto const* w : here_.rules.workflows()) {
        begin("COMMANDS OF " + w->id);
        std::vector<command_info const*> own;
        for (auto const& c : w->commands)
            if (c.changes) own.push_back(&c);
        commands("", own, cases_of(*w));
    }
    if (closed_) return;
    begin("COMMANDS THAT BEGIN A CASE");
    beginnings();
    for (auto const* f : here_.rules.features()) {
        if (f->prefix.empty() || f->address.empty()) continue;
        auto const stream =
            std::string(f->prefix) + (f->prefix.ends_with('/') ? one_of(f->id) : std::string());
        begin("COMMANDS TO " + stream);
        std::vector<command_info const*> own;
        for (auto const& c : f->commands) own.push_back(&c);
        commands("", own, {{"", stream}});
    }
}

std::string table_of_rights::never_sent() const {
    std::set<std::string> names;
    for (auto const* f : here_.rules.features())
        for (auto const& c : f->commands)
            if (c.internal || (!f->prefix.empty() && f->address.empty()))
                names.insert(std::string(f->id) + "." + c.name);
    for (auto const* w : here_.rules.workflows())
        for (auto const& c : w->commands)
            if (c.internal) names.insert(w->id + "." + c.name);
    std::string out = "NOBODY SENDS\n\n";
    for (auto const& n : names) out += n + "\n";
    return out;
}

std::string table_of_rights::text() {
    look_at_everything();
    for (auto const& a_case : {here_.application, here_.revision, here_.scheme, here_.guideline,
                               here_.before_fsu, here_.plan, here_.meeting})
        here_.close(a_case);
    closed_ = true;
    look_at_everything();
    std::string out = legend();
    for (auto const& [heading, questions] : sections_) {
        out += "\n" + padded(heading, first_cell) + codes() + "\n\n";
        for (auto const& [asks, lines] : questions)
            for (auto const& [of, cells] : lines)
                out += line_of(&lines.front().of == &of ? asks : "", of, cells);
    }
    return out + "\n" + never_sent();
}

} // namespace saksgang::test
