#include "workflows/shared/adoption/adoption.hpp"

#include <algorithm>

#include "engine/round/round_commands.hpp"
#include "workflows/shared/agreement/agreement.hpp"
#include "workflows/shared/features.hpp"
#include "workflows/shared/kinds.hpp"

namespace saksgang {
namespace {

known_rule const council_itself{
    "council_itself",
    {"Kommunestyret selv må gjøre vedtaket. Det kan ikke delegeres (hol. § 6-1).",
     "Kommunestyret sjølv må gjere vedtaket. Det kan ikkje delegerast (hol. § 6-1).",
     "The municipal council itself must decide; it can't be delegated (hol. § 6-1)."},
    "hol. § 6-1"};
known_rule const board_itself{
    "board_itself",
    {"For helseforetaket er det styret som gjør vedtaket.",
     "For helseføretaket er det styret som gjer vedtaket.", "For the trust it is the board that decides."},
    "own:board_decides; hfl. § 37 tredje ledd"};
known_rule const other_version{
    "text_superseded",
    {"Parten har vedtatt en annen versjon ({adopted}) enn den som gjelder nå ({current}).",
     "Parten har vedteke ein annan versjon ({adopted}) enn den som gjeld no ({current}).",
     "The party adopted another version ({adopted}) than the present one ({current})."}};
known_rule const pair_concluded{"pair_concluded",
                                {"Avtalen mellom {party} og helseforetaket er allerede inngått.",
                                 "Avtalen mellom {party} og helseføretaket er alt inngått.",
                                 "The agreement between {party} and the trust is already concluded."}};
known_rule const no_adoption{
    "no_round",
    {"Avtalen er ikke til vedtak hos partene.", "Avtalen er ikkje til vedtak hos partane.",
     "The agreement is not before the parties for adoption."},
    {},
    refusal_kind::not_open};
known_rule const pair_is_concluded{"pair_concluded",
                                   {"Avtalen mellom {party} og helseforetaket er inngått på denne "
                                    "teksten. En annen tekst er en ny revisjon.",
                                    "Avtalen mellom {party} og helseføretaket er inngått på denne "
                                    "teksten. Ein annan tekst er ein ny revisjon.",
                                    "The agreement between {party} and the trust is concluded on this "
                                    "text. Another text is a new revision."}};
bool adopted(party_answer const& a) { return a.status == party_status::adopted; }

// Where a party's decision is taken down: the live round, or the last one that carried. Who decides after the round
// was closed still decides.
std::string const* adoption_taken(rounds const& all) {
    std::pair<int, std::string const*> last{};
    for (auto const& [name, r] : all)
        if (r.kind == round_kind::adoption && (r.live() || r.status == round_status::carried) &&
            number_of_round(name) > last.first)
            last = {number_of_round(name), &name};
    return last.second;
}

BOOST_DEFINE_ENUM_CLASS(adoption_result, adopted, adopted_with_reservation, rejected)

struct register_adoption {
    static constexpr text label{"Registrer vedtak hos parten", "Registrer vedtak hos parten",
                                "Register the party's decision"};
    static constexpr who by[]{by::case_handler, by::party_representative};
    static constexpr bool task = true;
    static constexpr bool settles_parties = true;
    id party;
    saksgang::organ organ;
    date decided_on;
    std::string case_number;
    adoption_result result;
    document minutes;      // saksutskrift
    document adopted_text; // as it was before them: any rendition of the version
    std::string version;
    std::optional<reservation_stated> reservation;
    std::optional<std::string> reason;
    std::optional<bool> editorial_authority;

    static bool offered(case_common const&, rounds const& all) { return adoption_taken(all) != nullptr; }
    std::optional<refusal> apply(command_step& step) const {
        auto const* taken = adoption_taken(step.all);
        if (!taken) return no_adoption();
        auto& r = step.all.at(*taken);
        auto const found = r.parties.find(party.value);
        if (found == r.parties.end()) return not_asked(named_party(step, party));
        if (auto no = act_for(step, party)) return no;
        auto const kind = party_in(step.now.organisation(), party.value)->kind;
        if (kind == party_kinds::municipality && organ != organs::kommunestyre) return council_itself();
        if (kind == party_kinds::trust && organ != organs::styre) return board_itself();
        if (auto no = is_of_the_round(step, r, decided_on)) return no;
        if (version != r.subject.version &&
            std::ranges::find(r.subject_history, version) == r.subject_history.end())
            return other_version({{"adopted", version}, {"current", r.subject.version}});
        for (auto const& [name, other] : step.all) // the file is of another version
            if (other.subject.version != version && &other != &r &&
                std::ranges::find(r.subject_history, other.subject.version) == r.subject_history.end() &&
                std::ranges::find(other.subject.renditions, adopted_text.digest, &document::digest) !=
                    other.subject.renditions.end())
                return other_version({{"adopted", other.subject.version}, {"current", r.subject.version}});
        if ((result == adoption_result::adopted_with_reservation) != reservation.has_value())
            return reservation_required();
        if (reservation)
            if (auto no = reservation->is_ahead(step.now.today)) return no;
        if (result == adoption_result::rejected && !reason) return reason_required();
        auto& answer = found->second;
        bool const any_concluded =
            std::ranges::any_of(r.parties, [](auto const& p) { return p.second.concluded.has_value(); });
        // Once a pair is concluded, neither of the two takes its decision back.
        if (answer.concluded || (kind == party_kinds::trust && any_concluded))
            return pair_concluded(named_party(step, party));
        party_answer now{.status = *describe::enum_named<party_status>(describe::name_of(result)),
                         .sent = answer.sent,
                         .decided_on = decided_on,
                         .organ = organ,
                         .case_number = case_number,
                         .minutes = minutes.digest,
                         .adopted_text = adopted_text.digest,
                         .reason = reason,
                         .editorial_authority = editorial_authority.value_or(false),
                         .reminders = answer.reminders};
        if (reservation) now.reservation = reservation->made();
        if (describe::same(now, answer)) return already_answered();
        answer = std::move(now);
        add_rendition(step, r);
        step.hjemmel = kind == party_kinds::municipality ? "hol. § 6-1" : "sphl. § 2-1 e fjerde ledd";
        conclude_pairs(step, r);
        return {};
    }

  private:
    // The PDF that a municipality adopted has another digest than ours: it is a rendition of the same version.
    void add_rendition(command_step& step, round& r) const {
        if (version != r.subject.version) return;
        auto const same = [&](document const& d) { return d.digest == adopted_text.digest; };
        if (std::ranges::any_of(r.subject.renditions, same)) return;
        auto& text = step.common.text;
        bool const present =
            text && text->version == r.subject.version && digest_of(*text) == digest_of(r.subject);
        r.subject.renditions.push_back(adopted_text);
        if (present) text->renditions = r.subject.renditions;
    }
};
BOOST_DESCRIBE_STRUCT(register_adoption, (),
                      (party, organ, decided_on, case_number, result, minutes, adopted_text, version,
                       reservation, reason, editorial_authority))

} // namespace

void conclude_pairs(command_step& step, round& r) {
    if (r.kind != round_kind::adoption) return;
    auto const trust = trust_of(step.now.organisation());
    auto const theirs = r.parties.find(trust);
    if (theirs == r.parties.end() || !adopted(theirs->second)) return;
    bool const all = std::ranges::all_of(r.parties, [](auto const& p) { return adopted(p.second); });
    if (r.policy == adoption_policy::all_parties && !all) return;
    for (auto& [name, a] : r.parties) {
        if (name == trust || !adopted(a) || a.concluded) continue;
        a.concluded = std::max(*a.decided_on, *theirs->second.decided_on); // the later of the two
        step.send(agreement_stream(name),
                  conclude{.a_case = {id_in(step.subject.stream)},
                           .title = r.subject.title,
                           .version = r.subject.version,
                           .document = {*a.adopted_text, r.subject.title},
                           .concluded_on = *a.concluded,
                           .in_force_from = std::max(*a.concluded, r.in_force_from.value_or(*a.concluded))});
    }
    if (all) theirs->second.concluded = theirs->second.decided_on;
    if (!r.live()) { // decided or cleared after the round was closed
        outcome_of_parties(r, r.outcome->on);
    } else if (all) {
        outcome_of_parties(r, step.now.today);
        close(step, r, round_status::carried);
    }
}

void tell_concluded_pairs(command_step& step, text_version const& corrected) {
    auto const& before = *step.common.text;
    auto const trust = trust_of(step.now.organisation());
    for (auto const& [name, r] : step.all) {
        if (r.kind != round_kind::adoption || r.subject.version != before.version ||
            digest_of(r.subject) != digest_of(before))
            continue;
        for (auto const& [party, answer] : r.parties)
            if (answer.concluded && party != trust)
                step.send(agreement_stream(party),
                          amend_editorially{.a_case = {id_in(step.subject.stream)},
                                            .before = before.version,
                                            .title = corrected.title,
                                            .version = corrected.version,
                                            .document = corrected.renditions.front()});
    }
}

std::optional<refusal> is_not_concluded(situation const& now, round const& r) {
    for (auto const& [party, answer] : r.parties)
        if (answer.concluded) return pair_is_concluded({{"party", name_of_party(now.organisation(), party)}});
    return {};
}

feature const& adoption_feature() {
    static feature const f{.id = "adoption",
                           .label = {"Vedtak hos partene", "Vedtak hos partane", "Adoption by the parties"},
                           .commands = {command_of<register_adoption>({{round_kind::adoption}, false})}};
    return f;
}

} // namespace saksgang
