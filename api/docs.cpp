#include "api/docs.hpp"

#include <fstream>
#include <stdexcept>

#include "api/openapi.hpp"
#include "engine/vocabulary.hpp"

namespace saksgang::api {
namespace {

void write_file(std::filesystem::path const& path, std::string const& text) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    out << text;
    if (!out.flush()) throw std::runtime_error(path.string() + " can't be written");
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
                      (g.refusal->hjemmel.empty() ? "" : " *" + cell(g.refusal->hjemmel) + "*");
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

} // namespace

void write_docs(kernel const& rules, std::filesystem::path const& root) {
    write_file(root / "api/openapi.json", openapi_document(rules).dump(1) + "\n");
    write_file(root / "docs/glossary.md", glossary());
    for (auto const* w : rules.workflows())
        write_file(root / "docs/workflows" / (w->id + ".md"), workflow_page(*w));
}

} // namespace saksgang::api
