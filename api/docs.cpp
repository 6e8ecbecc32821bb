#include "api/docs.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>

#include "api/files.hpp"
#include "api/openapi.hpp"
#include "engine/basis.hpp"
#include "engine/vocabulary.hpp"

namespace saksgang::api {
namespace {

void write_file(std::filesystem::path const& path, std::string const& text) {
    std::filesystem::create_directories(path.parent_path());
    put_file(path, text);
}

std::string cell(std::string_view text) {
    std::string out;
    for (char c : text) c == '|' ? out += "\\|" : out += c;
    return out;
}

std::string by_whom(command_info const& c) {
    std::string list;
    for (auto const& w : c.by) list += (list.empty() ? "" : ", ") + std::string(words_for(w).nb);
    return list;
}

std::string basis_cell(std::string_view hjemmel) {
    std::string out;
    for (auto const& b : bases_in(hjemmel))
        out += (out.empty() ? "" : "<br>") + (b.kind == basis_kind::law
                                                  ? "[" + b.words.in(language::nb) + "](" + b.address + ")"
                                                  : cell(b.words.in(language::nb)));
    return out;
}

std::string workflow_page(workflow const& w) {
    std::string page = "# " + std::string(w.label.nb) + " (`" + w.id + "`)\n\n*" + std::string(w.label.nn) +
                       " · " + std::string(w.label.en) +
                       ".* Made from the transition table by `./dev docs`.\n\n```mermaid\n" +
                       mermaid(w, language::nb) + "```\n\n";
    page += "## Steg\n\n| state | bokmål | nynorsk | English | holds |\n|--|--|--|--|--|\n";
    for (auto const& s : w.stages)
        page += "| `" + s.name + "` | " + cell(s.label.nb) + " | " + cell(s.label.nn) + " | " +
                cell(s.label.en) + " | " +
                (s.round ? cell(word(describe::name_of(*s.round)).nb)
                 : s.end ? "(slutt)"
                         : "") +
                " |\n";
    page += "\n## Handlinger\n\n| command | bokmål | nynorsk | English | hvem |\n|--|--|--|--|--|\n";
    for (auto const& c : w.commands)
        page += "| `" + c.name + "` | " + cell(c.label.nb) + " | " + cell(c.label.nn) + " | " +
                cell(c.label.en) + " | " + cell(by_whom(c)) + " |\n";
    page += "\n## Overganger\n\n| from | command | to | guards |\n|--|--|--|--|\n";
    for (auto const& t : w.transitions) {
        std::string guards;
        for (auto const& g : t.guards)
            guards += (guards.empty() ? "" : "<br>") + std::string("`") + std::string(g.refusal->code) +
                      "` " + cell(g.refusal->words.nb) +
                      (g.refusal->hjemmel.empty() ? "" : " *" + basis_cell(g.refusal->hjemmel) + "*");
        page += "| " + (t.from.empty() ? "–" : "`" + t.from + "`") + " | `" + t.event + "` | `" + t.to +
                "` | " + guards + " |\n";
    }
    return page;
}

std::string glossary() {
    std::string page =
        "# Glossary\n\nWhat the code, the API and the documents call things, and what a person sees. Made "
        "from the words of the kernel and of each workflow by "
        "`./dev docs`; states and commands stand in [workflows/](workflows/).\n\n| identifier | bokmål | "
        "nynorsk | English |\n|--|--|--|--|\n";
    for (auto const& e : vocabulary())
        page += "| `" + std::string(e.name) + "` | " + cell(e.words.nb) + " | " + cell(e.words.nn) + " | " +
                cell(e.words.en) + " |\n";
    return page;
}

// One rule that can stop a step, as often as it stands somewhere with the same words.
struct listed {
    std::string_view code;
    text words;
    std::string_view hjemmel;
    std::set<std::string> where = {};      // the workflows or the part of the program
    std::set<std::string> exceptions = {}; // by whom
};

std::string part_of(known_rule const& rule) {
    using namespace std::string_view_literals;
    for (auto const part : {"engine/"sv, "workflows/"sv, "storage/"sv, "api/"sv})
        if (auto const at = rule.file.rfind(part); at != rule.file.npos)
            return "`" + std::string(rule.file.substr(at, rule.file.rfind('.') - at)) + "`";
    return {};
}

std::vector<listed> all_rules(kernel const& rules) {
    std::vector<listed> all;
    auto const line = [&](rule_text const& r) -> listed& {
        auto const same = [&](listed const& l) {
            return l.code == r.code && l.words == r.words && l.hjemmel == r.hjemmel;
        };
        auto const found = std::ranges::find_if(all, same);
        return found != all.end() ? *found : all.emplace_back(r.code, r.words, r.hjemmel);
    };
    std::string may_except;
    for (auto const* f : rules.features())
        if (f->id == "exceptions")
            for (auto const& c : f->commands) may_except += (may_except.empty() ? "" : "; ") + by_whom(c);
    for (auto const* w : rules.workflows())
        for (auto const& t : w->transitions)
            for (auto const& g : t.guards) {
                auto& l = line(*g.refusal);
                l.where.insert(std::string(w->label.nb));
                if (std::ranges::find(w->exceptions, g.refusal->code) != w->exceptions.end())
                    l.exceptions.insert(may_except);
            }
    for (auto const* r : known_rules()) line(*r).where.insert(part_of(*r));
    std::ranges::sort(all, {}, [](listed const& l) { return std::pair(l.code, l.words.nb); });
    return all;
}

std::string joined(std::set<std::string> const& all) {
    std::string out;
    for (auto const& one : all) out += (out.empty() ? "" : "<br>") + cell(one);
    return out;
}

std::string rules_page(kernel const& rules) {
    auto const all = all_rules(rules);
    std::string page =
        "# Rules\n\nEvery rule that can stop a step, with what it rests on. Made from the rules themselves "
        "by "
        "`./dev docs`; in `{}` stands what is filled in. An exception is recorded with its reason, and "
        "stands "
        "on the first page of the case for ever.\n";
    auto const section = [&](std::string_view title, std::string_view intro, auto const& is_in) {
        page += "\n## " + std::string(title) + "\n\n" + std::string(intro) +
                "\n\n| code | rule | basis | where | exception by |\n|--|--|--|--|--|\n";
        for (auto const& l : all)
            if (is_in(l))
                page += "| `" + std::string(l.code) + "` | " + cell(l.words.nb) + " | " +
                        basis_cell(l.hjemmel) + " | " + joined(l.where) + " | " + joined(l.exceptions) +
                        " |\n";
    };
    auto const is_own = [](listed const& l) { return l.hjemmel.starts_with(own_prefix); };
    section("Law", "", [&](listed const& l) { return !l.hjemmel.empty() && !is_own(l); });
    section("The community's own rules", "What no law says, and the community has agreed on.", is_own);
    section("The step itself", "What a step needs to be done at all: order, completeness, who may.",
            [](listed const& l) { return l.hjemmel.empty(); });
    page +=
        "\n## The own rules, with their versions\n\n| rule | bokmål | nynorsk | English | version | source "
        "|\n|--|--|--|--|--|--|\n";
    for (auto const& r : own_rules())
        page += "| `" + std::string(r.name) + "` | " + cell(r.words.nb) + " | " + cell(r.words.nn) + " | " +
                cell(r.words.en) + " | " + std::to_string(r.version) + " | " + cell(r.source.nb) + " |\n";
    page += "\n## The laws\n\n| short title | law | address |\n|--|--|--|\n";
    for (auto const& l : laws())
        page += "| " + std::string(l.short_title) + " | " + std::string(l.title.nb) + " | <" +
                std::string(l.address) + "> |\n";
    return page;
}

} // namespace

void write_docs(kernel const& rules, std::filesystem::path const& root) {
    write_file(root / "api/openapi.json", openapi_document(rules).dump(1) + "\n");
    write_file(root / "docs/glossary.md", glossary());
    write_file(root / "docs/rules.md", rules_page(rules));
    for (auto const* w : rules.workflows())
        write_file(root / "docs/workflows" / (w->id + ".md"), workflow_page(*w));
}

} // namespace saksgang::api
