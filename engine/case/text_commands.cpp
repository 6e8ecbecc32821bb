#include <algorithm>

#include "engine/round/round_commands.hpp"

namespace saksgang {
namespace {

known_rule const no_text{"no_text",
                         {"Saken har ingen tekst å endre ennå.", "Saka har ingen tekst å endre enno.",
                          "The case has no text to change yet."}};
known_rule const same_version{"same_version",
                              {"En ny tekst må ha et nytt versjonsnummer og et nytt dokument.",
                               "Ein ny tekst må ha eit nytt versjonsnummer og eit nytt dokument.",
                               "A new text must have a new version number and a new document."}};
known_rule const count_differs{"acknowledge_count",
                               {"{count} vedtak må gjøres på nytt. Bekreft tallet for å gå videre.",
                                "{count} vedtak må gjerast på nytt. Stadfest talet for å gå vidare.",
                                "{count} decisions must be taken again. Confirm the number to go on."}};
known_rule const no_change{
    "no_pending_change",
    {"Det er ingen redaksjonell endring å godkjenne.", "Det er inga redaksjonell endring å godkjenne.",
     "There is no editorial change to approve."}};
known_rule const text_changed_since{
    "text_superseded",
    {"Teksten er en annen enn da endringen ble foreslått. Foreslå den på nytt.",
     "Teksten er ein annan enn då endringa vart foreslått. Foreslå henne på nytt.",
     "The text is another than when the change was proposed. Propose it again."}};
known_rule const one_of_each_side{"one_of_each_side",
                                  {"En redaksjonell endring godkjennes av én fra hver side.",
                                   "Ei redaksjonell endring blir godkjend av éin frå kvar side.",
                                   "An editorial change is approved by one of each side."},
                                  {},
                                  refusal_kind::not_entitled};
known_rule const already_approved{"already_taken",
                                  {"Denne siden har allerede godkjent.", "Denne sida har alt godkjent.",
                                   "This side has already approved."}};
struct replace_text {
    static constexpr saksgang::text label{"Legg fram ny tekst", "Legg fram ny tekst",
                                          "Put forward a new text"};
    static constexpr who by[]{by::case_handler};
    text_version text;
    std::string reason;
    int acknowledged; // how many decisions must be taken again: said, and confirmed, before anyone presses

    static bool offered(case_common const& c, rounds const& all) {
        auto const name = live_round(all);
        return c.text && name && !all.at(*name).fixed_text;
    }
    static int costs(round const& r) { return decisions_standing(r); }

    std::optional<refusal> apply(command_step& step) const {
        if (!step.common.text) return no_text();
        if (text.renditions.empty() || text.version == step.common.text->version ||
            digest_of(text) == digest_of(*step.common.text))
            return same_version();
        for (auto const& [name, r] : step.all) {
            // A label or a file that was put forward before would bring back what was said of it.
            if (r.subject.version == text.version || digest_of(r.subject) == digest_of(text))
                return same_version();
            if (step.practice.text_stands)
                if (auto no = step.practice.text_stands(step.now, r)) return no;
        }
        if (live(step).fixed_text) return text_is_fixed();
        auto const standing = decisions_standing(live(step));
        if (acknowledged != standing) return count_differs({{"count", std::to_string(standing)}});
        step.common.text = text; // the kernel supersedes the round that was held on the old one
        step.common.pending_change.reset();
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(replace_text, (), (text, reason, acknowledged))

struct propose_editorial_change {
    static constexpr saksgang::text label{"Foreslå redaksjonell endring", "Foreslå redaksjonell endring",
                                          "Propose an editorial change"};
    static constexpr who by[]{by::case_handler};
    text_version text;
    std::string change;

    static bool offered(case_common const& c, rounds const& all) {
        auto const name = live_round(all);
        return c.text && !(name && all.at(*name).fixed_text);
    }
    std::optional<refusal> apply(command_step& step) const {
        if (!step.common.text) return no_text();
        if (text.renditions.empty() || text.version == step.common.text->version) return same_version();
        if (auto const name = live_round(step.all); name && step.all.at(*name).fixed_text)
            return text_is_fixed();
        step.common.pending_change = editorial_change{
            text, change, digest_of(*step.common.text), step.common.body, {step.person()}, {}};
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(propose_editorial_change, (), (text, change))

struct approve_editorial_change {
    static constexpr saksgang::text label{"Godkjenn at endringen er redaksjonell",
                                          "Godkjenn at endringa er redaksjonell",
                                          "Approve that the change is editorial"};
    static constexpr who by[]{by::member()};
    static constexpr bool settles_parties = true;

    static bool offered(case_common const& c, rounds const&) { return c.pending_change.has_value(); }
    static std::vector<proposal> answers(case_common const& c) {
        if (!c.pending_change) return {};
        json const payload{{"text", write(c.pending_change->text)}, {"change", c.pending_change->change}};
        return {{"propose_editorial_change", payload, c.pending_change->proposed_by}};
    }
    static std::optional<refusal> allowed(state const& a_case, situation const& now) {
        auto const& common = common_of(a_case);
        auto const& pending = common.pending_change;
        if (!pending) return no_change();
        if (pending->corrects != digest_of(*common.text) || pending->body != common.body)
            return text_changed_since();
        auto const& all = rounds_in(a_case);
        if (auto const* name = live_round(all); name && all.at(*name).fixed_text) return text_is_fixed();
        auto const side = side_let_in(now, a_case, by::member());
        if (side == side::advisory) return one_of_each_side();
        if (pending->approved_by.contains(std::string(describe::name_of(side)))) return already_approved();
        return {};
    }
    std::optional<refusal> apply(command_step& step) const {
        auto& pending = step.common.pending_change;
        pending->approved_by[std::string(
            describe::name_of(side_let_in(step.now, step.subject, by::member())))] = {step.person()};
        if (pending->approved_by.size() < 2) return {};
        // Both sides: the new version takes the old one's place, and whatever was decided on the old stands.
        if (step.practice.text_corrected) step.practice.text_corrected(step, pending->text);
        for (auto& [name, r] : step.all)
            if (is_present(r) && same(r.subject, *step.common.text)) {
                r.subject_history.push_back(r.subject.version);
                for (auto const& d : r.subject.renditions) r.subject_history.push_back(d.digest);
                r.subject = pending->text;
            }
        step.common.text = pending->text;
        pending.reset();
        return {};
    }

  private:
    // Live, or where late adoptions are still taken down.
    static bool is_present(round const& r) {
        return r.live() || (r.kind == round_kind::adoption && r.status == round_status::carried);
    }
    static bool same(text_version const& a, text_version const& b) {
        return a.version == b.version && digest_of(a) == digest_of(b);
    }
};
BOOST_DESCRIBE_STRUCT(approve_editorial_change, (), ())

// ------------------------------------------------------------------------------------------ access, links

struct restrict_access {
    static constexpr saksgang::text label{"Begrens tilgangen", "Avgrens tilgangen", "Restrict access"};
    static constexpr who by[]{by::case_handler};
    static constexpr bool has_room = true;
    std::string hjemmel;

    static bool offered(case_common const& c, rounds const&) { return c.access != case_access::closed; }
    std::optional<refusal> apply(command_step& step) const {
        step.common.access = case_access::closed;
        step.common.access_basis = step.hjemmel = hjemmel;
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(restrict_access, (), (hjemmel))

struct open_access {
    static constexpr saksgang::text label{"Opphev tilgangsbegrensningen", "Opphev tilgangsavgrensinga",
                                          "Lift the restriction"};
    static constexpr who by[]{by::case_handler};
    static constexpr bool has_room = true;

    static bool offered(case_common const& c, rounds const&) { return c.access == case_access::closed; }
    std::optional<refusal> apply(command_step& step) const {
        step.common.access = case_access::community;
        step.common.access_basis.clear();
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(open_access, (), ())

struct mark_simulated {
    static constexpr saksgang::text label{"Merk hva som er simulert", "Merk kva som er simulert",
                                          "Mark what is simulated"};
    static constexpr who by[]{by::registrar};
    std::string what;

    std::optional<refusal> apply(command_step& step) const {
        step.common.simulated = what;
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(mark_simulated, (), (what))

struct link_case {
    static constexpr bool internal = true;
    static constexpr saksgang::text label{"Knyttet til sak", "Knytt til sak", "Linked to a case"};
    static constexpr who by[]{by::anyone};
    id target;
    std::string kind;

    std::optional<refusal> apply(command_step& step) const {
        step.common.links.push_back({target, kind});
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(link_case, (), (target, kind))

} // namespace

feature const& texts_feature() {
    static feature const f{
        .id = "texts",
        .label = {"Tekst og tilgang", "Tekst og tilgang", "Text and access"},
        .commands = {command_of<replace_text>({{round_kind::consent, round_kind::adoption}}),
                     command_of<propose_editorial_change>(), command_of<approve_editorial_change>(),
                     command_of<restrict_access>(), command_of<open_access>(), command_of<mark_simulated>(),
                     command_of<link_case>()}};
    return f;
}

std::vector<follow_up> links_between(std::string const& parent, std::string const& child) {
    return {send(parent, link_case{{id_in(child)}, "opened_from_here"}),
            send(child, link_case{{id_in(parent)}, "opened_by"})};
}

} // namespace saksgang
