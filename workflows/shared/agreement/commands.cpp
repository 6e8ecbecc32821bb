#include <algorithm>
#include <set>

#include "engine/case/withdrawing.hpp"
#include "engine/who/register_words.hpp"
#include "workflows/shared/agreement/agreement.hpp"
#include "workflows/shared/features.hpp"
#include "workflows/shared/kinds.hpp"

namespace saksgang {
namespace {

constexpr rule_text none_in_force{"none_in_force",
                                  {"Ingen avtale gjelder for denne parten på denne datoen.",
                                   "Ingen avtale gjeld for denne parten på denne datoen.",
                                   "No agreement applies for this party on that date."}};
constexpr rule_text in_future{
    "in_future",
    {"Datoen er ikke kommet ennå.", "Datoen er ikkje komen enno.", "That date has not come yet."}};
constexpr rule_text already_noticed{
    "already_noticed",
    {"Avtalen er allerede sagt opp.", "Avtalen er alt sagd opp.", "Notice has already been given."}};
constexpr rule_text no_notice{
    "no_notice", {"Avtalen er ikke sagt opp.", "Avtalen er ikkje sagd opp.", "No notice has been given."}};
constexpr rule_text before_notice{
    "before_notice",
    {"Oppsigelsen var ikke kommet inn på denne datoen.", "Oppseiinga var ikkje komen inn på denne datoen.",
     "The notice had not been received on that date."}};
constexpr rule_text before_in_force{"before_in_force",
                                    {"Avtalen gjelder fra {from}. Datoen kan ikke være før det.",
                                     "Avtalen gjeld frå {from}. Datoen kan ikkje vere før det.",
                                     "The agreement applies from {from}; the date can't be before that."}};
constexpr rule_text before_last_review{"before_last_review",
                                       {"Siste gjennomgang var {last}. Datoen kan ikke være før det.",
                                        "Siste gjennomgang var {last}. Datoen kan ikkje vere før det.",
                                        "The last review was on {last}; the date can't be before that."}};
constexpr rule_text applies_before_concluded{"applies_before_concluded",
                                             {"En avtale kan ikke gjelde fra før den er inngått.",
                                              "Ein avtale kan ikkje gjelde frå før han er inngått.",
                                              "An agreement can't apply from before it is concluded."}};
constexpr rule_text received_today{
    "received_today",
    {"En part som selv sier opp, gjør det i dag. Er oppsigelsen kommet på papir, registrerer sekretariatet "
     "den.",
     "Ein part som sjølv seier opp, gjer det i dag. Er oppseiinga komen på papir, registrerer sekretariatet "
     "henne.",
     "A party that gives notice itself does so today. Notice on paper is registered by the secretariat."}};
constexpr rule_text already_passed_on{
    "already_passed_on",
    {"Oppsigelsen er allerede meldt til Helsedirektoratet.", "Oppseiinga er alt meld til Helsedirektoratet.",
     "The notice has already been reported to Helsedirektoratet."}};
constexpr rule_text already_submitted{
    "already_submitted",
    {"Avtalen er allerede sendt til Helsedirektoratet.", "Avtalen er alt send til Helsedirektoratet.",
     "It has already been submitted to Helsedirektoratet."}};
constexpr rule_text party_of_pair{"not_of_this_pair",
                                  {"Bare kommunen og helseforetaket er parter i denne avtalen.",
                                   "Berre kommunen og helseføretaket er partar i denne avtalen.",
                                   "Only the municipality and the trust are parties to this agreement."},
                                  {},
                                  refusal_kind::not_entitled};
constexpr rule_text not_deidentified{
    "not_deidentified",
    {"Bare avidentifiserte dokumenter kan legges ved til tvisteløsningsnemnda.",
     "Berre avidentifiserte dokument kan leggjast ved til tvisteløysingsnemnda.",
     "Only de-identified documents may be attached for the dispute resolution board."},
    "Tvisteløsningsnemnda, saksbehandlingsregler"};
constexpr rule_text no_dispute{"no_dispute",
                               {"Det er ingen tvist i denne avtalen.", "Det er ingen tvist i denne avtalen.",
                                "There is no dispute on this agreement."}};

std::string municipality_of(state const& pair) { return id_in(pair.stream); }

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

// Changes the agreement that applies today.
template <class F>
std::optional<refusal> change(command_step& step, F f) {
    auto all = agreements_of(step.subject);
    for (std::size_t n = all.size(); n > 0; --n) {
        auto& a = all[n - 1];
        if (a.in_force_from > step.now.today && n > 1) continue;
        if (a.ends_on && *a.ends_on < step.now.today) break;
        if (auto no = f(a)) return no;
        step.put(agreement_key(n), a);
        return {};
    }
    return none_in_force();
}

// One of the two parties: through its own representative, or registered by the secretariat.
std::optional<refusal> act_for(command_step& step, id const& party) {
    bool const of_pair = party == municipality_of(step.subject) || party == trust_of(step.now.organisation());
    if (!of_pair || (step.in.seat == "role/party_representative" &&
                     !represents(step.now.organisation(), step.person(), party, step.now.today)))
        return party_of_pair();
    step.in.on_behalf_of = party.value;
    return {};
}

struct register_agreement {
    static constexpr text label{"Registrer inngått avtale", "Registrer inngått avtale",
                                "Register a concluded agreement"};
    static constexpr who by[]{by::registrar};
    std::string title, version;
    saksgang::document document;
    date concluded_on, in_force_from;
    std::optional<date> submitted_on;

    std::optional<refusal> apply(command_step& step) const {
        if (!party_in(step.now.organisation(), municipality_of(step.subject)))
            return not_there({{"id", municipality_of(step.subject)}});
        if (concluded_on > step.now.today) return in_future();
        if (in_force_from < concluded_on) return applies_before_concluded();
        if (auto no = begins_in_order(step.subject, in_force_from)) return no;
        add(step, {.title = title,
                   .version = version,
                   .document = document,
                   .concluded_on = concluded_on,
                   .in_force_from = in_force_from,
                   .submitted_on = submitted_on});
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(register_agreement, (),
                      (title, version, document, concluded_on, in_force_from, submitted_on))

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
    static constexpr text label{"Registrer oversendt til Helsedirektoratet",
                                "Registrer oversendt til Helsedirektoratet",
                                "Register as submitted to Helsedirektoratet"};
    static constexpr who by[]{by::case_handler};
    date submitted_on;
    std::optional<saksgang::document> document;

    std::optional<refusal> apply(command_step& step) const {
        if (submitted_on > step.now.today) return in_future();
        return change(step, [&](agreement& a) -> std::optional<refusal> {
            if (a.submitted_on) return already_submitted();
            a.submitted_on = submitted_on;
            step.in.on_behalf_of = "regional-trust"; // RHF sends it, not the trust and not SSU (hol. § 6-4)
            return {};
        });
    }
};
BOOST_DESCRIBE_STRUCT(submit_to_directorate, (), (submitted_on, document))

struct record_review {
    static constexpr text label{"Registrer årlig gjennomgang", "Registrer årleg gjennomgang",
                                "Register the yearly review"};
    static constexpr who by[]{by::case_handler};
    date reviewed_on;
    review_outcome outcome;
    std::string note;

    std::optional<refusal> apply(command_step& step) const {
        if (reviewed_on > step.now.today) return in_future();
        return change(step, [&](agreement& a) -> std::optional<refusal> {
            if (reviewed_on < a.in_force_from)
                return before_in_force({{"from", a.in_force_from.in_numbers()}});
            if (!a.reviews.empty() && reviewed_on < a.reviews.back().reviewed_on)
                return before_last_review({{"last", a.reviews.back().reviewed_on.in_numbers()}});
            a.reviews.push_back({reviewed_on, outcome, note});
            return {};
        });
    }
};
BOOST_DESCRIBE_STRUCT(record_review, (), (reviewed_on, outcome, note))

struct give_notice {
    static constexpr text label{"Registrer oppsigelse", "Registrer oppseiing", "Register notice"};
    static constexpr who by[]{by::case_handler, by::party_representative};
    static constexpr bool has_room = true;
    id party;
    date received_on;
    saksgang::document document; // in writing

    std::optional<refusal> apply(command_step& step) const {
        if (auto no = act_for(step, party)) return no;
        if (received_on > step.now.today) return in_future();
        if (step.in.seat == "role/party_representative" && received_on != step.now.today)
            return received_today();
        return change(step, [&](agreement& a) -> std::optional<refusal> {
            if (received_on < a.in_force_from)
                return before_in_force({{"from", a.in_force_from.in_numbers()}});
            if (a.notice_received) return already_noticed();
            a.notice_received = received_on;
            a.notice_by = party;
            a.ends_on = received_on.plus_months(12); // a year's notice (hol. § 6-5 second paragraph)
            return {};
        });
    }
};
BOOST_DESCRIBE_STRUCT(give_notice, (), (party, received_on, document))

struct pass_on_notice {
    static constexpr text label{"Registrer oppsigelsen meldt til Helsedirektoratet",
                                "Registrer oppseiinga meld til Helsedirektoratet",
                                "Register the notice as reported to Helsedirektoratet"};
    static constexpr who by[]{by::case_handler};
    static constexpr bool has_room = true;
    date passed_on;
    std::optional<saksgang::document> document;

    std::optional<refusal> apply(command_step& step) const {
        if (passed_on > step.now.today) return in_future();
        return change(step, [&](agreement& a) -> std::optional<refusal> {
            if (!a.notice_received) return no_notice();
            if (passed_on < *a.notice_received) return before_notice();
            if (a.notice_passed_on) return already_passed_on();
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
            return {};
        });
    }
};
BOOST_DESCRIBE_STRUCT(add_addendum, (),
                      (title, document, adopted_by_council, adopted_by_board, council_minutes, board_minutes))

struct raise_dispute {
    static constexpr text label{"Bring saken inn for tvisteløsningsnemnda",
                                "Bring saka inn for tvisteløysingsnemnda",
                                "Bring a dispute before the board"};
    static constexpr who by[]{by::case_handler, by::party_representative};
    id party;
    std::string about;
    std::vector<saksgang::document> documents;
    bool deidentified;
    date copy_sent_to_counterpart;

    std::optional<refusal> apply(command_step& step) const {
        if (auto no = act_for(step, party)) return no;
        if (!deidentified) return not_deidentified();
        return change(step, [&](agreement& a) -> std::optional<refusal> {
            a.disputes.push_back({about, party, step.now.today, documents, {}});
            return {};
        });
    }
};
BOOST_DESCRIBE_STRUCT(raise_dispute, (), (party, about, documents, deidentified, copy_sent_to_counterpart))

struct record_board_statement {
    static constexpr text label{"Registrer nemndas uttalelse (rådgivende)",
                                "Registrer fråsegna til nemnda (rådgjevande)",
                                "Register the board's statement (advisory)"};
    static constexpr who by[]{by::case_handler};
    std::string statement;
    saksgang::document document;

    std::optional<refusal> apply(command_step& step) const {
        return change(step, [&](agreement& a) -> std::optional<refusal> {
            if (a.disputes.empty()) return no_dispute();
            a.disputes.back().statement = statement;
            return {};
        });
    }
};
BOOST_DESCRIBE_STRUCT(record_board_statement, (), (statement, document))

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
                     command_of<take_correction>(), command_of<submit_to_directorate>(),
                     command_of<record_review>(), command_of<give_notice>(), command_of<pass_on_notice>(),
                     command_of<add_addendum>(), command_of<raise_dispute>(),
                     command_of<record_board_statement>(), command_of<withdraw_document>(),
                     command_of<show_document_again>()},
        .deadlines = deadlines_of,
        .links = links_in,
        .shows_document = shows_document,
        .title = [](state const& pair, situation const& now, language) {
            return name_of_party(now.organisation(), id_in(pair.stream));
        }};
    return f;
}

} // namespace saksgang
