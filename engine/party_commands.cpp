#include <algorithm>

#include "engine/common_commands.hpp"

namespace saksgang {
namespace {

constexpr rule_text not_asked{
    "not_asked",
    {"{party} er ikke blant dem som skal svare.", "{party} er ikkje blant dei som skal svare.",
     "{party} is not among those asked."}};
constexpr rule_text council_itself{
    "council_itself",
    {"Kommunestyret selv må gjøre vedtaket. Det kan ikke delegeres (hol. § 6-1).",
     "Kommunestyret sjølv må gjere vedtaket. Det kan ikkje delegerast (hol. § 6-1).",
     "The municipal council itself must decide; it can't be delegated (hol. § 6-1)."},
    "hol. § 6-1"};
constexpr rule_text board_itself{
    "board_itself",
    {"For helseforetaket er det styret som gjør vedtaket.",
     "For helseføretaket er det styret som gjer vedtaket.", "For the trust it is the board that decides."},
    "hfl. § 28; sphl. § 2-1 e"};
constexpr rule_text decided_in_future{
    "decided_in_future",
    {"Vedtaket er ikke gjort ennå på denne datoen.", "Vedtaket er ikkje gjort enno på denne datoen.",
     "The decision has not been made on that date yet."}};
constexpr rule_text decided_before_asked{
    "decided_before_asked",
    {"Partene ble spurt {asked_on}. Vedtaket kan ikke være gjort før det.",
     "Partane vart spurde {asked_on}. Vedtaket kan ikkje vere gjort før det.",
     "The parties were asked on {asked_on}; it can't have been decided before that."}};
constexpr rule_text other_version{
    "text_superseded",
    {"Parten har vedtatt en annen versjon ({adopted}) enn den som gjelder nå ({current}).",
     "Parten har vedteke ein annan versjon ({adopted}) enn den som gjeld no ({current}).",
     "The party adopted another version ({adopted}) than the present one ({current})."}};
constexpr rule_text pair_concluded{"pair_concluded",
                                   {"Avtalen mellom {party} og helseforetaket er allerede inngått.",
                                    "Avtalen mellom {party} og helseføretaket er alt inngått.",
                                    "The agreement between {party} and the trust is already concluded."}};
constexpr rule_text still_pending{
    "parties_pending",
    {"Disse har ikke svart, og fristen {deadline} er ikke ute: {parties}.",
     "Desse har ikkje svart, og fristen {deadline} er ikkje ute: {parties}.",
     "These have not answered, and the deadline {deadline} has not passed: {parties}."}};
constexpr rule_text already_answered{
    "already_taken",
    {"Dette svaret er allerede registrert.", "Dette svaret er alt registrert.",
     "This answer is already registered."}};
constexpr rule_text other_party{
    "not_your_party",
    {"Du kan bare registrere for din egen part.", "Du kan berre registrere for din eigen part.",
     "You may register for your own party only."},
    {},
    refusal_kind::not_entitled};
constexpr rule_text hearing_not_over{"hearing_not_over",
                                     {"Høringsfristen er {deadline}.", "Høyringsfristen er {deadline}.",
                                      "The hearing runs until {deadline}."}};
constexpr rule_text no_adoption{
    "no_round",
    {"Avtalen er ikke til vedtak hos partene.", "Avtalen er ikkje til vedtak hos partane.",
     "The agreement is not before the parties for adoption."},
    {},
    refusal_kind::not_open};
constexpr rule_text no_hearing{
    "no_hearing",
    {"Saken er ikke på høring.", "Saka er ikkje på høyring.", "The case is not on hearing."},
    {},
    refusal_kind::not_open};
constexpr rule_text no_statement{"no_such_statement",
                                 {"Det er ikke noe slikt høringssvar.",
                                  "Det er ikkje noko slikt høyringssvar.", "There is no such statement."}};
constexpr rule_text received_in_future{
    "received_in_future",
    {"Svaret kan ikke ha kommet inn etter i dag.", "Svaret kan ikkje ha kome inn etter i dag.",
     "The statement can't have been received after today."}};

bool adopted(party_answer const& a) { return a.status == party_status::adopted; }
bool answered(party_answer const& a) {
    return a.status != party_status::pending && a.status != party_status::sent;
}

text_arguments named(case_step const& step, id const& party) {
    return {{"party", name_of_party(step.now.organisation(), party.value)}};
}

// A representative acts for the parties of the grants; a case handler registers for anyone, on its behalf.
std::optional<refusal> act_for(case_step& step, id const& party) {
    if (step.in.seat == "role/party_representative" &&
        !represents(step.now.organisation(), step.person, party, step.now.today))
        return other_party();
    step.in.on_behalf_of = party.value;
    return {};
}

// A party decides on what it has been asked: neither before that, nor on a day to come.
std::optional<refusal> is_of_the_round(case_step const& step, round const& r, date decided_on) {
    if (decided_on > step.now.today) return decided_in_future();
    if (decided_on < *r.opened) return decided_before_asked({{"asked_on", r.opened->in_numbers()}});
    return {};
}

struct mark_sent {
    static constexpr text label{"Registrer at saken er sendt til partene",
                                "Registrer at saka er send til partane", "Register as sent to the parties"};
    static constexpr who by[]{by::case_handler};
    static constexpr bool task = true;
    std::vector<id> parties; // none: all that have not answered

    std::optional<refusal> apply(case_step& step) const {
        auto& r = live(step);
        for (auto const& p : parties)
            if (!r.parties.contains(p.value)) return not_asked(named(step, p));
        for (auto& [name, a] : r.parties) {
            if (answered(a) || (!parties.empty() && std::ranges::find(parties, id{name}) == parties.end()))
                continue;
            a.status = party_status::sent;
            a.sent = step.now.today;
        }
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(mark_sent, (), (parties))

struct remind {
    static constexpr text label{"Purr på dem som ikke har svart", "Purr på dei som ikkje har svart",
                                "Remind those who have not answered"};
    static constexpr who by[]{by::case_handler};

    std::optional<refusal> apply(case_step& step) const {
        for (auto& [name, a] : live(step).parties)
            if (!answered(a)) ++a.reminders;
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(remind, (), ())

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

    static void reads(json const&, state const& organisation, std::set<std::string>& streams) {
        read_pairs(organisation, streams);
    }
    static bool offered(case_common const&, rounds const& all) { return adoption_taken(all) != nullptr; }
    std::optional<refusal> apply(case_step& step) const {
        auto const* taken = adoption_taken(step.all);
        if (!taken) return no_adoption();
        auto& r = step.all.at(*taken);
        auto const found = r.parties.find(party.value);
        if (found == r.parties.end()) return not_asked(named(step, party));
        if (auto no = act_for(step, party)) return no;
        auto const kind = party_in(step.now.organisation(), party.value)->kind;
        if (kind == party_kind::municipality && organ != saksgang::organ::kommunestyre)
            return council_itself();
        if (kind == party_kind::trust && organ != saksgang::organ::styre) return board_itself();
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
        if (answer.concluded || (kind == party_kind::trust && any_concluded))
            return pair_concluded(named(step, party));
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
        step.hjemmel = kind == party_kind::municipality ? "hol. § 6-1" : "sphl. § 2-1 e";
        conclude_pairs(step, r);
        return {};
    }

  private:
    // The PDF that a municipality adopted has another digest than ours: it is a rendition of the same version.
    void add_rendition(case_step& step, round& r) const {
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

void outcome_of_parties(round& r, date on) {
    round_outcome o{.on = on};
    for (auto const& [name, a] : r.parties) {
        if (!answered(a)) o.silent.push_back({name});
        if (a.status == party_status::rejected) o.against.push_back({{name}, a.reason.value_or("")});
        if (a.status == party_status::adopted || a.status == party_status::confirmed)
            o.agreed.push_back({name});
        if (a.status == party_status::adopted_with_reservation) o.reservations[name] = *a.reservation;
    }
    r.outcome = std::move(o);
}

struct confirm_in_use {
    static constexpr text label{"Bekreft tatt i bruk", "Stadfest teke i bruk", "Confirm that it is in use"};
    static constexpr who by[]{by::case_handler, by::party_representative};
    static constexpr bool task = true;
    id party;
    date confirmed_on;

    std::optional<refusal> apply(case_step& step) const {
        auto& r = live(step);
        auto const found = r.parties.find(party.value);
        if (found == r.parties.end()) return not_asked(named(step, party));
        if (auto no = act_for(step, party)) return no;
        if (auto no = is_of_the_round(step, r, confirmed_on)) return no;
        if (answered(found->second)) return already_answered();
        found->second.status = party_status::confirmed;
        found->second.decided_on = confirmed_on;
        if (std::ranges::all_of(r.parties, [](auto const& p) { return answered(p.second); })) {
            outcome_of_parties(r, step.now.today);
            close(step, r, round_status::carried);
        }
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(confirm_in_use, (), (party, confirmed_on))

struct close_answers {
    static constexpr text label{"Avslutt runden hos partene", "Avslutt runden hos partane",
                                "Close the parties' round"};
    static constexpr who by[]{by::case_handler};
    static constexpr bool task = true;

    static std::optional<refusal> ready(round const& r, situation const& now) {
        std::vector<said> pending;
        for (auto const& [name, a] : r.parties)
            if (!answered(a)) pending.emplace_back(name_of_party(now.organisation(), name));
        if (!pending.empty() && (!r.deadline || now.today <= *r.deadline))
            return still_pending({{"deadline", r.deadline ? r.deadline->in_numbers() : "-"},
                                  {"parties", said::list(pending)}});
        return {};
    }
    std::optional<refusal> apply(case_step& step) const {
        auto& r = live(step);
        outcome_of_parties(r, step.now.today);
        bool const carried =
            r.kind == round_kind::confirmation ||
            (r.policy == adoption_policy::pairwise
                 ? std::ranges::any_of(r.parties,
                                       [](auto const& p) { return p.second.concluded.has_value(); })
                 : std::ranges::all_of(r.parties, [](auto const& p) { return adopted(p.second); }));
        close(step, r, carried ? round_status::carried : round_status::not_carried);
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(close_answers, (), ())

// -------------------------------------------------------------------------------------------------- hearings

struct register_statement {
    static constexpr text label{"Registrer høringssvar", "Registrer høyringssvar", "Register a statement"};
    static constexpr who by[]{by::case_handler, by::party_representative};
    static constexpr bool task = true;
    id from;
    date received;
    std::optional<std::string> sender, summary;
    std::optional<saksgang::document> document;
    std::vector<id> present;   // of a body's statement: the parties that were there
    std::optional<id> speaker; // who speaks for others, by mandate

    static void reads(json const& payload, state const&, std::set<std::string>& streams) {
        auto const from = payload.value("from", json());
        if (from.is_string() && is_identifier(from.get_ref<std::string const&>()))
            streams.insert(body_stream(from.get_ref<std::string const&>()));
    }
    static bool offered(case_common const&, rounds const& all) {
        return std::ranges::any_of(all, [](auto const& r) { return r.second.kind == round_kind::hearing; });
    }
    std::optional<refusal> apply(case_step& step) const {
        round* r =
            nullptr; // the last hearing: answers that come after it closed are marked late, never refused
        for (std::size_t n = step.all.size(); n > 0 && !r; --n)
            if (auto& each = step.all.at(round_name(n)); each.kind == round_kind::hearing) r = &each;
        if (!r) return no_hearing();
        if (received > step.now.today) return received_in_future();
        if (auto no = act_for(step, from)) return no;
        statement_given s{.from = from, .sender = sender, .received = received, .summary = summary};
        s.late = !r->live() || (r->deadline && received > *r->deadline);
        if (document) s.document = document->digest;
        list_who_was_heard(step, s);
        r->statements["s" + std::to_string(r->statements.size() + 1)] = std::move(s);
        return {};
    }

  private:
    void list_who_was_heard(case_step& step, statement_given& s) const {
        auto const stream = body_stream(from.value);
        if (!step.now.world.knows(stream)) return;
        std::set<std::string> spoken_for;
        auto const& mandates = records_of(step.now.organisation()).mandates;
        if (speaker)
            if (auto const found = mandates.find(speaker->value); found != mandates.end())
                for (auto const& m : found->second)
                    if (m.holds_on(received)) spoken_for.insert(m.party.value);
        for (auto const& party : head_of(step.now.world.at(stream)).area) {
            bool const heard =
                spoken_for.contains(party.value) || std::ranges::find(present, party) != present.end();
            (heard ? s.heard : s.not_heard).push_back(party);
        }
    }
};
BOOST_DESCRIBE_STRUCT(register_statement, (), (from, received, sender, summary, document, present, speaker))

struct answer_statement {
    static constexpr text label{"Svar på høringssvaret (høringsmatrise)",
                                "Svar på høyringssvaret (høyringsmatrise)", "Answer a statement"};
    static constexpr who by[]{by::case_handler};
    std::string statement; // s1, s2 ...
    std::string answer;

    static bool offered(case_common const&, rounds const& all) {
        return std::ranges::any_of(all, [](auto const& r) { return !r.second.statements.empty(); });
    }
    std::optional<refusal> apply(case_step& step) const {
        for (std::size_t n = step.all.size(); n > 0; --n) { // of the last hearing that has one
            auto& statements = step.all.at(round_name(n)).statements;
            if (auto const found = statements.find(statement); found != statements.end()) {
                found->second.answer = answer;
                return {};
            }
        }
        return no_statement();
    }
};
BOOST_DESCRIBE_STRUCT(answer_statement, (), (statement, answer))

struct close_hearing {
    static constexpr text label{"Avslutt høringen", "Avslutt høyringa", "Close the hearing"};
    static constexpr who by[]{by::case_handler};
    static constexpr bool task = true;

    static std::optional<refusal> ready(round const& r, situation const& now) {
        if (r.deadline && now.today <= *r.deadline)
            return hearing_not_over({{"deadline", r.deadline->in_numbers()}});
        return {};
    }
    std::optional<refusal> apply(case_step& step) const {
        auto& r = live(step);
        round_outcome o{.on = step.now.today};
        for (auto const& asked : r.recipients)
            if (std::ranges::none_of(r.statements,
                                     [&](auto const& s) { return s.second.from == asked.target; }))
                o.silent.push_back(asked.target);
        r.outcome = std::move(o);
        close(step, r, round_status::closed);
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(close_hearing, (), ())

} // namespace

void conclude_pairs(case_step& step, round& r) {
    if (r.kind != round_kind::adoption) return;
    auto const trust = records_of(step.now.organisation()).trust;
    auto const theirs = r.parties.find(trust);
    if (theirs == r.parties.end() || !adopted(theirs->second)) return;
    bool const all = std::ranges::all_of(r.parties, [](auto const& p) { return adopted(p.second); });
    if (r.policy == adoption_policy::all_parties && !all) return;
    for (auto& [name, a] : r.parties) {
        if (name == trust || !adopted(a) || a.concluded) continue;
        a.concluded = std::max(*a.decided_on, *theirs->second.decided_on); // the later of the two
        step.out.push_back(
            {agreement_stream(name),
             "conclude",
             {{"a_case", id_in(step.a_case.stream)},
              {"title", r.subject.title},
              {"version", r.subject.version},
              {"document", {{"digest", *a.adopted_text}, {"title", r.subject.title}}},
              {"concluded_on", a.concluded->str()},
              {"in_force_from", std::max(*a.concluded, r.in_force_from.value_or(*a.concluded)).str()}}});
    }
    if (all) theirs->second.concluded = theirs->second.decided_on;
    if (!r.live()) { // decided or cleared after the round was closed
        outcome_of_parties(r, r.outcome->on);
    } else if (all) {
        outcome_of_parties(r, step.now.today);
        close(step, r, round_status::carried);
    }
}

std::vector<common_command> party_commands() {
    auto const parties = std::vector{round_kind::adoption, round_kind::confirmation};
    auto const hearing = std::vector{round_kind::hearing};
    return {common<mark_sent>(parties),
            common<remind>(parties),
            common<register_adoption>({round_kind::adoption}, false),
            common<confirm_in_use>({round_kind::confirmation}),
            common<close_answers>(parties),
            common<register_statement>(),
            common<answer_statement>(),
            common<close_hearing>(hearing)};
}

} // namespace saksgang
