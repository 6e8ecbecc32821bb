#include "engine/round/electorate.hpp"

#include <algorithm>

namespace saksgang {
namespace {

known_rule const side_unrepresented{"side_unrepresented",
                                    {"{side} er ikke til stede. Saken kan drøftes, men ikke avgjøres.",
                                     "{side} er ikkje til stades. Saka kan drøftast, men ikkje avgjerast.",
                                     "{side} is not present. The case may be discussed, not decided."},
                                    {}};
known_rule const party_unrepresented{"party_unrepresented",
                                     {"{party} er ikke til stede. Saken kan drøftes, men ikke avgjøres.",
                                      "{party} er ikkje til stades. Saka kan drøftast, men ikkje avgjerast.",
                                      "{party} is not present. The case may be discussed, not decided."},
                                     "own:sides_are_unanimous"};
known_rule const disagreement_recorded{"disagreement_recorded",
                                       {"Det er registrert at noen ikke er enige, eller ikke tar "
                                        "stilling: {seats}. Møteleder kan ikke konstatere enighet.",
                                        "Det er registrert at nokon ikkje er samde, eller ikkje tek "
                                        "stilling: {seats}. Møteleiaren kan ikkje konstatere semje.",
                                        "It is registered that somebody disagrees, or takes no position: "
                                        "{seats}. The chair can't state agreement."}};
known_rule const beyond_mandate{"beyond_mandate",
                                {"Utvalget kan tilrå, men ikke gjøre vedtak i denne saken.",
                                 "Utvalet kan tilrå, men ikkje gjere vedtak i denne saka.",
                                 "This body may recommend, but not decide this case."},
                                {},
                                refusal_kind::not_entitled};
known_rule const no_rule{"no_rule",
                         {"Utvalget har ingen regel for hvordan det avgjør saker på denne datoen.",
                          "Utvalet har ingen regel for korleis det avgjer saker på denne datoen.",
                          "The body has no rule for how it decides on that date."}};
known_rule const seat_without_party{
    "seat_without_party",
    {"{body} avgjør ved enighet mellom partene, og plassen «{seat}» representerer ingen av dem.",
     "{body} avgjer ved semje mellom partane, og plassen «{seat}» representerer ingen av dei.",
     "{body} decides by agreement between the parties, and the seat “{seat}” represents none of them."}};
known_rule const nobody_decides{
    "nobody_decides",
    {"Ingen plass i utvalget er med på å avgjøre.", "Ingen plass i utvalet er med på å avgjere.",
     "No seat of the body takes part in deciding."}};
known_rule const before_put_forward{
    "before_put_forward",
    {"Teksten ble lagt fram {put_forward}. Den kan ikke være avgjort før det.",
     "Teksten vart lagd fram {put_forward}. Han kan ikkje vere avgjord før det.",
     "The text was put forward on {put_forward}; it can't have been decided on before that."}};
known_rule const other_attendance{
    "other_attendance",
    {"De som var til stede, ble registrert da saken ble tatt opp. Her står det noen andre.",
     "Dei som var til stades, vart registrerte då saka vart teken opp. Her står det nokon andre.",
     "Those present were registered when the item was taken up. Others stand here."}};

refusal not_represented(command_step const& step, round const& r, id const& asked) {
    if (r.asks == asks::parties)
        return party_unrepresented({{"party", name_of_party(step.now.organisation(), asked.value)}});
    auto no = side_unrepresented({{"side", word(asked.value)}});
    no.hjemmel = step.practice.basis_of_unanimity;
    return no;
}

// Who must agree by the body's rule: its sides, or every party that has a deciding seat.
std::vector<id> who_must_agree(state const& body, body_rule const& rule, date on) {
    if (rule.asks == asks::sides) {
        std::vector<id> sides;
        for (auto const name : choices_in(side::list))
            if (name != side::advisory.name) sides.push_back({std::string(name)});
        return sides;
    }
    std::set<id> parties;
    for (auto const& [name, s] : seats_on(body, on))
        if (side_in(&rule, s) != side::advisory) parties.insert(s.parties.begin(), s.parties.end());
    return {parties.begin(), parties.end()};
}

elector elector_for(body_rule const& rule, seat const& s, std::string const& person,
                    std::string const& held_by) {
    elector e{
        .side = side_in(&rule, s), .person = {person}, .parties = s.parties, .represents = s.represents};
    if (person != held_by) e.stands_in_for = id{held_by};
    return e;
}

std::optional<refusal> seat_those_present(situation const& now, round& r, state const& body,
                                          body_rule const& rule, date on,
                                          std::vector<attendance> const& present) {
    std::set<std::string> persons;
    for (auto const& a : present) {
        auto const* s = seat_on(body, a.seat.value, on);
        auto const* held = s ? holder_on(*s, on) : nullptr;
        if (!held) return no_such_seat();
        auto const person = a.person ? a.person->value : held->person.value;
        if (!may_sit_in(*s, {person}, on))
            return not_a_substitute({{"seat", name_of_seat(now.organisation(), *s)}});
        auto const fresh =
            r.electorate.emplace(a.seat.value, elector_for(rule, *s, person, held->person.value)).second;
        if (!fresh || !persons.insert(person).second)
            return present_twice({{"seat", name_of_seat(now.organisation(), *s)}});
    }
    return {};
}

void seat_everybody(round& r, state const& body, body_rule const& rule, date on) {
    for (auto const& [name, s] : seats_on(body, on))
        if (auto const* held = holder_on(s, on))
            r.electorate[name] = elector_for(rule, s, held->person.value, held->person.value);
}

} // namespace

// What the body ruled on before in this case stands, and is not asked again.
void look_up_recusals(round& r) {
    auto const known = [&](recusal const& each) {
        return std::ranges::any_of(r.recusals, [&](recusal const& k) { return same_conflict(k, each); });
    };
    auto const of_seats = r.recusals;
    for (auto each : of_seats) {
        auto const sits = r.electorate.find(each.seat.value);
        if (each.person || sits == r.electorate.end()) continue;
        if (each.ground == recusal_ground::employer && !r.employer_disqualifies) continue;
        each.person = sits->second.person;
        if (!known(each)) r.recusals.push_back(std::move(each));
    }
    for (auto const& [seat, e] : r.electorate)
        if (is_disqualified(r, e.person.value))
            r.positions[seat] = {.position = position::recused, .registered = true};
}

std::optional<refusal> freeze(command_step& step, round& r, date on,
                              std::optional<std::vector<attendance>> const& present,
                              std::vector<id> const& speakers) {
    auto const& body = step.now.world.at(body_stream(r.body->value));
    if (on < r.put_forward) return before_put_forward({{"put_forward", r.put_forward.in_numbers()}});
    auto const* rule = rule_on(body, on);
    if (!rule) return no_rule();
    if (std::ranges::find(rule->decides, r.decision) == rule->decides.end()) {
        auto no = beyond_mandate();
        no.hjemmel = step.practice.basis_of_mandates;
        return no;
    }
    if (!present)
        seat_everybody(r, body, *rule, on);
    else if (auto no = seat_those_present(step.now, r, body, *rule, on, *present))
        return no;
    for (auto const& s : speakers)
        if (!r.electorate.contains(s.value)) return no_such_seat();
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
    r.employer_disqualifies = rule->employer_disqualifies;
    r.opened = on;
    r.status = round_status::open;
    if (r.asked.empty()) return nobody_decides();
    for (auto const& [name, e] : r.electorate)
        if (r.asks == asks::parties && e.side != side::advisory && e.parties.empty())
            return seat_without_party(
                {{"body", name_of_body(step.now, r.body->value)}, {"seat", name_of_seat(step.now, r, name)}});
    for (auto const& asked : r.asked) {
        auto const here = [&](auto const& e) { return is_of(r, e.second, asked); };
        auto const first = std::ranges::find_if(r.electorate, here);
        if (first == r.electorate.end()) return not_represented(step, r, asked);
        // One voice: a side whose speaker was not named is spoken for by its first seat.
        if (std::ranges::none_of(r.electorate, [&](auto const& e) { return here(e) && e.second.speaks; }))
            first->second.speaks = true;
    }
    look_up_recusals(r);
    return {};
}

std::optional<refusal> same_attendance(round const& r, std::vector<attendance> const& present) {
    std::set<std::string> left; // whoever is recused takes no part, and may be named or not
    for (auto const& [seat, e] : r.electorate)
        if (!is_recused(r, seat)) left.insert(seat);
    bool same = true;
    std::set<std::string> seen;
    for (auto const& a : present) {
        same = same && seen.insert(a.seat.value).second;
        auto const sits = r.electorate.find(a.seat.value);
        same = same && sits != r.electorate.end() && (!a.person || *a.person == sits->second.person);
        left.erase(a.seat.value);
    }
    if (same && left.empty()) return {};
    return other_attendance();
}

said name_of_seat(situation const& now, round const& r, std::string_view seat) {
    auto const& seats = records_of_body(now.world.at(body_stream(r.body->value))).seats;
    auto const named = seats.find(std::string(seat));
    if (named == seats.end()) return std::string(seat);
    auto const sits = r.electorate.find(named->first);
    if (sits == r.electorate.end())
        return name_of_seat(now.organisation(), named->second); // not taken up yet
    auto const when_frozen = [&](auto const& each) {
        auto s = seats.at(each.first);
        s.parties = each.second.parties;
        s.represents = each.second.represents;
        return name_of_seat(now.organisation(), s);
    };
    auto const name = when_frozen(*sits);
    auto const alike = std::ranges::count_if(r.electorate, [&](auto const& e) {
        return when_frozen(e).in(language::nb) == name.in(language::nb);
    });
    auto const* who = records_of(now.organisation()).persons.find(sits->second.person.value);
    if (alike == 1 || !who || who->position.empty()) return name;
    auto const with_position = [&](language l) { return name.in(l) + " (" + who->position + ")"; };
    return text{with_position(language::nb), with_position(language::nn), with_position(language::en)};
}

refusal no_agreement(command_step const& step, round const& r, verdict_of_round const& v) {
    for (auto const& d : v.against)
        if (d.why == unrepresented) return not_represented(step, r, d.seat);
    std::vector<said> seats;
    for (auto const& d : v.against) seats.emplace_back(name_of_seat(step.now, r, d.seat.value));
    return disagreement_recorded({{"seats", said::list(seats)}});
}

void keep_what_was_said(round& r) {
    for (auto const& [seat, p] : r.positions) {
        // What those say who do not decide (advisory, or within a side of one voice) goes to the minutes.
        bool const deciding = decides(r, r.electorate.at(seat));
        if (p.position == position::agree_with_reservation && deciding) {
            auto const [before, fresh] = r.reservations.emplace(seat, *p.reservation);
            if (!fresh) { // to a point decided before: both must be cleared, by the earlier day
                before->second.text += "\n" + p.reservation->text;
                before->second.clear_by = std::min(before->second.clear_by, p.reservation->clear_by);
            }
        }
        if (p.position == position::agree_with_reservation && !deciding)
            r.remarks.push_back({{seat}, p.reservation->text});
        if (p.position == position::disagree && !deciding) r.remarks.push_back({{seat}, *p.reason});
    }
}

void fill_outcome(round& r, verdict_of_round const& v, date on) {
    keep_what_was_said(r);
    round_outcome o{.on = on,
                    .agreed = v.agreed,
                    .calls = r.calls,
                    .against = v.against,
                    .remarks = r.remarks,
                    .reservations = r.reservations,
                    .points = r.points};
    std::ranges::copy_if(r.recusals, std::back_inserter(o.recusals),
                         [](recusal const& each) { return each.person.has_value(); });
    for (auto const& [seat, e] : r.electorate) o.present.push_back({{seat}, e.person, e.stands_in_for});
    r.outcome = std::move(o);
}

void to_meeting(round& r) {
    auto const keep = r;
    r = {.kind = keep.kind,
         .held_in = keep.held_in,
         .body = keep.body,
         .decision = keep.decision,
         .subject = keep.subject,
         .fixed_text = keep.fixed_text,
         .subject_history = keep.subject_history,
         .put_forward = keep.put_forward,
         .recusals = keep.recusals,
         .calls = keep.calls,
         .remarks = keep.remarks,
         .points = keep.points,
         .reservations = keep.reservations};
}

} // namespace saksgang
