#include "api/papers.hpp"

#include <kainjow/mustache.hpp>
#include <stdexcept>

#include "api/hidden_cases.hpp"
#include "api/showing.hpp"
#include "engine/vocabulary.hpp"

namespace saksgang::api {
namespace {

namespace mustache = kainjow::mustache;

// On paper A4 with running page numbers; on screen as wide as a line should be.
constexpr std::string_view whole_page = R"html(<!doctype html>
<html lang="{{language}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{heading}}</title>
<style>
@page { size: A4; margin: 25mm 22mm 22mm;
  @top-left { content: string(of); font-size: 8.5pt; color: #444 }
  @bottom-right { content: counter(page) " / " counter(pages); font-size: 8.5pt; color: #444 } }
@page :first { @top-left { content: none } }
html { font: 10.5pt/1.5 Inter, 'Liberation Sans', 'DejaVu Sans', sans-serif; color: #111; background: #fff }
@media screen { body { max-width: 42rem; margin: 2rem auto; padding: 0 1rem; font-size: 1.05rem } }
.of { string-set: of content(); margin: 0; color: #444 }
h1 { font-size: 1.8em; line-height: 1.2; margin: 0 0 .6em }
h2 { font-size: 1.3em; margin: 1.6em 0 .4em; border-bottom: 1px solid #bbb; break-after: avoid }
h3 { font-size: 1.05em; margin: 1.2em 0 .2em; break-after: avoid }
h4 { font-size: 1em; margin: .8em 0 .2em; break-after: avoid }
p, ul, ol, dl { margin: 0 0 .5em; overflow-wrap: anywhere }
ul, ol { padding-left: 1.6em }
li, p { orphans: 2; widows: 2 }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; vertical-align: top; padding: .3em .8em .3em 0; border-bottom: 1px solid #bbb }
dl div { display: flex; gap: 1em }
dt { flex: 0 0 11em; font-weight: bold }
dd { margin: 0 }
.note { color: #444; font-size: .92em }
.words { white-space: pre-line }
</style>
</head>
<body>
<main>{{{content}}}</main>
</body>
</html>
)html";

mustache::data data_of(json const& j) {
    if (j.is_object()) {
        mustache::data of{mustache::data::type::object};
        for (auto const& [name, value] : j.items()) {
            of.set(name, data_of(value));
            if (value.is_array()) of.set("has_" + name, mustache::data(!value.empty()));
        }
        return of;
    }
    if (j.is_array()) {
        mustache::data of{mustache::data::type::list};
        for (auto const& each : j) of.push_back(data_of(each));
        return of;
    }
    if (j.is_string()) return {j.get<std::string>()};
    if (j.is_boolean()) return {j.get<bool>()};
    return j.is_null() ? mustache::data(false) : mustache::data(j.dump());
}

mustache::data words_in(language l) {
    mustache::data all{mustache::data::type::object};
    for (auto const& w : vocabulary()) all.set(std::string(w.name), std::string(w.words.in(l)));
    return all;
}

std::string fill_in(std::string_view form, mustache::data const& with) {
    mustache::mustache made{std::string(form)};
    auto page = made.is_valid() ? made.render(with) : std::string();
    if (!made.is_valid()) throw std::logic_error("a form that is none: " + made.error_message());
    return page;
}

} // namespace

std::string filled_in(std::string_view form, json const& content, language l) {
    auto with = data_of(content);
    with.set("word", words_in(l));
    mustache::data page{mustache::data::type::object};
    page.set("language", std::string(tag_of_language.in(l)));
    page.set("heading", content.value("heading", ""));
    page.set("content", fill_in(form, with));
    return fill_in(whole_page, page);
}

paper_page write_paper(reading& r, readable_case const& seen, paper_info const& paper, language l) {
    auto const& a_case = *seen.a_case;
    people_names names; // of all whom the paper may name
    names.mention_all(r, *a_case.data);
    auto const body = body_stream(common_of(a_case).body.value);
    if (r.here().world.knows(body)) names.mention_all(r, *r.stream(body).data);
    names.fetch(r);
    auto const here = r.here();
    auto const called = [&](std::string_view person) {
        auto const v = names.view(r, person);
        if (!v.name || *v.name == v.position) return v.position;
        return v.position.empty() ? *v.name : *v.name + ", " + v.position;
    };
    hidden_cases others(r);
    auto const other_case = [&](std::string const& stream) {
        return others.is_hidden(id_in(stream)) ? nullptr : &r.stream(stream);
    };
    paper_page page{filled_in(paper.form, paper.content(a_case, {here, l, called, other_case}), l),
                    others.logged()};
    if (seen.logged) page.logged.insert(id_in(a_case.stream));
    return page;
}

} // namespace saksgang::api
