#include <algorithm>

#include "engine/digest.hpp"
#include "engine/round/electorate.hpp"

namespace saksgang {
namespace {

known_rule const round_closed{"round_closed",
                              {"Behandlingen er avsluttet.", "Behandlinga er avslutta.", "It is closed."},
                              {},
                              refusal_kind::not_open};
known_rule const no_such_round{
    "no_such_round",
    {"Saken har ingen slik behandling.", "Saka har inga slik behandling.", "The case has no such round."},
    {},
    refusal_kind::not_open};
known_rule const text_superseded{
    "text_superseded",
    {"Teksten er endret etter at du tok stilling. Se endringene og ta stilling på nytt.",
     "Teksten er endra etter at du tok stilling. Sjå endringane og ta stilling på nytt.",
     "The text has changed since. See the changes and take a position again."}};
known_rule const not_your_seat{
    "not_your_seat",
    {"Du kan bare ta stilling for din egen plass.", "Du kan berre ta stilling for din eigen plass.",
     "You may take a position for your own seat only."},
    {},
    refusal_kind::not_entitled};
known_rule const remark_for_own_seat{"not_your_seat",
                                     {"Du kan bare gi protokolltilførsel for din egen plass.",
                                      "Du kan berre gje protokolltilførsel for din eigen plass.",
                                      "You may make a remark for your own seat only."},
                                     {},
                                     refusal_kind::not_entitled};
known_rule const own_position_stands{"own_position_stands",
                                     {"{seat} har selv tatt stilling. Bare medlemmet kan endre det.",
                                      "{seat} har sjølv teke stilling. Berre medlemmen kan endre det.",
                                      "{seat} has taken a position in person; only the member changes it."},
                                     {},
                                     refusal_kind::not_entitled};
known_rule const remarks_too_long{
    "remarks_too_long",
    {"Protokolltilførslene fra plassen er til sammen for lange; grensen er {most} tegn.",
     "Protokolltilførslene frå plassen er til saman for lange; grensa er {most} teikn.",
     "The seat's remarks are too long together; the limit is {most} characters."}};
constexpr std::size_t most_remarks =
    4000; // bytes, of a seat in a round: they all go into the entry that closes it

known_rule const already_taken{
    "already_taken",
    {"Dette standpunktet er allerede registrert.", "Dette standpunktet er alt registrert.",
     "This position is already registered."}};
known_rule const deadline_passed{
    "deadline_passed",
    {"Fristen {deadline} er ute.", "Fristen {deadline} er ute.", "The deadline {deadline} has passed."}};
known_rule const backdated{
    "backdated_past_deadline",
    {"Fristen {deadline} er ute. Et standpunkt kan ikke dateres tilbake til før den.",
     "Fristen {deadline} er ute. Eit standpunkt kan ikkje daterast tilbake til før han.",
     "The deadline {deadline} has passed. A position can't be dated back before it."}};

// What one may say oneself; that one is recused is the body's to say.
BOOST_DEFINE_ENUM_CLASS(stated_position, agree, agree_with_reservation, disagree, no_position)

struct take_position {
    static constexpr text label{"Ta stilling", "Ta stilling", "Take a position"};
    static constexpr who by[]{by::case_handler, by::anyone};
    static constexpr bool closes_in_passing = true;
    id round;
    std::string digest;
    stated_position position;
    std::optional<std::string> reason;
    std::optional<reservation_stated> reservation;
    std::optional<bool> assents_to_procedure;
    std::optional<id> seat; // by the secretary in a meeting: whose

    static bool asks(saksgang::round const& r, situation const& now) {
        return std::ranges::any_of(r.electorate,
                                   [&](auto const& e) { return e.second.person == now.person; });
    }
    static std::optional<refusal> ready(saksgang::round const& r, situation const& now) {
        for (auto const& [name, e] : r.electorate)
            if (e.person == now.person && is_recused(r, name)) return recused_from_this();
        return {};
    }
    std::optional<refusal> apply(command_step& step) const {
        auto const found = step.all.find(round.value);
        if (found == step.all.end() || found->second.kind != round_kind::consent) return no_such_round();
        auto& r = found->second;
        auto const is_own = [&](auto const& e) { return e.second.person == step.person(); };
        auto own = std::ranges::find_if(
            r.electorate, [&](auto const& e) { return is_own(e) && (!seat || e.first == seat->value); });
        if (own == r.electorate.end())
            own = std::ranges::find_if(r.electorate, is_own); // the seat is another's
        bool const secretary =
            step.in.seat == "role/case_handler" && r.procedure == procedure::meeting && seat;
        if (auto no = may_be_taken(step, r, own != r.electorate.end() || secretary)) return no;
        auto const whose = seat ? seat->value : own->first;
        auto const asked = r.electorate.find(whose);
        if (asked == r.electorate.end()) return no_such_seat();
        if (!secretary && asked != own) return not_your_seat();
        if (is_recused(r, whose)) return recused_from_this();
        if (auto no = in_time(step, r)) return no;
        if (position == stated_position::disagree && !reason) return reason_required();
        if ((position == stated_position::agree_with_reservation) != reservation.has_value())
            return reservation_required();
        if (reservation)
            if (auto no = reservation->is_ahead(step.now.today)) return no;
        position_taken taken{*describe::enum_named<saksgang::position>(describe::name_of(position)),
                             reason,
                             {},
                             assents_to_procedure.value_or(false),
                             secretary};
        if (reservation) taken.reservation = reservation->made();
        auto const before = r.positions.find(whose);
        if (before != r.positions.end() && secretary && !before->second.registered)
            return own_position_stands({{"seat", name_of_seat(step.now, r, whose)}});
        if (before != r.positions.end() && describe::same(before->second, taken)) return already_taken();
        r.positions[whose] = std::move(taken);
        step.rule = r.rule;
        if (secretary)
            step.in.on_behalf_of = asked->second.person.value;
        else
            step.in.seat = body_stream(r.body->value) + "/" + whose;
        // A position never closes a round in a meeting; in writing full assent does.
        auto const v = judge(r, false);
        bool const full =
            r.procedure == procedure::written && v.settled && v.carried && !unsettled_recusal(r);
        if (full && step.may_close) {
            fill_outcome(r, v, step.now.today);
            close(step, r, round_status::carried);
        }
        return {};
    }

  private:
    std::optional<refusal> may_be_taken(command_step& step, saksgang::round const& r, bool is_asked) const {
        if (r.status == round_status::open && !is_asked)
            return not_entitled(step.practice, step.now, step.subject, {by::member()});
        if (r.status == round_status::superseded) return text_superseded();
        if (r.status == round_status::waiting) return round_not_open();
        if (!r.live()) return round_closed();
        auto const names_text = [&](auto const& d) { return d.digest == digest; };
        bool const known = std::ranges::any_of(r.subject.renditions, names_text) ||
                           std::ranges::find(r.subject_history, digest) != r.subject_history.end();
        if (!known || !is_digest(digest)) return text_superseded();
        return {};
    }
    std::optional<refusal> in_time(command_step& step, saksgang::round const& r) const {
        if (!r.deadline || date_in_oslo(step.now.now) <= *r.deadline) return {};
        text_arguments const when{{"deadline", r.deadline->in_numbers()}};
        return step.effective && *step.effective <= *r.deadline ? backdated(when) : deadline_passed(when);
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

    std::optional<refusal> apply(command_step& step) const {
        auto& r = live(step);
        auto const own = body_stream(r.body->value) + "/" + seat.value;
        if (step.in.seat != "role/case_handler" && step.in.seat != own) return remark_for_own_seat();
        auto length = text.size();
        for (auto const& each : r.remarks)
            if (each.seat == seat) length += each.text.size();
        if (length > most_remarks) return remarks_too_long({{"most", std::to_string(most_remarks)}});
        r.remarks.push_back({seat, text});
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(add_remark, (), (seat, text))

known_rule const no_reservation{
    "no_reservation",
    {"Det er ikke noe åpent forbehold der.", "Det er ikkje noko ope atterhald der.",
     "There is no open reservation there."}};

struct reservation_to_clear {
    std::string round, holder; // seat or party
    date by;
};
// Those that stand, of seats and of parties.
std::vector<reservation_to_clear> reservations_to_clear(rounds const& all) {
    std::vector<reservation_to_clear> open;
    for (auto const& [name, seat] : open_reservations(all))
        open.push_back({name, seat, all.at(name).outcome->reservations.at(seat).clear_by});
    for (auto const& [name, r] : all)
        for (auto const& [party, answer] : r.parties)
            if (answer.status == party_status::adopted_with_reservation && answer.reservation)
                open.push_back({name, party, answer.reservation->clear_by});
    return open;
}

struct clear_reservation {
    static constexpr text label{"Avklar forbeholdet", "Avklar atterhaldet", "Clear the reservation"};
    static constexpr who by[]{by::case_handler, by::member()};
    static constexpr bool task = true;
    static constexpr bool settles_parties = true;
    id round;
    id holder; // seat or party that made it
    std::string note;
    std::optional<saksgang::document> document;

    static bool offered(case_common const&, rounds const& all) { return !reservations_to_clear(all).empty(); }
    static std::optional<date> due(rounds const& all, date) {
        auto const open = reservations_to_clear(all);
        if (open.empty()) return {};
        return std::ranges::min(open, {}, &reservation_to_clear::by).by;
    }
    static json begins(state const& a_case, situation const&) {
        auto const open = reservations_to_clear(rounds_in(a_case));
        return open.size() == 1 ? json{{"round", open.front().round}, {"holder", open.front().holder}}
                                : json();
    }
    std::optional<refusal> apply(command_step& step) const {
        auto const found = step.all.find(round.value);
        if (found == step.all.end()) return no_reservation();
        auto& r = found->second;
        if (auto const p = r.parties.find(holder.value);
            (r.live() || r.status == round_status::carried) && p != r.parties.end() &&
            p->second.status == party_status::adopted_with_reservation) {
            if (step.in.seat != "role/case_handler") return not_your_seat();
            p->second.reservation->cleared = step.now.today;
            p->second.reservation->note = note;
            p->second.status = party_status::adopted;
            // also after the round: an adoption counts when its reservation is cleared
            if (step.practice.party_decided) step.practice.party_decided(step, r);
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

feature const& positions_feature() {
    static feature const f{
        .id = "positions",
        .label = {"Standpunkt", "Standpunkt", "Positions"},
        .commands = {command_of<take_position>({{round_kind::consent}, false}),
                     command_of<add_remark>({{round_kind::consent}}), command_of<clear_reservation>()}};
    return f;
}

} // namespace saksgang
