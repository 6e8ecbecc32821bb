// The one place where a refusal, an outage or a broken message becomes a status code and a problem (RFC
// 9457):
//
//   400 not JSON, not HTTP      404 not there              413 body too large      431 headers too large
//   401 not signed in           405 not that method        415 not that type       500 a bug
//   403 not entitled            409 not open, or a rule    422 the payload         503 try again
//                               412 somebody was first     429 too many attempts
#pragma once

#include <string_view>

#include "api/http.hpp"
#include "engine/execute/executor.hpp"
#include "engine/refusal.hpp"

namespace saksgang::api {

// Whom a problem is told to.
struct told {
    language lang = language::nb;
    std::string_view request_id;
};

// Something wrong that the kernel knows nothing of.
struct fault {
    int status;
    std::string_view code;
    text words;
};

inline constexpr fault no_such_address{
    404,
    "no_such_address",
    {"Det finnes ikke noe på denne adressen.", "Det finst ikkje noko på denne adressa.",
     "There is nothing at this address."}};
inline constexpr fault method_not_allowed{
    405,
    "method_not_allowed",
    {"Dette kan ikke gjøres med denne adressen.", "Dette kan ikkje gjerast med denne adressa.",
     "This can't be done with this address."}};
inline constexpr fault not_json{
    400,
    "not_json",
    {"Innholdet er ikke gyldig JSON: {why}.", "Innhaldet er ikkje gyldig JSON: {why}.",
     "The body is not valid JSON: {why}."}};
inline constexpr fault not_http{400,
                                "malformed_request",
                                {"Forespørselen følger ikke HTTP.", "Førespurnaden følgjer ikkje HTTP.",
                                 "The request does not follow HTTP."}};
inline constexpr fault bad_header{400,
                                  "bad_header",
                                  {"Et felt i forespørselens hode kan ikke leses: {header}",
                                   "Eit felt i hovudet på førespurnaden kan ikkje lesast: {header}",
                                   "A header field can't be read: {header}"}};
inline constexpr fault body_too_large{
    413,
    "body_too_large",
    {"Det du sendte, er for stort.", "Det du sende, er for stort.", "What you sent is too large."}};
inline constexpr fault headers_too_large{
    431,
    "headers_too_large",
    {"Forespørselens hode er for stort.", "Hovudet på førespurnaden er for stort.",
     "The request's headers are too large."}};
inline constexpr fault wrong_media_type{
    415,
    "wrong_media_type",
    {"Innholdet må være application/json.", "Innhaldet må vere application/json.",
     "The body must be application/json."}};
inline constexpr fault expectation_failed{
    417,
    "expectation_failed",
    {"Forventningen kan ikke oppfylles.", "Forventninga kan ikkje oppfyllast.",
     "The expectation can't be met."}};
inline constexpr fault wrong_credentials{
    401,
    "wrong_credentials",
    {"Brukernavnet eller passordet er feil.", "Brukarnamnet eller passordet er feil.",
     "The user name or the password is wrong."}};
inline constexpr fault not_from_here{403,
                                     "not_from_here",
                                     {"Forespørselen kom ikke fra Saksgangs egne sider.",
                                      "Førespurnaden kom ikkje frå Saksgang sine eigne sider.",
                                      "The request did not come from Saksgang's own pages."}};
inline constexpr fault too_many_listeners{
    429,
    "too_many_listeners",
    {"For mange følger med allerede. Prøv igjen om litt.", "For mange følgjer med alt. Prøv att om litt.",
     "Too many are listening already. Try again in a moment."}};
inline constexpr fault too_many_attempts{
    429,
    "too_many_attempts",
    {"For mange forsøk. Vent litt og prøv igjen.", "For mange forsøk. Vent litt og prøv att.",
     "Too many attempts. Wait a little and try again."}};
inline constexpr fault too_fast{
    429,
    "too_fast",
    {"Dette går for fort. Vent litt og prøv igjen.", "Dette går for fort. Vent litt og prøv att.",
     "This is too fast. Wait a little and try again."}};
inline constexpr fault too_many_at_once{429,
                                        "too_many_at_once",
                                        {"For mye på én gang. Vent til noe er ferdig, og prøv igjen.",
                                         "For mykje på éin gong. Vent til noko er ferdig, og prøv att.",
                                         "Too much at once. Wait until something is done, and try again."}};
inline constexpr fault too_much_unlinked{
    409,
    "too_much_unlinked",
    {"Du har lastet opp {limit} som ikke er brukt i noen sak. Bruk det, eller vent et døgn; da fjernes det.",
     "Du har lasta opp {limit} som ikkje er brukt i noka sak. Bruk det, eller vent eit døgn; då blir det "
     "fjerna.",
     "You have uploaded {limit} that no case uses. Use it, or wait a day until it is removed."}};
inline constexpr fault looks_like_national_id{
    409,
    "looks_like_national_id",
    {"Her står det noe som ligner et fødselsnummer. Saksgang skal ikke inneholde pasientopplysninger. Fjern "
     "det, eller bekreft at det er et kontonummer.",
     "Her står det noko som liknar eit fødselsnummer. Saksgang skal ikkje innehalde pasientopplysningar. "
     "Fjern det, eller stadfest at det er eit kontonummer.",
     "This holds something that looks like a national identity number. Saksgang must not hold patient data. "
     "Remove it, or confirm that it is an account number."}};
inline constexpr fault document_withdrawn{
    410,
    "document_withdrawn",
    {"Dokumentet er trukket tilbake.", "Dokumentet er trekt tilbake.", "The document has been withdrawn."}};
inline constexpr fault document_erased{
    410,
    "document_erased",
    {"Dokumentet er slettet.", "Dokumentet er sletta.", "The document has been erased."}};
inline constexpr fault request_too_slow{
    408,
    "request_too_slow",
    {"Forespørselen kom ikke fram i tide.", "Førespurnaden kom ikkje fram i tide.",
     "The request did not arrive in time."}};
inline constexpr fault not_printed{
    503,
    "not_printed",
    {"Dokumentet kan ikke lages som PDF nå. Les det som nettside, eller prøv igjen om litt.",
     "Dokumentet kan ikkje lagast som PDF no. Les det som nettside, eller prøv att om litt.",
     "The paper can't be made a PDF now. Read it as a page, or try again in a moment."}};
inline constexpr fault internal_error{
    500,
    "internal_error",
    {"Noe gikk galt her. Feilen er registrert.", "Noko gjekk gale her. Feilen er registrert.",
     "Something went wrong here. The error has been recorded."}};

int status_of(refusal_kind);

response problem(refusal const&, told);
response problem(unavailable const&, told);
response problem(fault const&, told, text_arguments = {});
response problem(malformed_json const&, told);
// 429: may be tried again after so many seconds.
response come_back(fault const&, told, int after_s);

// Something wrong in the query.
refusal bad_parameter(std::string_view name, std::string_view code = "not_valid", std::string detail = {});

} // namespace saksgang::api
