#include <algorithm>
#include <set>

#include "engine/case/withdrawing.hpp"
#include "engine/who/register_words.hpp"
#include "workflows/shared/agreement/changing.hpp"
#include "workflows/shared/features.hpp"
#include "workflows/shared/kinds.hpp"

namespace saksgang {
namespace {

constexpr text the_municipality{"Kommunen", "Kommunen", "The municipality"};

known_rule const already_noticed{
    "already_noticed",
    {"Avtalen er allerede sagt opp.", "Avtalen er alt sagd opp.", "Notice has already been given."}};
known_rule const no_notice{
    "no_notice", {"Avtalen er ikke sagt opp.", "Avtalen er ikkje sagd opp.", "No notice has been given."}};
known_rule const before_notice{
    "before_notice",
    {"Oppsigelsen var ikke kommet inn på denne datoen.", "Oppseiinga var ikkje komen inn på denne datoen.",
     "The notice had not been received on that date."}};
known_rule const before_in_force{"before_in_force",
                                 {"Avtalen gjelder fra {from}. Datoen kan ikke være før det.",
                                  "Avtalen gjeld frå {from}. Datoen kan ikkje vere før det.",
                                  "The agreement applies from {from}; the date can't be before that."}};
known_rule const before_last_review{"before_last_review",
                                    {"Siste gjennomgang var {last}. Datoen kan ikke være før det.",
                                     "Siste gjennomgang var {last}. Datoen kan ikkje vere før det.",
                                     "The last review was on {last}; the date can't be before that."}};
known_rule const applies_before_concluded{"applies_before_concluded",
                                          {"En avtale kan ikke gjelde fra før den er inngått.",
                                           "Ein avtale kan ikkje gjelde frå før han er inngått.",
                                           "An agreement can't apply from before it is concluded."}};
known_rule const submitted_when_not_concluded{
    "submitted_when_not_concluded",
    {"En avtale kan ikke være oversendt før den er inngått, eller etter i dag.",
     "Ein avtale kan ikkje vere oversend før han er inngått, eller etter i dag.",
     "An agreement can't have been submitted before it is concluded, or after today."}};
known_rule const received_today{
    "received_today",
    {"En part som selv sier opp, gjør det i dag. Er oppsigelsen kommet på papir, registrerer sekretariatet "
     "den.",
     "Ein part som sjølv seier opp, gjer det i dag. Er oppseiinga komen på papir, registrerer sekretariatet "
     "henne.",
     "A party that gives notice itself does so today. Notice on paper is registered by the secretariat."}};
known_rule const already_passed_on{
    "already_passed_on",
    {"Oppsigelsen er allerede meldt til Helsedirektoratet.", "Oppseiinga er alt meld til Helsedirektoratet.",
     "The notice has already been reported to Helsedirektoratet."}};
known_rule const already_signed{
    "already_signed",
    {"Den signerte avtalen er allerede registrert. Trekk den tilbake først, om det er feil dokument.",
     "Den signerte avtalen er alt registrert. Trekk han tilbake først, om det er feil dokument.",
     "The signed agreement is already registered. If it is the wrong document, withdraw it first."}};
known_rule const already_submitted{
    "already_submitted",
    {"Avtalen er allerede sendt til Helsedirektoratet.", "Avtalen er alt send til Helsedirektoratet.",
     "It has already been submitted to Helsedirektoratet."}};
// The newest agreement ends the day before the new one applies.
void add(command_step& step, agreement const& a) {
    auto all = agreements_of(step.subject);
    if (!all.empty()) {
        auto& before = all.back();
        if (!before.ends_on || *before.ends_on >= a.in_force_from)
            before.ends_on = a.in_force_from.plus_days(-1);
        step.put(agreement_key(all.size()), before);
    }
    step.put(agreement_key(all.size() + 1), a);
}

struct register_agreement {
    static constexpr text label{"Registrer inngått avtale", "Registrer inngått avtale",
                                "Register a concluded agreement"};
    static constexpr who by[]{by::registrar};
    std::string title, version;
    saksgang::document document;
    date concluded_on, in_force_from;
    std::optional<date> submitted_on;
    std::optional<saksgang::document> submission; // that shows it
    std::optional<bool> submission_unknown;

    std::optional<refusal> apply(command_step& step) const {
        if (!party_in(step.now.organisation(), municipality_of(step.subject)))
            return not_there({{"id", the_municipality}});
        if (concluded_on > step.now.today) return in_future();
        if (in_force_from < concluded_on) return applies_before_concluded();
        if (auto no = begins_in_order(step.subject, in_force_from)) return no;
        if (submitted_on && (*submitted_on < concluded_on || *submitted_on > step.now.today))
            return submitted_when_not_concluded();
        agreement a{.title = title,
                    .version = version,
                    .document = document,
                    .concluded_on = concluded_on,
                    .in_force_from = in_force_from,
                    .submitted_on = submitted_on,
                    .submission_unknown = !submitted_on && submission_unknown.value_or(false)};
        if (submitted_on)
            if (auto no = shown_by(step, a, *submitted_on, submission)) return no;
        add(step, a);
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(register_agreement, (),
                      (title, version, document, concluded_on, in_force_from, submitted_on, submission,
                       submission_unknown))

struct take_conclusion : conclude {
    using message = conclude;
    static constexpr bool internal = true;
    static constexpr text label{"Avtalen er inngått", "Avtalen er inngått", "The agreement is concluded"};
    static constexpr who by[]{by::anyone};

    std::optional<refusal> apply(command_step& step) const {
        if (auto no = begins_in_order(step.subject, in_force_from)) return no;
        add(step, {.title = title,
                   .version = version,
                   .document = document,
                   .concluded_on = concluded_on,
                   .in_force_from = in_force_from,
                   .a_case = a_case});
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(take_conclusion, (conclude), ())

struct take_correction : amend_editorially {
    using message = amend_editorially;
    static constexpr bool internal = true;
    static constexpr text label{"Redaksjonelt rettet", "Redaksjonelt retta", "Editorially corrected"};
    static constexpr who by[]{by::anyone};

    std::optional<refusal> apply(command_step& step) const {
        auto all = agreements_of(step.subject);
        for (std::size_t n = all.size(); n > 0; --n) {
            auto& a = all[n - 1];
            if (a.a_case != a_case || a.version != before) continue;
            a.title = title;
            a.version = version;
            a.document = document;
            step.put(agreement_key(n), a);
        }
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(take_correction, (amend_editorially), ())

struct submit_to_directorate {
    static constexpr text label{"Registrer at avtalen er oversendt til Helsedirektoratet",
                                "Registrer at avtalen er oversend til Helsedirektoratet",
                                "Register as submitted to Helsedirektoratet"};
    static constexpr who by[]{by::case_handler};
    date submitted_on;
    std::optional<std::string> version; // none: of the newest that was concluded by then
    std::optional<saksgang::document> document;

    std::optional<refusal> apply(command_step& step) const {
        if (submitted_on > step.now.today) return in_future();
        return change_concluded(step, version, submitted_on, [&](agreement& a) -> std::optional<refusal> {
            if (a.submitted_on) return already_submitted();
            if (auto no = shown_by(step, a, submitted_on, document)) return no;
            a.submitted_on = submitted_on;
            a.submission_unknown = false;
            step.in.on_behalf_of = "regional-trust"; // RHF sends it, not the trust and not SSU (hol. § 6-4)
            return {};
        });
    }
};
BOOST_DESCRIBE_STRUCT(submit_to_directorate, (), (submitted_on, version, document))

struct register_signed_agreement {
    static constexpr text label{"Registrer signert avtale", "Registrer signert avtale",
                                "Register the signed agreement"};
    static constexpr who by[]{by::case_handler};
    date signed_on;
    saksgang::document document;
    std::optional<std::string> version; // none: of the newest that was concluded by now

    std::optional<refusal> apply(command_step& step) const {
        auto const today = step.now.today;
        if (signed_on > today) return in_future();
        return change_concluded(step, version, today, [&](agreement& a) -> std::optional<refusal> {
            if (a.signed_document && !withdrawn_from(step.subject, a.signed_document->digest))
                return already_signed();
            a.signed_on = signed_on;
            a.signed_document = document;
            return {};
        });
    }
};
BOOST_DESCRIBE_STRUCT(register_signed_agreement, (), (signed_on, document, version))

struct record_review {
    static constexpr text label{"Registrer årlig gjennomgang", "Registrer årleg gjennomgang",
                                "Register the yearly review"};
    static constexpr who by[]{by::case_handler};
    date reviewed_on;
    review_outcome outcome;
    std::string note;
    std::optional<saksgang::document> document; // gjennomgangsnotat

    std::optional<refusal> apply(command_step& step) const {
        if (reviewed_on > step.now.today) return in_future();
        return change(step, [&](agreement& a) -> std::optional<refusal> {
            if (reviewed_on < a.in_force_from)
                return before_in_force({{"from", a.in_force_from.in_numbers()}});
            if (!a.reviews.empty() && reviewed_on < a.reviews.back().reviewed_on)
                return before_last_review({{"last", a.reviews.back().reviewed_on.in_numbers()}});
            auto const same_year = [&](auto const& r) { return r.reviewed_on.year() == reviewed_on.year(); };
            if (std::ranges::count_if(a.reviews, same_year) >= most_reviews_a_year)
                return reviewed_enough({{"most", std::to_string(most_reviews_a_year)}});
            if (auto no = shown_by(step, a, reviewed_on, document)) return no;
            a.reviews.push_back({reviewed_on, outcome, note});
            return {};
        });
    }
};
BOOST_DESCRIBE_STRUCT(record_review, (), (reviewed_on, outcome, note, document))

struct give_notice {
    static constexpr text label{"Registrer oppsigelse", "Registrer oppseiing", "Register notice"};
    static constexpr who by[]{by::case_handler, by::party_representative};
    static constexpr bool has_room = true;
    id party;
    date received_on;
    saksgang::document document; // in writing

    std::optional<refusal> apply(command_step& step) const {
        if (auto no = act_for_pair(step, party)) return no;
        if (received_on > step.now.today) return in_future();
        if (step.in.seat == "role/party_representative" && received_on != step.now.today)
            return received_today();
        return change(step, [&](agreement& a) -> std::optional<refusal> {
            if (received_on < a.in_force_from)
                return before_in_force({{"from", a.in_force_from.in_numbers()}});
            if (a.notice_received) return already_noticed();
            a.sources.push_back(document);
            a.notice_received = received_on;
            a.notice_by = party;
            // A year's notice (hol. § 6-5 second paragraph), unless the next agreement applies before that.
            a.ends_on = std::min(a.ends_on.value_or(no_day), received_on.plus_months(12));
            return {};
        });
    }
};
BOOST_DESCRIBE_STRUCT(give_notice, (), (party, received_on, document))

struct pass_on_notice {
    static constexpr text label{"Registrer at oppsigelsen er meldt til Helsedirektoratet",
                                "Registrer at oppseiinga er meld til Helsedirektoratet",
                                "Register the notice as reported to Helsedirektoratet"};
    static constexpr who by[]{by::case_handler};
    static constexpr bool has_room = true;
    date passed_on;
    std::optional<saksgang::document> document;

    std::optional<refusal> apply(command_step& step) const {
        if (passed_on > step.now.today) return in_future();
        auto const is_noticed = [](agreement const& a) { return a.notice_received.has_value(); };
        auto const waits = [&](agreement const& a) { return is_noticed(a) && !a.notice_passed_on; };
        auto const& none =
            std::ranges::any_of(agreements_of(step.subject), is_noticed) ? already_passed_on : no_notice;
        return change_newest(step, waits, none, [&](agreement& a) -> std::optional<refusal> {
            if (passed_on < *a.notice_received) return before_notice();
            if (auto no = shown_by(step, a, passed_on, document)) return no;
            a.notice_passed_on = passed_on;
            step.in.on_behalf_of = "regional-trust"; // RHF tells, not the party that gave notice (hol. § 6-5)
            return {};
        });
    }
};
BOOST_DESCRIBE_STRUCT(pass_on_notice, (), (passed_on, document))

struct add_addendum {
    static constexpr text label{"Registrer tilleggsprotokoll", "Registrer tilleggsprotokoll",
                                "Register a side agreement"};
    static constexpr who by[]{by::case_handler};
    std::string title;
    saksgang::document document;
    date adopted_by_council, adopted_by_board;
    saksgang::document council_minutes, board_minutes; // saksutskrifter

    std::optional<refusal> apply(command_step& step) const {
        if (std::max(adopted_by_council, adopted_by_board) > step.now.today) return in_future();
        return change(step, [&](agreement& a) -> std::optional<refusal> {
            a.addenda.push_back({title, document, adopted_by_council, adopted_by_board});
            a.sources.insert(a.sources.end(), {council_minutes, board_minutes});
            return {};
        });
    }
};
BOOST_DESCRIBE_STRUCT(add_addendum, (),
                      (title, document, adopted_by_council, adopted_by_board, council_minutes, board_minutes))

struct withdraw_document {
    static constexpr text label = withdraw_label;
    static constexpr who by[]{by::case_handler};
    static constexpr bool has_room = true;
    std::string digest, reason;

    std::optional<refusal> apply(command_step& step) const {
        if (!document_in(step.subject, digest)) return document_not_linked();
        if (withdrawn_from(step.subject, digest)) return already_withdrawn();
        step.put("withdrawn/" + digest, withdrawal{reason, {step.person()}, step.now.today});
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(withdraw_document, (), (digest, reason))

struct show_document_again {
    static constexpr text label = show_again_label;
    static constexpr who by[]{by::case_handler};
    std::string digest, reason;

    std::optional<refusal> apply(command_step& step) const {
        if (!withdrawn_from(step.subject, digest)) return not_withdrawn();
        step.erase("withdrawn/" + digest);
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(show_document_again, (), (digest, reason))

} // namespace

feature const& agreement_feature() {
    static feature const f{
        .id = "agreement",
        .label = {"Avtaler mellom partene", "Avtalar mellom partane", "Agreements of the pair"},
        .prefix = "agreement/",
        .address = "agreements",
        .commands = {command_of<register_agreement>(), command_of<take_conclusion>(),
                     command_of<take_correction>(), command_of<register_signed_agreement>(),
                     command_of<submit_to_directorate>(), command_of<record_review>(),
                     command_of<give_notice>(), command_of<pass_on_notice>(), command_of<add_addendum>(),
                     raise_dispute_info(), record_board_statement_info(), settle_dispute_info(),
                     command_of<withdraw_document>(), command_of<show_document_again>()},
        .deadlines = deadlines_of,
        .links = links_in,
        .shows_document = shows_document,
        .title = [](state const& pair, situation const& now, language) {
            return name_of_party(now.organisation(), id_in(pair.stream));
        }};
    return f;
}

} // namespace saksgang
