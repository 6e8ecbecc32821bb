#include "api/problem.hpp"

#include <algorithm>
#include <array>

#include "api/workflow_views.hpp"

namespace saksgang::api {
namespace {

struct kind_row {
    refusal_kind kind;
    int status;
    text title;
};
constexpr std::array kinds{
    kind_row{
        refusal_kind::bad_payload, 422, {"Noe må rettes", "Noko må rettast", "Something needs correcting"}},
    kind_row{refusal_kind::not_signed_in, 401, {"Ikke logget inn", "Ikkje logga inn", "Not signed in"}},
    kind_row{refusal_kind::not_found, 404, {"Finnes ikke", "Finst ikkje", "Not there"}},
    kind_row{refusal_kind::not_entitled, 403, {"Ikke tilgang", "Ikkje tilgang", "Not entitled"}},
    kind_row{
        refusal_kind::not_open, 409, {"Kan ikke gjøres nå", "Kan ikkje gjerast no", "Can't be done now"}},
    kind_row{refusal_kind::stale, 412, {"Noen var før deg", "Nokon var før deg", "Somebody was first"}},
    kind_row{
        refusal_kind::key_reused, 422, {"Nøkkelen er brukt", "Nøkkelen er brukt", "The key has been used"}},
    kind_row{refusal_kind::guarded, 409, {"Kan ikke gjøres nå", "Kan ikkje gjerast no", "Can't be done now"}},
};
kind_row const& row_of(refusal_kind k) { return *std::ranges::find(kinds, k, &kind_row::kind); }

constexpr text unavailable_title{"Prøv igjen om litt", "Prøv att om litt", "Try again in a moment"};
constexpr text unavailable_words{"Tjenesten er ikke tilgjengelig akkurat nå. Ingenting er gått tapt.",
                                 "Tenesta er ikkje tilgjengeleg akkurat no. Ingenting har gått tapt.",
                                 "The service is not available right now. Nothing has been lost."};

struct field_words {
    std::string_view code;
    text words;
};
constexpr std::array fields{
    field_words{"missing", {"Må fylles ut.", "Må fyllast ut.", "Is missing."}},
    field_words{"unknown", {"Ukjent felt.", "Ukjent felt.", "Unknown field."}},
    field_words{"empty", {"Kan ikke være tomt.", "Kan ikkje vere tomt.", "Can't be empty."}},
    field_words{"bad_character",
                {"Inneholder et tegn som ikke kan brukes: {detail}.",
                 "Inneheld eit teikn som ikkje kan brukast: {detail}.",
                 "Holds a character that can't be used: {detail}."}},
    field_words{"too_long",
                {"For langt; grensen er {detail}.", "For langt; grensa er {detail}.",
                 "Too long; the limit is {detail}."}},
    field_words{"too_short",
                {"For kort; det må være minst {detail}.", "For kort; det må vere minst {detail}.",
                 "Too short; at least {detail}."}},
    field_words{"out_of_range",
                {"Må være innenfor {detail}.", "Må vere innanfor {detail}.", "Must be within {detail}."}},
    field_words{"wrong_type",
                {"Feil type; skal være {detail}.", "Feil type; skal vere {detail}.",
                 "Wrong type; must be {detail}."}},
    field_words{"not_one_of",
                {"Må være en av: {detail}.", "Må vere ein av: {detail}.", "Must be one of: {detail}."}},
    field_words{"not_an_identifier",
                {"Bare små bokstaver a–z, tall, bindestrek og understrek.",
                 "Berre små bokstavar a–z, tal, bindestrek og understrek.",
                 "Only lower-case letters a–z, digits, hyphen and underscore."}},
    field_words{
        "not_a_date",
        {"Må være en dato som finnes.", "Må vere ein dato som finst.", "Must be a date that exists."}},
    field_words{"not_a_digest",
                {"Må være kontrollkoden til et dokument.", "Må vere kontrollkoden til eit dokument.",
                 "Must be the digest of a document."}},
    field_words{
        "looks_like_national_id",
        {"Ligner et fødselsnummer. Fjern det, eller bekreft at det er et kontonummer.",
         "Liknar eit fødselsnummer. Fjern det, eller stadfest at det er eit kontonummer.",
         "Looks like a national identity number. Remove it, or confirm that it is an account number."}},
    field_words{"not_valid", {"Kan ikke leses.", "Kan ikkje lesast.", "Can't be read."}},
};
constexpr std::array types{
    field_words{"string", {"en tekst", "ein tekst", "a text"}},
    field_words{"integer", {"et heltall", "eit heiltal", "an integer"}},
    field_words{"boolean", {"true eller false", "true eller false", "true or false"}},
    field_words{"array", {"en liste", "ei liste", "a list"}},
    field_words{"object", {"et objekt", "eit objekt", "an object"}},
};
std::string words_for_field(field_error const& e, language l) {
    auto const found = std::ranges::find(fields, e.code, &field_words::code);
    if (found == fields.end()) return e.detail.empty() ? e.code : e.detail;
    auto const type = std::ranges::find(types, e.detail, &field_words::code);
    auto const detail = type == types.end() ? said(e.detail) : said(type->words);
    return fill(found->words.in(l), {{"detail", detail}}, l);
}

json errors_of(field_errors const& all, language l) {
    auto list = json::array();
    for (auto const& e : all) {
        json row{{"code", e.code}, {"detail", words_for_field(e, l)}};
        e.pointer.starts_with('?') ? row["parameter"] = e.pointer.substr(1) : row["pointer"] = e.pointer;
        list.push_back(std::move(row));
    }
    return list;
}

response problem_response(int status, std::string_view code, std::string_view title, std::string detail,
                          told whom, json more = json::object()) {
    more["type"] = "urn:saksgang:problem:" + std::string(code);
    more["title"] = std::string(title);
    more["status"] = status;
    more["code"] = std::string(code);
    more["detail"] = std::move(detail);
    if (!whom.request_id.empty()) more["request_id"] = std::string(whom.request_id);
    auto out = json_response(more, status);
    out.media_type = "application/problem+json";
    return out;
}

} // namespace

int status_of(refusal_kind k) { return row_of(k).status; }

response problem(refusal const& r, told whom) {
    auto const& row = row_of(r.kind);
    auto more = json::object();
    if (!r.fields.empty()) more["errors"] = errors_of(r.fields, whom.lang);
    for (auto const& b : show_basis(r.hjemmel, whom.lang)) more["basis"].push_back(describe::write(b));
    for (auto const& w : r.entitled) more["entitled"].push_back(std::string(w.in(whom.lang)));
    if (r.kind == refusal_kind::not_open) more["open"] = r.open_commands;
    auto out =
        problem_response(row.status, r.code, row.title.in(whom.lang), r.in(whom.lang), whom, std::move(more));
    if (r.kind == refusal_kind::not_signed_in) out.headers.emplace_back("WWW-Authenticate", "Bearer");
    return out;
}

response problem(unavailable const& u, told whom) {
    auto out = problem_response(503, "unavailable", unavailable_title.in(whom.lang),
                                std::string(unavailable_words.in(whom.lang)), whom);
    out.headers.emplace_back("Retry-After", std::to_string(u.retry_after_s));
    return out;
}

response problem(malformed_json const& m, told whom) {
    return problem(not_json, whom, {{"why", fill(m.why.in(whom.lang), m.arguments, whom.lang)}});
}

response problem(fault const& f, told whom, text_arguments arguments) {
    auto const words = fill(f.words.in(whom.lang), arguments, whom.lang);
    auto out = problem_response(f.status, f.code, words, words, whom);
    if (f.status == 401) out.headers.emplace_back("WWW-Authenticate", "Bearer");
    return out;
}

response come_back(fault const& f, told whom, int after_s) {
    auto out = problem(f, whom);
    out.headers.emplace_back("Retry-After", std::to_string(after_s));
    return out;
}

refusal bad_parameter(std::string_view name, std::string_view code, std::string detail) {
    return bad_payload({{"?" + std::string(name), std::string(code), std::move(detail)}});
}

} // namespace saksgang::api
