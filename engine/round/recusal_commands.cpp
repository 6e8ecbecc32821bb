#include <algorithm>

#include "engine/round/electorate.hpp"

namespace saksgang {
namespace {

known_rule const not_declared{
    "not_declared",
    {"Det er ikke meldt mulig inhabilitet for {seat}.", "Det er ikkje meldt mogleg inhabilitet for {seat}.",
     "No possible conflict of interest is reported for {seat}."}};
known_rule const not_your_seat{"not_your_seat",
                               {"Du kan bare melde inhabilitet for din egen plass.",
                                "Du kan berre melde inhabilitet for din eigen plass.",
                                "You may report a conflict of interest for your own seat only."},
                               {},
                               refusal_kind::not_entitled};
known_rule const already_settled{"already_taken",
                                 {"Habiliteten er allerede avgjort.", "Habiliteten er alt avgjord.",
                                  "The conflict of interest is already settled."}};
known_rule const settles_own{
    "settles_own_recusal",
    {"Utvalget avgjør uten medlemmet selv, og uten andre det er meldt mulig inhabilitet for.",
     "Utvalet avgjer utan medlemmen sjølv, og utan andre det er meldt mogleg inhabilitet for.",
     "The body settles it without the member, and without others for whom a conflict is reported."},
    "fvl. § 8 andre ledd",
    refusal_kind::not_entitled};
known_rule const not_recused{"not_recused",
                             {"{seat} er med på behandlingen og er ikke inhabil. Utsett saken, og skriv "
                              "hvem som møter neste gang, hvis noen må gå.",
                              "{seat} er med på behandlinga og er ikkje inhabil. Utset saka, og skriv "
                              "kven som møter neste gong, om nokon må gå.",
                              "{seat} takes part and is not disqualified. If somebody must leave, "
                              "postpone the item, and state who meets next time."}};
known_rule const substitute_disqualified{
    "substitute_disqualified",
    {"Utvalget har avgjort at denne personen er inhabil i saken.",
     "Utvalet har avgjort at denne personen er inhabil i saka.",
     "The body has ruled that this person is disqualified in this case."},
    "fvl. §§ 6–8"};
// Who sits there: in an open round whoever was seated, before that the holder.
std::optional<id> sits_in(command_step& step, round const& r, id const& seat) {
    if (r.status == round_status::open) {
        auto const found = r.electorate.find(seat.value);
        return found == r.electorate.end() ? std::nullopt : std::optional(found->second.person);
    }
    auto const* s = seat_on(step.now.world.at(body_stream(r.body->value)), seat.value, step.now.today);
    auto const* held = s ? holder_on(*s, step.now.today) : nullptr;
    return held ? std::optional(held->person) : std::nullopt;
}

struct declare_recusal {
    static constexpr text label{"Meld mulig inhabilitet", "Meld mogleg inhabilitet",
                                "Report a possible conflict of interest"};
    static constexpr who by[]{by::case_handler, by::member()};
    id seat;
    recusal_ground ground;
    std::optional<personal_text> explanation;

    // A member's own seat.
    static json begins(state const& a_case, situation const& now) {
        auto const& all = rounds_in(a_case);
        auto const* live = live_round(all);
        if (!live || !all.at(*live).body) return nullptr;
        auto const own = seat_of(now.world.at(body_stream(all.at(*live).body->value)), now.person, now.today);
        return own ? json{{"seat", *own}} : json();
    }
    std::optional<refusal> apply(command_step& step) const {
        auto& r = live(step);
        auto const person = sits_in(step, r, seat);
        if (!person) return no_such_seat();
        if (step.in.seat != "role/case_handler" && *person != step.person()) return not_your_seat();
        recusal declared{.seat = seat, .person = person, .ground = ground, .explanation = explanation};
        auto const before = std::ranges::find_if(
            r.recusals, [&](recusal const& each) { return same_conflict(each, declared); });
        if (before == r.recusals.end())
            r.recusals.push_back(std::move(declared));
        else if (before->disqualified)
            return already_settled();
        else
            *before = std::move(declared);
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(declare_recusal, (), (seat, ground, explanation))

// Of several who are reported, none rules on another (fvl. § 8 second paragraph).
bool awaits_a_ruling(round const& r, std::string const& person) {
    return std::ranges::any_of(
        r.recusals, [&](recusal const& each) { return each.person == person && !each.disqualified; });
}

// Either way, on any ground: some facts disqualify of themselves (fvl. § 6 first paragraph), the rest is a judgement
// (second paragraph), and both are the body's to find (§ 8 second paragraph).
struct settle_recusal {
    static constexpr text label{"Registrer utvalgets avgjørelse om habilitet",
                                "Registrer avgjerda til utvalet om habilitet",
                                "Register the body's ruling on the conflict of interest"};
    static constexpr who by[]{by::case_handler, by::leader()};
    static constexpr bool has_room = true;
    static constexpr bool task = true;
    id seat;
    std::optional<recusal_ground> ground; // where several are reported
    bool disqualified;
    std::string hjemmel;
    std::optional<personal_text> reasons;

    static bool offered(case_common const&, rounds const& all) {
        return unsettled_recusal(all.at(*live_round(all))) != nullptr;
    }
    static json begins(state const& a_case, situation const&) {
        auto const& all = rounds_in(a_case);
        auto const* live = live_round(all);
        auto const* reported = live ? unsettled_recusal(all.at(*live)) : nullptr;
        if (!reported) return nullptr;
        return {{"seat", reported->seat.value}, {"ground", std::string(describe::name_of(reported->ground))}};
    }
    // The body rules on it in the meeting (or in writing), when those who are there are known.
    static std::optional<refusal> ready(round const& r, situation const&) {
        if (r.status == round_status::waiting) return round_not_open();
        return {};
    }
    std::optional<refusal> apply(command_step& step) const {
        auto& r = live(step);
        auto const person = sits_in(step, r, seat);
        if (!person) return no_such_seat();
        auto const meant = [&](recusal const& each) {
            return each.person == person && (!ground || each.ground == *ground);
        };
        auto const found = std::ranges::find_if(
            r.recusals, [&](recusal const& each) { return meant(each) && !each.disqualified; });
        if (found == r.recusals.end())
            return std::ranges::any_of(r.recusals, meant)
                       ? already_settled()
                       : not_declared({{"seat", name_of_seat(step.now, r, seat.value)}});
        if (*person == step.person() || awaits_a_ruling(r, step.person())) return settles_own();
        found->disqualified = disqualified;
        found->hjemmel = step.hjemmel = hjemmel;
        found->reasons = reasons;
        step.rule = r.rule;
        if (disqualified) r.positions[seat.value] = {.position = position::recused, .registered = true};
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(settle_recusal, (), (seat, ground, disqualified, hjemmel, reasons))

struct call_substitute {
    static constexpr text label{"Kall inn vara", "Kall inn vara", "Call a substitute"};
    static constexpr who by[]{by::case_handler, by::leader()};
    id seat;
    id person;
    bool reached;

    std::optional<refusal> apply(command_step& step) const {
        auto& r = live(step);
        auto const on = r.opened.value_or(step.now.today);
        auto const* of_body = seat_on(step.now.world.at(body_stream(r.body->value)), seat.value, on);
        if (!of_body || !sits_in(step, r, seat)) return no_such_seat();
        auto substitutes = of_body->substitutes;
        std::erase_if(substitutes, [&](auto const& v) { return !v.holds_on(on); });
        std::ranges::sort(substitutes, {}, &substitute::order);
        auto const called = std::ranges::find(substitutes, person, &substitute::person);
        auto const sits = r.electorate.find(seat.value);
        if (reached && sits != r.electorate.end())
            if (auto no = may_take_over(step.now, r, seat.value, person)) return no;
        if (called == substitutes.end())
            return not_a_substitute({{"seat", name_of_seat(step.now, r, seat.value)}});
        // Those before in the order who were not asked are recorded as passed; order is never a refusal (koml § 7-10).
        for (auto v = substitutes.begin(); v != called; ++v) {
            auto const asked = [&](call const& c) { return c.seat == seat && c.person == v->person; };
            if (std::ranges::none_of(r.calls, asked)) r.calls.push_back({seat, v->person, false});
        }
        r.calls.push_back({seat, person, reached});
        if (!reached || sits == r.electorate.end()) return {}; // before the meeting: who meets is said there
        auto& e = sits->second;
        if (!e.stands_in_for) e.stands_in_for = e.person;
        e.person = person;
        r.positions.erase(seat.value); // the substitute takes the seat anew
        look_up_recusals(r);
        return {};
    }

  private:
    // In an open round for whoever is disqualified, and nobody else: those who are asked are asked. Nobody disqualified, or
    // seated already, comes in.
    static std::optional<refusal> may_take_over(situation const& now, round const& r, std::string const& seat,
                                                id const& person) {
        if (!is_recused(r, seat)) return not_recused({{"seat", name_of_seat(now, r, seat)}});
        if (is_disqualified(r, person.value)) return substitute_disqualified();
        if (std::ranges::any_of(r.electorate, [&](auto const& e) { return e.second.person == person; }))
            return present_twice({{"seat", seat}});
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(call_substitute, (), (seat, person, reached))

} // namespace

feature const& recusal_feature() {
    static feature const f{.id = "recusal",
                           .label = {"Habilitet", "Habilitet", "Impartiality"},
                           .commands = {command_of<declare_recusal>({{round_kind::consent}}),
                                        command_of<settle_recusal>({{round_kind::consent}}),
                                        command_of<call_substitute>({{round_kind::consent}})}};
    return f;
}

} // namespace saksgang
