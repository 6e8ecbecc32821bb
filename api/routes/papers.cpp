#include "api/papers.hpp"

#include "api/routes/routes.hpp"

namespace saksgang::api::routes {
namespace {

constexpr std::string_view policy_of_page =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors "
    "'none'";

std::optional<language> language_tagged(std::optional<std::string> const& tag, language otherwise) {
    if (!tag) return otherwise;
    for (auto const l : {language::nb, language::nn, language::en})
        if (*tag == tag_of_language.in(l)) return l;
    return {};
}

} // namespace

result<response> send_paper(reading& r) {
    if (auto admitted = r.admit({case_stream(r.in.value(0))}); !admitted) return admitted.error();
    auto const as = r.in.query("as").value_or("html");
    if (as != "html" && as != "pdf") return bad_parameter("as", "not_one_of", "html, pdf");
    auto const in_language = language_tagged(r.in.query("language"), r.in.lang);
    if (!in_language) return bad_parameter("language", "not_one_of", "nb, nn, en");
    auto const seen = find_case(r, r.in.value(0));
    if (!seen) return seen.error();
    auto const* paper = r.in.with.rules.of(*seen->a_case).paper(r.in.value(1));
    if (!paper || !paper->is_written(*seen->a_case)) return not_found();

    auto page = write_paper(r, *seen, *paper, *in_language);
    response out{.media_type = "text/html; charset=utf-8", .body = std::move(page.html)};
    if (as == "pdf") {
        out.media_type = "application/pdf";
        out.is_to_be_printed = true;
        out.headers.emplace_back("Content-Disposition",
                                 "inline; filename=\"" + r.in.value(1) + "-" + r.in.value(0) + ".pdf\"");
    }
    out.headers.emplace_back("Content-Security-Policy",
                             std::string(as == "pdf" ? policy_inline : policy_of_page));
    out.headers.emplace_back("Content-Language", tag_of_language.in(*in_language));
    if (!page.logged.empty()) out.first = export_entry(r, "papers", page.logged);
    return out;
}

} // namespace saksgang::api::routes
