#include <algorithm>

#include "engine/common_commands.hpp"

namespace saksgang {
namespace {

constexpr rule_text side_unrepresented{"side_unrepresented",
                                       {"{side} er ikke til stede. Saken kan drøftes, men ikke avgjøres.",
                                        "{side} er ikkje til stades. Saka kan drøftast, men ikkje avgjerast.",
                                        "{side} is not present. The case may be discussed, not decided."},
                                       "SSU/LSU: enstemmighet mellom partene"};
constexpr rule_text party_unrepresented{
    "party_unrepresented",
    {"{party} er ikke til stede. Saken kan drøftes, men ikke avgjøres.",
     "{party} er ikkje til stades. Saka kan drøftast, men ikkje avgjerast.",
     "{party} is not present. The case may be discussed, not decided."},
    "Utvalgets regel: enstemmighet mellom partene"};
constexpr rule_text points_missing{
    "points_missing",
    {"Disse punktene står igjen: {points}. Skriv hva som ble gjort med hvert av dem.",
     "Desse punkta står att: {points}. Skriv kva som vart gjort med kvart av dei.",
     "These points are left: {points}. State what was done with each."}};
constexpr rule_text point_twice{
    "point_twice",
    {"Punkt {point} står mer enn én gang.", "Punkt {point} står meir enn éin gong.",
     "Point {point} stands more than once."}};
constexpr rule_text beyond_mandate{"beyond_mandate",
                                   {"Utvalget kan tilrå, men ikke gjøre vedtak i denne saken.",
                                    "Utvalet kan tilrå, men ikkje gjere vedtak i denne saka.",
                                    "This body may recommend, but not decide this case."},
                                   "SSU oppnevner FSU; mandatet er rådgivende",
                                   refusal_kind::not_entitled};
constexpr rule_text only_recommends{
    "only_recommends",
    {"SSU kan anbefale avtalen, men ikke vedta den. Kommunestyret selv må gjøre vedtaket (hol. § 6-1).",
     "SSU kan tilrå avtalen, men ikkje vedta han. Kommunestyret sjølv må gjere vedtaket (hol. § 6-1).",
     "SSU may recommend the agreement, not adopt it. The municipal council itself must decide (hol. § 6-1)."},
    "hol. § 6-1"};
constexpr rule_text other_decision{"other_decision",
                                   {"Saken er lagt fram som {decision}.", "Saka er lagd fram som {decision}.",
                                    "The case is put forward as {decision}."}};
constexpr rule_text no_rule{"no_rule",
                            {"Utvalget har ingen regel for hvordan det avgjør saker på denne datoen.",
                             "Utvalet har ingen regel for korleis det avgjer saker på denne datoen.",
                             "The body has no rule for how it decides on that date."}};
constexpr rule_text no_such_seat{"no_such_seat",
                                 {"Plassen {seat} er ikke i utvalget, eller ingen har den, på denne datoen.",
                                  "Plassen {seat} er ikkje i utvalet, eller ingen har han, på denne datoen.",
                                  "The seat {seat} is not in the body, or nobody holds it, on that date."}};
constexpr rule_text not_substitute{"not_a_substitute",
                                   {"Den som møter på plassen {seat}, er ikke vara for den.",
                                    "Den som møter på plassen {seat}, er ikkje vara for han.",
                                    "Whoever meets in the seat {seat} is not a substitute for it."}};
constexpr rule_text held_in_future{
    "held_in_future",
    {"Møtet er ikke holdt ennå.", "Møtet er ikkje halde enno.", "The meeting has not been held yet."}};
constexpr rule_text deadline_required{
    "deadline_required",
    {"Skriftlig behandling må ha en frist fram i tid.", "Skriftleg behandling må ha ein frist fram i tid.",
     "A written procedure must have a deadline ahead."},
    "koml. § 11-8, tilsvarende"};
constexpr rule_text presence_required{
    "presence_required",
    {"Skriv hvem som er til stede.", "Skriv kven som er til stades.", "State who is present."}};
constexpr rule_text already_open{
    "round_already_open",
    {"Behandlingen er allerede i gang.", "Behandlinga er alt i gang.", "It is already being treated."}};
constexpr rule_text not_open_yet{
    "round_not_open",
    {"Saken er ikke tatt opp til behandling ennå.", "Saka er ikkje teken opp til behandling enno.",
     "The item has not been taken up yet."},
    {},
    refusal_kind::not_open};
constexpr rule_text round_closed{"round_closed",
                                 {"Behandlingen er avsluttet.", "Behandlinga er avslutta.", "It is closed."},
                                 {},
                                 refusal_kind::not_open};
constexpr rule_text text_superseded{
    "text_superseded",
    {"Teksten er endret etter at du tok stilling. Se endringene og ta stilling på nytt.",
     "Teksten er endra etter at du tok stilling. Sjå endringane og ta stilling på nytt.",
     "The text has changed since. See the changes and take a position again."}};
constexpr rule_text not_your_seat{
    "not_your_seat",
    {"Du kan bare ta stilling for din egen plass.", "Du kan berre ta stilling for din eigen plass.",
     "You may take a position for your own seat only."},
    {},
    refusal_kind::not_entitled};
constexpr rule_text is_recused{
    "recused",
    {"Du er inhabil i denne saken.", "Du er inhabil i denne saka.", "You are recused from this case."},
    "fvl. §§ 6-8",
    refusal_kind::not_entitled};
constexpr rule_text reservation_required{
    "reservation_required",
    {"Skriv hva som må avklares, og innen når.", "Skriv kva som må avklarast, og innan når.",
     "State what must be cleared, and by when."}};
constexpr rule_text already_taken{
    "already_taken",
    {"Dette standpunktet er allerede registrert.", "Dette standpunktet er alt registrert.",
     "This position is already registered."}};
constexpr rule_text deadline_passed{
    "deadline_passed",
    {"Fristen {deadline} er ute.", "Fristen {deadline} er ute.", "The deadline {deadline} has passed."}};
constexpr rule_text backdated{
    "backdated_past_deadline",
    {"Fristen {deadline} er ute. Et standpunkt kan ikke dateres tilbake til før den.",
     "Fristen {deadline} er ute. Eit standpunkt kan ikkje daterast tilbake til før han.",
     "The deadline {deadline} has passed. A position can't be dated back before it."}};
constexpr rule_text disagreement_recorded{
    "disagreement_recorded",
    {"Det er registrert at noen ikke er enige: {seats}. Møteleder kan ikke konstatere enighet.",
     "Det er registrert at nokon ikkje er samde: {seats}. Møteleiaren kan ikkje konstatere semje.",
     "Disagreement is registered: {seats}. The chair can't state agreement."}};
constexpr rule_text amended_needs_version{"same_version",
                                          {"Den endrede teksten må ha et nytt versjonsnummer og en fil.",
                                           "Den endra teksten må ha eit nytt versjonsnummer og ei fil.",
                                           "The amended text must have a new version number and a file."}};
constexpr rule_text deadline_not_reached{
    "deadline_not_reached",
    {"Fristen er {deadline}, og ikke alle har svart.", "Fristen er {deadline}, og ikkje alle har svart.",
     "The deadline is {deadline}, and not all have answered."}};
constexpr rule_text not_in_writing{
    "not_in_writing",
    {"Saken er ikke til skriftlig behandling.", "Saka er ikkje til skriftleg behandling.",
     "The case is not in written procedure."}};
constexpr rule_text written_procedure_runs{
    "written_procedure_runs",
    {"Saken er til skriftlig behandling. Enighet kan ikke konstateres i et møte samtidig.",
     "Saka er til skriftleg behandling. Semje kan ikkje konstaterast i eit møte samstundes.",
     "The case is in written procedure; agreement can't be stated in a meeting meanwhile."}};

// ------------------------------------------------------------------------------------------------ electorate

struct attendance {
    id seat;
    std::optional<id> person; // who meets, when not the holder
};
BOOST_DESCRIBE_STRUCT(attendance, (), (seat, person))

refusal not_represented(situation const& now, round const& r, id const& asked) {
    if (r.asks == asks::sides) return side_unrepresented({{"side", word(asked.value)}});
    auto const* party = party_in(now.organisation(), asked.value);
    return party_unrepresented({{"party", party ? party->name : asked.value}});
}

// Who must agree by the body's rule: the two sides, or every party that has a deciding seat.
std::vector<id> who_must_agree(state const& body, body_rule const& rule, date on) {
    if (rule.asks == asks::sides)
        return {{std::string(describe::name_of(side::municipalities))},
                {std::string(describe::name_of(side::trust))}};
    std::set<id> parties;
    for (auto const& [name, s] : seats_on(body, on))
        if (s.side != side::advisory) parties.insert(s.parties.begin(), s.parties.end());
    return {parties.begin(), parties.end()};
}

elector elector_for(seat const& s, std::string const& person, std::string const& held_by) {
    elector e{.side = s.side, .person = {person}, .parties = s.parties, .represents = s.represents};
    if (person != held_by) e.stands_in_for = id{held_by};
    return e;
}

// Freezes who is asked, and the rule they are judged by.
std::optional<refusal> freeze(case_step& step, round& r, date on,
                              std::optional<std::vector<attendance>> const& present,
                              std::vector<id> const& speakers) {
    auto const& body = step.now.world.at(body_stream(r.body->value));
    auto const* rule = rule_on(body, on);
    if (!rule) return no_rule();
    if (std::ranges::find(rule->decides, r.decision) == rule->decides.end()) return beyond_mandate();
    if (present) {
        for (auto const& a : *present) {
            auto const* s = seat_on(body, a.seat.value, on);
            auto const* held = s ? holder_on(*s, on) : nullptr;
            if (!held) return no_such_seat({{"seat", a.seat.value}});
            auto const person = a.person ? a.person->value : held->person.value;
            auto const may =
                person == held->person.value || std::ranges::any_of(s->substitutes, [&](auto const& v) {
                    return v.person == person && v.holds_on(on);
                });
            if (!may) return not_substitute({{"seat", a.seat.value}});
            r.electorate[a.seat.value] = elector_for(*s, person, held->person.value);
        }
    } else {
        for (auto const& [name, s] : seats_on(body, on))
            if (auto const* held = holder_on(s, on))
                r.electorate[name] = elector_for(s, held->person.value, held->person.value);
    }
    for (auto& [name, e] : r.electorate) {
        auto const* held = holder_on(*seat_on(body, name, on), on);
        e.speaks = std::ranges::find(speakers, id{name}) != speakers.end() ||
                   (speakers.empty() && held->function == seat_function::leader);
    }
    r.rule = step.rule = rule_name(body, *rule);
    r.asks = rule->asks;
    r.asked = who_must_agree(body, *rule, on);
    r.voice = rule->voice;
    r.no_position = rule->no_position;
    r.opened = on;
    r.status = round_status::open;
    for (auto const& asked : r.asked) {
        auto const here = [&](auto const& e) { return is_of(r, e.second, asked); };
        auto const first = std::ranges::find_if(r.electorate, here);
        if (first == r.electorate.end()) return not_represented(step.now, r, asked);
        // One voice: a side whose speaker was not named is spoken for by its first seat.
        if (std::ranges::none_of(r.electorate, [&](auto const& e) { return here(e) && e.second.speaks; }))
            first->second.speaks = true;
    }
    return {};
}

std::string seats_against(verdict_of_round const& v) {
    std::string list;
    for (auto const& d : v.against) list += (list.empty() ? "" : ", ") + d.seat.value;
    return list;
}

// The refusal that says why this is no agreement.
refusal no_agreement(situation const& now, round const& r, verdict_of_round const& v) {
    for (auto const& d : v.against)
        if (d.why == unrepresented) return not_represented(now, r, d.seat);
    return disagreement_recorded({{"seats", seats_against(v)}});
}

void fill_outcome(round& r, verdict_of_round const& v, date on) {
    round_outcome o{.on = on,
                    .agreed = v.agreed,
                    .against = v.against,
                    .reservations = r.reservations,
                    .points = r.points};
    for (auto const& [seat, e] : r.electorate) o.present.push_back({seat});
    for (auto const& [seat, p] : r.positions) {
        if (p.position == position::recused) o.recused.push_back({seat});
        if (p.position == position::agree_with_reservation) o.reservations[seat] = *p.reservation;
        // Dissent that does not decide (an advisory seat's, or within a side of one voice) goes to the minutes.
        auto const decides =
            std::ranges::any_of(v.against, [&](auto const& d) { return d.seat.value == seat; });
        if (p.position == position::disagree && !decides) o.remarks.push_back({{seat}, *p.reason});
    }
    o.remarks.insert(o.remarks.end(), r.remarks.begin(), r.remarks.end());
    r.outcome = std::move(o);
}

// ------------------------------------------------------------------------------------------------- commands

struct open_round {
    static constexpr text label{"Ta opp til behandling", "Ta opp til behandling", "Take up the item"};
    static constexpr who by[]{by::case_handler, by::leader()};
    saksgang::procedure procedure;
    std::optional<date> held_on, deadline;
    std::optional<std::vector<attendance>> present;
    std::optional<std::vector<id>> speakers; // seats that speak for their side

    static std::optional<refusal> ready(round const& r, situation const&) {
        if (r.status == round_status::open) return already_open();
        return {};
    }
    std::optional<refusal> apply(case_step& step) const {
        auto& r = live(step);
        bool const meeting = procedure == saksgang::procedure::meeting;
        if (meeting && !present) return presence_required();
        auto const on = meeting ? held_on.value_or(step.now.today) : step.now.today;
        if (on > step.now.today) return held_in_future();
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
BOOST_DESCRIBE_STRUCT(open_round, (), (procedure, held_on, deadline, present, speakers))

struct reservation_stated {
    id seat;
    std::string text;
    date clear_by;
};
BOOST_DESCRIBE_STRUCT(reservation_stated, (), (seat, text, clear_by))

struct point_stated {
    int number;
    std::string words;
    point_result result;
    std::optional<std::string> reason; // that it was postponed
};
BOOST_DESCRIBE_STRUCT(point_stated, (), (number, words, result, reason))

std::string postponed_in(std::vector<point> const& points) {
    std::string list;
    for (auto const& p : points)
        if (p.result == point_result::postponed)
            list += (list.empty() ? "" : ", ") + std::to_string(p.number);
    return list;
}

// What was done with each point; of those postponed before, with every one.
std::optional<refusal> decide_points(round& r, std::vector<point_stated> const& stated, date on) {
    std::map<int, point> all;
    for (auto& p : r.points) all.emplace(p.number, std::move(p));
    std::set<int> now;
    for (auto const& p : stated) {
        if (!now.insert(p.number).second ||
            (all.contains(p.number) && all[p.number].result == point_result::agreed))
            return point_twice({{"point", std::to_string(p.number)}});
        all[p.number] = {p.number, p.words, p.result, p.reason, on};
    }
    std::vector<point> left;
    for (auto const& [number, p] : all)
        if (p.result == point_result::postponed && !now.contains(number)) left.push_back(p);
    if (!left.empty()) return points_missing({{"points", postponed_in(left)}});
    r.points.clear();
    for (auto& [number, p] : all) r.points.push_back(std::move(p));
    return {};
}

void to_meeting(round&);

struct state_agreement {
    static constexpr text label{"Registrer at møteleder konstaterte enighet",
                                "Registrer at møteleiaren konstaterte semje",
                                "Register that the chair stated agreement"};
    static constexpr who by[]{by::case_handler};
    decision_kind decision;
    date held_on;
    id chair; // seat
    std::vector<attendance> present;
    std::optional<std::vector<id>> speakers;
    std::vector<reservation_stated> reservations;
    std::vector<remark> remarks;
    std::optional<text_version> amended; // the words as they were changed in the meeting, before concluding
    std::optional<std::vector<point_stated>> points; // where the item is decided point by point

    std::optional<refusal> apply(case_step& step) const {
        auto& r = live(step);
        if (decision != r.decision) {
            if (r.decision == decision_kind::recommendation) return only_recommends();
            return other_decision({{"decision", word(describe::name_of(r.decision))}});
        }
        if (held_on > step.now.today) return held_in_future();
        if (r.procedure == procedure::written) return written_procedure_runs();
        if (r.status == round_status::waiting) {
            if (auto no = freeze(step, r, held_on, present, speakers.value_or(std::vector<id>{}))) return no;
            r.procedure = procedure::meeting;
            r.held_on = held_on;
        }
        if (!r.electorate.contains(chair.value)) return no_such_seat({{"seat", chair.value}});
        for (auto const& s : reservations) {
            if (!r.electorate.contains(s.seat.value)) return no_such_seat({{"seat", s.seat.value}});
            if (auto const p = r.positions.find(s.seat.value);
                p != r.positions.end() && p->second.position == position::recused)
                return is_recused();
            if (auto const p = r.positions.find(s.seat.value);
                p != r.positions.end() && p->second.position == position::disagree)
                return disagreement_recorded({{"seats", s.seat.value}});
            r.positions[s.seat.value] = {
                .position = position::agree_with_reservation,
                .reservation = saksgang::reservation{.text = s.text, .clear_by = s.clear_by},
                .registered = true};
        }
        r.remarks.insert(r.remarks.end(), remarks.begin(), remarks.end());
        auto const v = judge(r, true);
        if (!v.carried) return no_agreement(step.now, r, v);
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
            for (auto const& s : reservations)
                r.reservations[s.seat.value] = *r.positions[s.seat.value].reservation;
            to_meeting(r);
            return {};
        }
        fill_outcome(r, v, held_on);
        r.outcome->stated_by_chair = true;
        r.outcome->chair = chair;
        close(step, r, round_status::carried);
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(state_agreement, (),
                      (decision, held_on, chair, present, speakers, reservations, remarks, amended, points))

struct take_position {
    static constexpr text label{"Ta stilling", "Ta stilling", "Take a position"};
    static constexpr who by[]{by::case_handler, by::anyone};
    id round;
    std::string digest;
    saksgang::position position;
    std::optional<std::string> reason;
    std::optional<saksgang::reservation> reservation;
    std::optional<bool> assents_to_procedure;
    std::optional<id> seat; // by the secretary in a meeting: whose

    std::optional<refusal> apply(case_step& step) const {
        auto const found = step.all.find(round.value);
        if (found == step.all.end() || found->second.kind != round_kind::consent) return round_closed();
        auto& r = found->second;
        auto const own =
            std::ranges::find_if(r.electorate, [&](auto const& e) { return e.second.person == step.person; });
        bool const secretary =
            step.in.seat == "role/case_handler" && r.procedure == procedure::meeting && seat;
        if (r.live() && r.status == round_status::open && own == r.electorate.end() && !secretary)
            return not_entitled(step.now, step.a_case);
        if (r.status == round_status::superseded) return text_superseded();
        if (r.status == round_status::waiting) return not_open_yet();
        if (!r.live()) return round_closed();
        auto const names_text = [&](auto const& d) { return d.digest == digest; };
        if (std::ranges::none_of(r.subject.renditions, names_text) &&
            std::ranges::find(r.subject_history, digest) == r.subject_history.end())
            return text_superseded();
        auto const whose = seat ? seat->value : own->first;
        auto const asked = r.electorate.find(whose);
        if (asked == r.electorate.end()) return no_such_seat({{"seat", whose}});
        if (!secretary && asked != own) return not_your_seat();
        if (auto const p = r.positions.find(whose);
            p != r.positions.end() && p->second.position == saksgang::position::recused)
            return is_recused();
        if (position == saksgang::position::recused) return is_recused();
        if (r.deadline && date_in_oslo(step.now.now) > *r.deadline) {
            text_arguments const when{{"deadline", r.deadline->in_numbers()}};
            return step.effective && *step.effective <= *r.deadline ? backdated(when) : deadline_passed(when);
        }
        if (position == saksgang::position::disagree && !reason) return reason_required();
        if ((position == saksgang::position::agree_with_reservation) != reservation.has_value())
            return reservation_required();
        position_taken const taken{position, reason, reservation, assents_to_procedure.value_or(false),
                                   secretary};
        if (auto const before = r.positions.find(whose);
            before != r.positions.end() && write(before->second) == write(taken))
            return already_taken();
        r.positions[whose] = taken;
        step.rule = r.rule;
        if (secretary)
            step.in.on_behalf_of = asked->second.person.value;
        else
            step.in.seat = body_stream(r.body->value) + "/" + whose;
        // A position never closes a round in a meeting; in writing full assent does.
        if (auto const v = judge(r, false); r.procedure == procedure::written && v.settled && v.carried) {
            fill_outcome(r, v, step.now.today);
            close(step, r, round_status::carried);
        }
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(take_position, (),
                      (round, digest, position, reason, reservation, assents_to_procedure, seat))

struct add_remark {
    static constexpr saksgang::text label{"Protokolltilførsel", "Protokolltilførsel",
                                          "Remark to the minutes"};
    static constexpr who by[]{by::case_handler, by::member()};
    id seat;
    std::string text;

    std::optional<refusal> apply(case_step& step) const {
        auto& r = live(step);
        auto const& body = step.now.world.at(body_stream(r.body->value));
        auto const own = seat_of(body, step.person, step.now.today);
        if (step.in.seat != "role/case_handler" && own != seat.value) return not_your_seat();
        r.remarks.push_back({seat, text});
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(add_remark, (), (seat, text))

struct demand_meeting {
    static constexpr text label{"«Møte!» – krev at saken tas i et møte",
                                "«Møte!» – krev at saka blir teken i eit møte",
                                "“Meeting!” – demand that it is treated in a meeting"};
    static constexpr who by[]{by::member()};

    static std::optional<refusal> ready(round const& r, situation const&) {
        if (r.procedure != procedure::written) return not_in_writing();
        return {};
    }
    std::optional<refusal> apply(case_step& step) const;
};
BOOST_DESCRIBE_STRUCT(demand_meeting, (), ())

// Back to waiting, for the next meeting: the positions stay in the history, points that are decided stay decided.
void to_meeting(round& r) {
    auto const keep = r;
    r = {.kind = keep.kind,
         .held_in = keep.held_in,
         .body = keep.body,
         .decision = keep.decision,
         .subject = keep.subject,
         .fixed_text = keep.fixed_text,
         .subject_history = keep.subject_history};
    r.remarks = keep.remarks;
    r.points = keep.points;
    r.reservations = keep.reservations;
}

std::optional<refusal> demand_meeting::apply(case_step& step) const {
    to_meeting(live(step));
    return {};
}

struct postpone {
    static constexpr text label{"Utsett", "Utset", "Postpone"};
    static constexpr who by[]{by::case_handler, by::leader()};
    std::string reason;
    std::optional<date> until;

    std::optional<refusal> apply(case_step& step) const {
        auto& r = live(step);
        to_meeting(r);
        r.postponed_until = until;
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(postpone, (), (reason, until))

struct close_round {
    static constexpr text label{"Avslutt behandlingen", "Avslutt behandlinga", "Close"};
    static constexpr who by[]{by::case_handler, by::leader()};

    static std::optional<refusal> ready(round const& r, situation const& now) {
        if (r.status == round_status::waiting) return not_open_yet();
        if (r.procedure == procedure::written && now.today <= *r.deadline && !judge(r, false).settled)
            return deadline_not_reached({{"deadline", r.deadline->in_numbers()}});
        return {};
    }
    std::optional<refusal> apply(case_step& step) const {
        auto& r = live(step);
        auto const v = judge(r, false);
        step.rule = r.rule;
        // Silence in writing is never consent: the case goes to the next meeting.
        if (r.procedure == procedure::written && !v.settled) {
            to_meeting(r);
            return {};
        }
        fill_outcome(r, v, r.held_on.value_or(step.now.today));
        close(step, r, v.carried ? round_status::carried : round_status::not_carried);
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(close_round, (), ())

struct clear_reservation {
    static constexpr text label{"Avklar forbeholdet", "Avklar atterhaldet", "Clear the reservation"};
    static constexpr who by[]{by::case_handler, by::member()};
    id round;
    id holder; // seat or party that made it
    std::string note;
    std::optional<saksgang::document> document;

    static void reads(json const&, state const& organisation, std::set<std::string>& streams) {
        read_pairs(organisation, streams);
    }
    static bool offered(case_common const&, rounds const& all) {
        return !open_reservations(all).empty() || std::ranges::any_of(all, [](auto const& r) {
            return r.second.live() && std::ranges::any_of(r.second.parties, [](auto const& p) {
                       return p.second.status == party_status::adopted_with_reservation;
                   });
        });
    }
    std::optional<refusal> apply(case_step& step) const {
        constexpr rule_text no_reservation{
            "no_reservation",
            {"Det er ikke noe åpent forbehold der.", "Det er ikkje noko ope atterhald der.",
             "There is no open reservation there."}};
        auto const found = step.all.find(round.value);
        if (found == step.all.end()) return no_reservation();
        auto& r = found->second;
        if (auto const p = r.parties.find(holder.value);
            r.live() && p != r.parties.end() && p->second.status == party_status::adopted_with_reservation) {
            if (step.in.seat != "role/case_handler") return not_your_seat();
            p->second.reservation->cleared = step.now.today;
            p->second.reservation->note = note;
            p->second.status = party_status::adopted;
            conclude_pairs(step, r);
            return {};
        }
        if (!r.outcome || !r.outcome->reservations.contains(holder.value)) return no_reservation();
        auto& reservation = r.outcome->reservations[holder.value];
        if (reservation.cleared) return no_reservation();
        auto const own = step.in.seat == "body/" + (r.body ? r.body->value : "") + "/" + holder.value;
        if (step.in.seat != "role/case_handler" && !own) return not_your_seat();
        reservation.cleared = step.now.today;
        reservation.note = note;
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(clear_reservation, (), (round, holder, note, document))

} // namespace

round& live(case_step& step) { return step.all.at(*live_round(step.all)); }

void close(case_step& step, round& r, round_status status) {
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

std::vector<common_command> round_commands() {
    auto const consent = std::vector{round_kind::consent};
    return {common<open_round>(consent),           common<state_agreement>(consent),
            common<take_position>(consent, false), common<add_remark>(consent),
            common<demand_meeting>(consent),       common<postpone>(consent),
            common<close_round>(consent),          common<clear_reservation>()};
}

} // namespace saksgang
