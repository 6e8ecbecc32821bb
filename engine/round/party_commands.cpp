#include <algorithm>

#include "engine/round/round_commands.hpp"

namespace saksgang {
namespace {

known_rule const decided_in_future{
    "decided_in_future",
    {"Vedtaket er ikke gjort ennå på denne datoen.", "Vedtaket er ikkje gjort enno på denne datoen.",
     "The decision has not been made on that date yet."}};
known_rule const decided_before_asked{
    "decided_before_asked",
    {"Partene ble spurt {asked_on}. Vedtaket kan ikke være gjort før det.",
     "Partane vart spurde {asked_on}. Vedtaket kan ikkje vere gjort før det.",
     "The parties were asked on {asked_on}; it can't have been decided before that."}};
known_rule const still_pending{
    "parties_pending",
    {"Disse har ikke svart, og fristen {deadline} er ikke ute: {parties}.",
     "Desse har ikkje svart, og fristen {deadline} er ikkje ute: {parties}.",
     "These have not answered, and the deadline {deadline} has not passed: {parties}."}};
known_rule const other_party{
    "not_your_party",
    {"Du kan bare registrere for din egen part.", "Du kan berre registrere for din eigen part.",
     "You may register for your own party only."},
    {},
    refusal_kind::not_entitled};
known_rule const hearing_not_over{
    "hearing_not_over",
    {"Høringen varer fortsatt, til og med {deadline}.", "Høyringa varer framleis, til og med {deadline}.",
     "The hearing still runs, through {deadline}."}};
known_rule const no_hearing{
    "no_hearing",
    {"Saken er ikke på høring.", "Saka er ikkje på høyring.", "The case is not on hearing."},
    {},
    refusal_kind::not_open};
known_rule const no_statement{"no_such_statement",
                              {"Det er ikke noe slikt høringssvar.", "Det er ikkje noko slikt høyringssvar.",
                               "There is no such statement."}};
known_rule const received_in_future{
    "received_in_future",
    {"Svaret kan ikke ha kommet inn etter i dag.", "Svaret kan ikkje ha kome inn etter i dag.",
     "The statement can't have been received after today."}};

struct mark_sent {
    static constexpr text label{"Registrer at saken er sendt til partene",
                                "Registrer at saka er send til partane", "Register as sent to the parties"};
    static constexpr who by[]{by::case_handler};
    static constexpr bool task = true;
    std::vector<id> parties; // none: all that have not answered

    std::optional<refusal> apply(command_step& step) const {
        auto& r = live(step);
        for (auto const& p : parties)
            if (!r.parties.contains(p.value)) return not_asked(named_party(step, p));
        for (auto& [name, a] : r.parties) {
            if (has_answered(a) ||
                (!parties.empty() && std::ranges::find(parties, id{name}) == parties.end()))
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

    std::optional<refusal> apply(command_step& step) const {
        for (auto& [name, a] : live(step).parties)
            if (!has_answered(a)) ++a.reminders;
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(remind, (), ())

struct confirm_in_use {
    static constexpr text label{"Bekreft at det er tatt i bruk", "Stadfest at det er teke i bruk",
                                "Confirm that it is in use"};
    static constexpr who by[]{by::case_handler, by::party_representative};
    static constexpr bool task = true;
    id party;
    date confirmed_on;

    std::optional<refusal> apply(command_step& step) const {
        auto& r = live(step);
        auto const found = r.parties.find(party.value);
        if (found == r.parties.end()) return not_asked(named_party(step, party));
        if (auto no = act_for(step, party)) return no;
        if (auto no = is_of_the_round(step, r, confirmed_on)) return no;
        if (has_answered(found->second)) return already_answered();
        found->second.status = party_status::confirmed;
        found->second.decided_on = confirmed_on;
        if (std::ranges::all_of(r.parties, [](auto const& p) { return has_answered(p.second); })) {
            outcome_of_parties(r, step.now.today);
            close(step, r, round_status::carried);
        }
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(confirm_in_use, (), (party, confirmed_on))

struct close_answers {
    static constexpr text label{"Avslutt behandlingen hos partene", "Avslutt behandlinga hos partane",
                                "Close the parties' round"};
    static constexpr who by[]{by::case_handler};
    static constexpr bool has_room = true;
    static constexpr bool task = true;

    static std::optional<refusal> ready(round const& r, situation const& now) {
        std::vector<said> pending;
        for (auto const& [name, a] : r.parties)
            if (!has_answered(a)) pending.emplace_back(name_of_party(now.organisation(), name));
        if (!pending.empty() && (!r.deadline || now.today <= *r.deadline))
            return still_pending({{"deadline", r.deadline ? r.deadline->in_numbers() : "-"},
                                  {"parties", said::list(pending)}});
        return {};
    }
    std::optional<refusal> apply(command_step& step) const {
        auto& r = live(step);
        outcome_of_parties(r, step.now.today);
        bool const carried =
            r.kind == round_kind::confirmation ||
            (r.policy == adoption_policy::pairwise
                 ? std::ranges::any_of(r.parties,
                                       [](auto const& p) { return p.second.concluded.has_value(); })
                 : std::ranges::all_of(
                       r.parties, [](auto const& p) { return p.second.status == party_status::adopted; }));
        close(step, r, carried ? round_status::carried : round_status::not_carried);
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(close_answers, (), ())

// -------------------------------------------------------------------------------------------------- hearings

// A party, a body, or anybody else who was asked. What a body represents is read.
struct sender_of_statement {
    static constexpr std::string_view name = "sender";
    static std::string stream(id const& from) { return body_stream(from.value); }
};

known_rule const too_many_statements{
    "too_many_statements",
    {"{party} har gitt {most} svar i denne høringen. Flere er det ikke plass til.",
     "{party} har gjeve {most} svar i denne høyringa. Fleire er det ikkje plass til.",
     "{party} has given {most} statements in this hearing. There is no room for more."}};

struct register_statement {
    static constexpr text label{"Registrer høringssvar", "Registrer høyringssvar", "Register a statement"};
    static constexpr who by[]{by::case_handler, by::party_representative};
    static constexpr bool task = true;
    ref<sender_of_statement> from;
    date received;
    std::optional<std::string> sender, summary;
    std::optional<saksgang::document> document;
    std::vector<id> present;   // of a body's statement: the parties that were there
    std::optional<id> speaker; // who speaks for others, by mandate

    static bool offered(case_common const&, rounds const& all) {
        return std::ranges::any_of(all, [](auto const& r) { return r.second.kind == round_kind::hearing; });
    }
    static std::optional<date> due(rounds const& all, date next) {
        auto const* live = live_round(all);
        if (!live || all.at(*live).kind != round_kind::hearing) return {};
        return all.at(*live).deadline.value_or(next);
    }
    std::optional<refusal> apply(command_step& step) const {
        round* r =
            nullptr; // the last hearing: answers that come after it closed are marked late, never refused
        for (std::size_t n = step.all.size(); n > 0 && !r; --n)
            if (auto& each = step.all.at(round_name(n)); each.kind == round_kind::hearing) r = &each;
        if (!r) return no_hearing();
        if (received > step.now.today) return received_in_future();
        if (auto no = act_for(step, from)) return no;
        if (auto no = has_said_enough(step, *r)) return no;
        statement_given s{.from = from, .sender = sender, .received = received, .summary = summary};
        s.late = !r->live() || (r->deadline && received > *r->deadline);
        if (document) s.document = document->digest;
        list_who_was_heard(step, s);
        // A name that no hearing of the case has: what came in to an earlier one can still be answered.
        std::size_t given = 0;
        for (auto const& [name, each] : step.all) given += each.statements.size();
        r->statements["s" + std::to_string(given + 1)] = std::move(s);
        return {};
    }

  private:
    // A party speaks through several accounts: together they leave room for the others. Whoever is no party is registered
    // by a case handler, one by one.
    std::optional<refusal> has_said_enough(command_step const& step, round const& hearing) const {
        static constexpr std::ptrdiff_t most = 100;
        if (!party_in(step.now.organisation(), from.value)) return {};
        auto const theirs = [&](auto const& each) { return each.second.from == from; };
        if (std::ranges::count_if(hearing.statements, theirs) < most) return {};
        auto named = named_party(step, from);
        named.emplace_back("most", std::to_string(most));
        return too_many_statements(std::move(named));
    }
    void list_who_was_heard(command_step& step, statement_given& s) const {
        auto const stream = body_stream(from.value);
        if (!step.now.world.knows(stream)) return;
        std::set<std::string> spoken_for;
        if (speaker)
            for (auto const& m : mandates_of(step.now.organisation(), speaker->value, received))
                spoken_for.insert(m.party.value);
        for (auto const& party : head_of(step.now.world.at(stream)).area) {
            bool const heard =
                spoken_for.contains(party.value) || std::ranges::find(present, party) != present.end();
            (heard ? s.heard : s.not_heard).push_back(party);
        }
    }
};
BOOST_DESCRIBE_STRUCT(register_statement, (), (from, received, sender, summary, document, present, speaker))

// s1, s2 ...; one that is none is told so by the command
struct statement_id {
    std::string value;
    bool operator==(statement_id const&) const = default;
};
std::optional<value_problem> value_from(json const& from, statement_id& to) {
    return text_from(from, to.value);
}
json value_to(statement_id const& v) { return v.value; }
json value_schema(statement_id const*) {
    return {{"type", "string"}, {"maxLength", longest_text}, {"x-reference", "statement"}};
}

struct answer_statement {
    static constexpr text label{"Svar på høringssvaret (høringsmatrise)",
                                "Svar på høyringssvaret (høyringsmatrise)", "Answer a statement"};
    static constexpr who by[]{by::case_handler};
    statement_id statement;
    std::string answer;

    static bool offered(case_common const&, rounds const& all) {
        return std::ranges::any_of(all, [](auto const& r) { return !r.second.statements.empty(); });
    }
    std::optional<refusal> apply(command_step& step) const {
        for (std::size_t n = step.all.size(); n > 0; --n) { // of the last hearing that has one
            auto& statements = step.all.at(round_name(n)).statements;
            if (auto const found = statements.find(statement.value); found != statements.end()) {
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
    static constexpr bool has_room = true;
    static constexpr bool task = true;

    static std::optional<refusal> ready(round const& r, situation const& now) {
        if (r.deadline && now.today <= *r.deadline)
            return hearing_not_over({{"deadline", r.deadline->in_numbers()}});
        return {};
    }
    std::optional<refusal> apply(command_step& step) const {
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

bool has_answered(party_answer const& a) {
    return a.status != party_status::pending && a.status != party_status::sent;
}

text_arguments named_party(command_step const& step, id const& party) {
    return {{"party", name_of_party(step.now.organisation(), party.value)}};
}

// A representative acts for the parties of the grants; a case handler registers for anyone, on its behalf.
std::optional<refusal> act_for(command_step& step, id const& party) {
    if (step.in.seat == "role/party_representative" &&
        !represents(step.now.organisation(), step.person(), party, step.now.today))
        return other_party();
    step.in.on_behalf_of = party.value;
    return {};
}

// A party decides on what it has been asked: neither before that, nor on a day to come.
std::optional<refusal> is_of_the_round(command_step const& step, round const& r, date decided_on) {
    if (decided_on > step.now.today) return decided_in_future();
    if (decided_on < *r.opened) return decided_before_asked({{"asked_on", r.opened->in_numbers()}});
    return {};
}

void outcome_of_parties(round& r, date on) {
    round_outcome o{.on = on};
    for (auto const& [name, a] : r.parties) {
        if (!has_answered(a)) o.silent.push_back({name});
        if (a.status == party_status::rejected) o.against.push_back({{name}, a.reason.value_or("")});
        if (a.status == party_status::adopted || a.status == party_status::confirmed)
            o.agreed.push_back({name});
        if (a.status == party_status::adopted_with_reservation) o.reservations[name] = *a.reservation;
    }
    r.outcome = std::move(o);
}

feature const& parties_feature() {
    static feature const f{
        .id = "parties",
        .label = {"Svar fra partene", "Svar frå partane", "The parties' answers"},
        .commands = {command_of<mark_sent>({{round_kind::adoption, round_kind::confirmation}}),
                     command_of<remind>({{round_kind::adoption, round_kind::confirmation}}),
                     command_of<confirm_in_use>({{round_kind::confirmation}}),
                     command_of<close_answers>({{round_kind::adoption, round_kind::confirmation}}),
                     command_of<register_statement>({{round_kind::hearing}, false}),
                     command_of<answer_statement>(), command_of<close_hearing>({{round_kind::hearing}})}};
    return f;
}

} // namespace saksgang
