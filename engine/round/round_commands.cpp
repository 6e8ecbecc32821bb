#include <algorithm>

#include "engine/round/electorate.hpp"
#include "engine/round/points.hpp"

namespace saksgang {
namespace {

known_rule const other_decision{
    "other_decision",
    {"Saken er lagt fram som «{decision}».", "Saka er lagd fram som «{decision}».",
     "The case is put forward as “{decision}”."}};
known_rule const held_in_future{
    "held_in_future",
    {"Møtet er ikke holdt ennå.", "Møtet er ikkje halde enno.", "The meeting has not been held yet."}};
known_rule const held_another_day{
    "held_another_day",
    {"Saken ble tatt opp i møtet {held_on}. Enighet konstateres i samme møte.",
     "Saka vart teken opp i møtet {held_on}. Semje blir konstatert i same møte.",
     "The item was taken up in the meeting of {held_on}. Agreement is stated in the same meeting."}};
known_rule const deadline_required{"deadline_required",
                                   {"Skriftlig behandling må ha en frist, tidligst i dag.",
                                    "Skriftleg behandling må ha ein frist, tidlegast i dag.",
                                    "A written procedure must have a deadline, today at the earliest."},
                                   "own:written_procedure_has_deadline"};
known_rule const not_of_this_procedure{"not_of_this_procedure",
                                       {"Et møte registreres med dato og hvem som er til stede, skriftlig "
                                        "behandling bare med frist. Her er det valgt «{procedure}».",
                                        "Eit møte blir registrert med dato og kven som er til stades, "
                                        "skriftleg behandling berre med frist. Her er det valt "
                                        "«{procedure}».",
                                        "A meeting is registered with its date and who is present, a "
                                        "written procedure with its deadline only. Here “{procedure}” is "
                                        "chosen."}};
known_rule const presence_required{
    "presence_required",
    {"Skriv hvem som er til stede.", "Skriv kven som er til stades.", "State who is present."}};
known_rule const already_open{
    "round_already_open",
    {"Behandlingen er allerede i gang.", "Behandlinga er alt i gang.", "It is already being treated."}};
known_rule const chair_does_not_decide{
    "chair_does_not_decide",
    {"Møteleder må ha en plass som er med på å avgjøre saken, og kan ikke være inhabil i den.",
     "Møteleiaren må ha ein plass som er med på å avgjere saka, og kan ikkje vere inhabil i henne.",
     "The chair must have a seat that takes part in the decision, and can't be recused from it."},
    "own:chair_takes_part; fvl. § 6"};
known_rule const recusal_unsettled{
    "recusal_unsettled",
    {"Mulig inhabilitet for {seat} er ikke avgjort. Utvalget avgjør den først.",
     "Mogleg inhabilitet for {seat} er ikkje avgjord. Utvalet avgjer henne først.",
     "A possible conflict of interest of {seat} has not been settled. The body settles it first."},
    "fvl. § 8"};
known_rule const amended_needs_version{"same_version",
                                       {"Den endrede teksten må ha et nytt versjonsnummer og en fil.",
                                        "Den endra teksten må ha eit nytt versjonsnummer og ei fil.",
                                        "The amended text must have a new version number and a file."}};
known_rule const points_in_meeting{
    "points_in_meeting",
    {"Saken er delvis avgjort, punkt for punkt. Resten avgjøres i et møte.",
     "Saka er delvis avgjord, punkt for punkt. Resten blir avgjord i eit møte.",
     "The item is partly decided, point by point. The rest is decided in a meeting."}};
known_rule const deadline_not_reached{
    "deadline_not_reached",
    {"Fristen er {deadline}, og ikke alle har svart.", "Fristen er {deadline}, og ikkje alle har svart.",
     "The deadline is {deadline}, and not all have answered."}};
known_rule const nobody_against{
    "nobody_against",
    {"Ingen er registrert som uenig. Registrer at møteleder konstaterte enighet, eller utsett saken.",
     "Ingen er registrert som usamd. Registrer at møteleiaren konstaterte semje, eller utset saka.",
     "Nobody is registered as disagreeing. Register that the chair stated agreement, or postpone the item."}};
known_rule const not_in_writing{
    "not_in_writing",
    {"Saken er ikke til skriftlig behandling.", "Saka er ikkje til skriftleg behandling.",
     "The case is not in written procedure."}};
known_rule const written_procedure_runs{
    "written_procedure_runs",
    {"Saken er til skriftlig behandling. Enighet kan ikke konstateres i et møte samtidig.",
     "Saka er til skriftleg behandling. Semje kan ikkje konstaterast i eit møte samstundes.",
     "The case is in written procedure; agreement can't be stated in a meeting meanwhile."}};

std::optional<refusal> recusals_are_settled(situation const& now, round const& r) {
    if (auto const* open = unsettled_recusal(r))
        return recusal_unsettled({{"seat", name_of_seat(now, r, open->seat.value)}});
    return {};
}

// ------------------------------------------------------------------------------------------------- commands

struct opening : open_round {
    using message = open_round;
    static constexpr text label{"Ta opp til behandling", "Ta opp til behandling", "Take up the item"};
    static constexpr who by[]{by::case_handler, by::leader()};
    static constexpr bool task = true;

    static std::optional<refusal> ready(round const& r, situation const&) {
        if (r.status == round_status::open) return already_open();
        return {};
    }
    std::optional<refusal> apply(command_step& step) const {
        auto& r = live(step);
        bool const meeting = procedure == saksgang::procedure::meeting;
        if (meeting ? deadline.has_value() : held_on || present || speakers)
            return not_of_this_procedure({{"procedure", word(describe::name_of(procedure))}});
        if (meeting && !present) return presence_required();
        auto const on = meeting ? held_on.value_or(step.now.today) : step.now.today;
        if (on > step.now.today) return held_in_future();
        if (!meeting && !postponed_in(r.points).empty()) return points_in_meeting();
        if (!meeting && (!deadline || *deadline < step.now.today)) return deadline_required();
        if (auto no =
                freeze(step, r, on, meeting ? present : std::nullopt, speakers.value_or(std::vector<id>{})))
            return no;
        r.procedure = procedure;
        if (meeting)
            r.held_on = on;
        else
            r.deadline = deadline;
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(opening, (open_round), ())

struct stating : state_agreement {
    using message = state_agreement;
    static constexpr text label{"Registrer at møteleder konstaterte enighet",
                                "Registrer at møteleiaren konstaterte semje",
                                "Register that the chair stated agreement"};
    static constexpr who by[]{by::case_handler};
    static constexpr bool has_room = true;
    static constexpr bool task = true;
    static constexpr bool carries = true;

    static std::optional<refusal> ready(round const& r, situation const& now) {
        if (r.procedure == procedure::written) return written_procedure_runs();
        return recusals_are_settled(now, r);
    }
    std::optional<refusal> apply(command_step& step) const {
        auto& r = live(step);
        if (decision != r.decision) {
            if (step.practice.other_decision)
                if (auto no = step.practice.other_decision(r)) return no;
            return other_decision({{"decision", word(describe::name_of(r.decision))}});
        }
        if (auto no = in_the_meeting(step, r)) return no;
        if (auto no = with_reservations(step, r)) return no;
        r.remarks.insert(r.remarks.end(), remarks.begin(), remarks.end());
        auto const v = judge(r, true);
        if (!v.carried) return no_agreement(step, r, v);
        if (amended) {
            if (r.fixed_text) return text_is_fixed();
            if (amended->renditions.empty() || amended->version == r.subject.version)
                return amended_needs_version();
            r.subject = *(step.common.text = amended);
        }
        step.rule = r.rule;
        if (points || !r.points.empty())
            if (auto no = decide_points(r, points.value_or(std::vector<point_stated>{}), held_on)) return no;
        if (!postponed_in(r.points).empty()) { // the rest comes up again under the same item
            keep_what_was_said(r);
            to_meeting(r);
            return {};
        }
        fill_outcome(r, v, held_on);
        r.outcome->stated_by_chair = true;
        r.outcome->chair = chair;
        close(step, r, round_status::carried);
        return {};
    }

  private:
    std::optional<refusal> in_the_meeting(command_step& step, round& r) const {
        if (held_on > step.now.today) return held_in_future();
        if (r.status == round_status::waiting) {
            if (auto no = freeze(step, r, held_on, present, speakers.value_or(std::vector<id>{}))) return no;
            r.procedure = procedure::meeting;
            r.held_on = held_on;
            if (auto no = recusals_are_settled(step.now, r)) return no;
        } else {
            if (held_on != r.held_on) return held_another_day({{"held_on", r.held_on->in_numbers()}});
            if (auto no = same_attendance(r, present)) return no;
        }
        auto const chairing = r.electorate.find(chair.value);
        if (chairing == r.electorate.end()) return no_such_seat();
        if (chairing->second.side == side::advisory || is_recused(r, chair.value))
            return chair_does_not_decide();
        return {};
    }
    std::optional<refusal> with_reservations(command_step& step, round& r) const {
        for (auto const& s : reservations) {
            if (!r.electorate.contains(s.seat.value)) return no_such_seat();
            if (is_recused(r, s.seat.value)) return recused_from_this();
            if (auto no = s.is_ahead(step.now.today)) return no;
            auto const [p, fresh] = r.positions.try_emplace(s.seat.value);
            // What somebody has said themselves stands, and the judgement says so.
            if (!fresh && (!p->second.registered || p->second.position != position::agree)) continue;
            p->second = {
                .position = position::agree_with_reservation, .reservation = s.made(), .registered = true};
        }
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(stating, (state_agreement), ())

struct demand_meeting {
    static constexpr text label{"Krev at saken tas i et møte", "Krev at saka blir teken i eit møte",
                                "Demand that it is treated in a meeting"};
    static constexpr who by[]{by::member()};

    static std::optional<refusal> ready(round const& r, situation const&) {
        if (r.procedure != procedure::written) return not_in_writing();
        return {};
    }
    std::optional<refusal> apply(command_step& step) const {
        to_meeting(live(step));
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(demand_meeting, (), ())

struct postponing : postpone {
    using message = postpone;
    static constexpr text label{"Utsett", "Utset", "Postpone"};
    static constexpr who by[]{by::case_handler, by::leader()};
    static constexpr bool has_room = true;

    std::optional<refusal> apply(command_step& step) const {
        auto& r = live(step);
        to_meeting(r);
        r.postponed_until = until;
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(postponing, (postpone), ())

struct closing : close_round {
    using message = close_round;
    static constexpr text label{"Avslutt uten enighet", "Avslutt utan semje", "Close without agreement"};
    static constexpr who by[]{by::case_handler, by::leader()};
    static constexpr bool has_room = true;

    static std::optional<refusal> ready(round const& r, situation const& now) {
        if (r.status == round_status::waiting) return round_not_open();
        if (auto no = recusals_are_settled(now, r)) return no;
        auto const v = judge(r, false);
        if (r.procedure == procedure::written) {
            if (now.today <= *r.deadline && !v.settled)
                return deadline_not_reached({{"deadline", r.deadline->in_numbers()}});
            return {};
        }
        // Those who have said nothing in a meeting have not said no.
        auto const silent = [](dissent const& d) { return d.why == "silent"; };
        if (std::ranges::all_of(v.against, silent)) return nobody_against();
        return {};
    }
    std::optional<refusal> apply(command_step& step) const {
        auto& r = live(step);
        auto const v = judge(r, false);
        step.rule = r.rule;
        // Silence in writing is never consent: the case goes to the next meeting.
        if (r.procedure == procedure::written && !v.settled) {
            to_meeting(r);
            return {};
        }
        fill_outcome(r, v, r.held_on.value_or(step.now.today));
        if (!v.carried) r.outcome->next = next.value_or(next_step::send_back);
        close(step, r, v.carried ? round_status::carried : round_status::not_carried);
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(closing, (close_round), ())

} // namespace

round& live(command_step& step) { return step.all.at(*live_round(step.all)); }

void close(command_step& step, round& r, round_status status) {
    r.status = status;
    r.electorate.clear();
    r.positions.clear();
    r.recusals.clear();
    r.calls.clear();
    r.remarks.clear();
    r.points.clear();
    r.reservations.clear();
    for (auto const& [name, other] : step.all)
        if (&other == &r) step.closed = name;
}

feature const& consent_feature() {
    static feature const f{.id = "consent",
                           .label = {"Behandling i utvalg", "Behandling i utval", "Decisions of bodies"},
                           .commands = {command_of<opening>({{round_kind::consent}}),
                                        command_of<stating>({{round_kind::consent}}),
                                        command_of<demand_meeting>({{round_kind::consent}}),
                                        command_of<postponing>({{round_kind::consent}}),
                                        command_of<closing>({{round_kind::consent}})}};
    return f;
}

} // namespace saksgang
