#include <algorithm>

#include "engine/who/register_words.hpp"
#include "workflows/shared/features.hpp"
#include "workflows/shared/fund/books.hpp"
#include "workflows/shared/fund/papers.hpp"
#include "workflows/shared/kinds.hpp"

namespace saksgang {
namespace {

known_rule const frame_exceeded{"frame_exceeded",
                                {"Rammen for {year} holder ikke: {left} er ledig, {amount} trengs.",
                                 "Ramma for {year} held ikkje: {left} er ledig, {amount} trengst.",
                                 "The frame of {year} does not suffice: {left} is free, {amount} is needed."},
                                "own:award_within_frame"};
known_rule const commitment_exceeded{
    "commitment_exceeded",
    {"Bare {left} av tilsagnet gjenstår.", "Berre {left} av tilsegna står att.",
     "Only {left} of the commitment remains."}};
known_rule const year_settled{
    "year_settled", {"Året {year} er avregnet.", "Året {year} er avrekna.", "The year {year} is settled."}};
known_rule const nothing_moved{"nothing_moved",
                               {"Beløpet er null.", "Beløpet er null.", "The amount is zero."}};
known_rule const frame_is_there{"frame_is_there",
                                {"Rammen for {year} er allerede der: tilsagnet trenger ikke noe vilkår.",
                                 "Ramma for {year} er alt der: tilsegna treng ikkje noko vilkår.",
                                 "The frame of {year} is already there: the award need not be conditional."}};
known_rule const no_such_fund{"not_there",
                              {"Rammen finnes ikke.", "Ramma finst ikkje.", "There is no such fund."}};

constexpr std::int64_t most_in_a_frame = largest_integer / 1000; // øre: every sum stays exact
known_rule const frame_too_large{
    "frame_too_large",
    {"Rammen kan ikke være større enn {most}.", "Ramma kan ikkje vere større enn {most}.",
     "A frame can't be larger than {most}."}};
constexpr int first_year = 1814, last_year = 2998; // that a date, or the year after, can have

known_rule const no_such_year{
    "no_such_year",
    {"{year} er ikke et årstall her.", "{year} er ikkje eit årstal her.", "{year} is no year here."}};

std::optional<refusal> open_year(command_step& step, int year) {
    if (!step.subject.exists()) return no_such_fund();
    if (year < first_year || year > last_year) return no_such_year({{"year", std::to_string(year)}});
    if (is_settled(step.subject, year)) return year_settled({{"year", std::to_string(year)}});
    return {};
}

refusal too_little(int year, ore left, ore amount) {
    return frame_exceeded(
        {{"year", std::to_string(year)}, {"left", in_kroner(left)}, {"amount", in_kroner(amount)}});
}

// "carried/2024"
struct carried_over {
    ore amount;
    std::string basis; // digest
    std::string booked_as;
    date on;
};
BOOST_DESCRIBE_STRUCT(carried_over, (), (amount, basis, booked_as, on))

struct open_fund {
    static constexpr text label{"Opprett tilskuddsramme", "Opprett tilskotsramme", "Open a fund"};
    static constexpr who by[]{by::registrar};
    static constexpr bool opens = true;
    names name;
    ref<a_party> holder; // the party that holds the money, posts and pays

    std::optional<refusal> apply(command_step& step) const {
        if (step.subject.exists())
            return already_there({{"id", text{"Tilskuddsrammen", "Tilskotsramma", "The grant frame"}}});
        step.put("name", name);
        step.put("holder", holder.value);
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(open_fund, (), (name, holder))

struct allocate {
    static constexpr text label{"Registrer årets ramme", "Registrer ramma i år",
                                "Register the year's allocation"};
    static constexpr who by[]{by::finance};
    int year;
    ore amount;
    document basis;

    std::optional<refusal> apply(command_step& step) const {
        if (auto no = open_year(step, year)) return no;
        if (amount.value == 0) return nothing_moved();
        books b(step.subject);
        if (b.balance(account(year, "free")) > most_in_a_frame - amount.value ||
            -b.balance(account(year, "frame")) > most_in_a_frame - amount.value)
            return frame_too_large({{"most", in_kroner({most_in_a_frame})}});
        b.move(account(year, "frame"), account(year, "free"), amount);
        keep_paper(step, basis);
        step.in.on_behalf_of = holder_of(step.subject);
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(allocate, (), (year, amount, basis))

struct commit_award : commit {
    using message = commit;
    static constexpr bool internal = true;
    static constexpr text label{"Tilsagn", "Tilsegn", "Commitment"};
    static constexpr who by[]{by::anyone};

    std::optional<refusal> apply(command_step& step) const {
        if (auto no = open_year(step, year)) return no;
        if (amount.value == 0) return nothing_moved();
        auto const allocated = step.subject.balances->contains(account(year, "frame"));
        if (conditional) {
            if (allocated) return frame_is_there({{"year", std::to_string(year)}});
            books(step.subject)
                .move(account(year, "expected"), account(year, "conditional", a_case.value), amount);
            return {};
        }
        if (auto const left = left_in(step.subject, year); left < amount)
            return too_little(year, std::max(left, ore{0}), amount);
        books(step.subject).move(account(year, "free"), account(year, "committed", a_case.value), amount);
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(commit_award, (commit), ())

struct confirm_award {
    static constexpr text label{"Bekreft tilsagn på vilkår når rammen er kommet",
                                "Stadfest tilsegn på vilkår når ramma er komen",
                                "Confirm a conditional award now that the frame has come"};
    static constexpr who by[]{by::finance};
    id a_case;
    int year;

    std::optional<refusal> apply(command_step& step) const {
        if (auto no = open_year(step, year)) return no;
        books b(step.subject);
        ore const amount{b.balance(account(year, "conditional", a_case.value))};
        if (amount.value == 0) return nothing_moved();
        ore const free{b.balance(account(year, "free"))};
        if (free < amount) return too_little(year, free, amount);
        b.move(account(year, "conditional", a_case.value), account(year, "expected"), amount);
        b.move(account(year, "free"), account(year, "committed", a_case.value), amount);
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(confirm_award, (), (a_case, year))

struct pay_out : pay {
    using message = pay;
    static constexpr bool internal = true;
    static constexpr text label{"Utbetalt", "Utbetalt", "Disbursed"};
    static constexpr who by[]{by::anyone};

    std::optional<refusal> apply(command_step& step) const {
        if (amount.value == 0) return nothing_moved();
        auto const left = committed_to(step.subject, a_case.value);
        if (left < amount) return commitment_exceeded({{"left", in_kroner(left)}});
        books b(step.subject);
        auto rest = amount;
        for (auto const year : years_with(step.subject, "committed", a_case.value)) {
            if (rest.value == 0) break;
            if (auto no = open_year(step, year)) return no;
            ore const here{std::min(rest.value, b.balance(account(year, "committed", a_case.value)))};
            b.move(account(year, "committed", a_case.value), account(year, "paid", a_case.value), here);
            rest = rest - here;
        }
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(pay_out, (pay), ())

struct take_back_award : take_back {
    using message = take_back;
    static constexpr bool internal = true;
    static constexpr text label{"Tilbakebetalt", "Tilbakebetalt", "Repaid"};
    static constexpr who by[]{by::anyone};

    std::optional<refusal> apply(command_step& step) const {
        if (repaid.value + released.value == 0) return nothing_moved();
        auto const paid = paid_to(step.subject, a_case.value),
                   committed = committed_to(step.subject, a_case.value),
                   conditional = conditional_to(step.subject, a_case.value);
        if (paid < repaid) return commitment_exceeded({{"left", in_kroner(paid)}});
        if (committed + conditional < released)
            return commitment_exceeded({{"left", in_kroner(committed + conditional)}});
        auto const year = step.now.today.year(); // money comes back into the year in which it comes
        if (auto no = open_year(step, year)) return no;
        give_back(step.subject, "paid", repaid, year);
        give_back(step.subject, "committed", std::min(released, committed), year);
        expect_less(step.subject, released - std::min(released, committed));
        return {};
    }

  private:
    // A frame that has not come is free for others again.
    void expect_less(state& fund, ore rest) const {
        books b(fund);
        for (auto const year : years_with(fund, "conditional", a_case.value)) {
            ore const here{std::min(rest.value, b.balance(account(year, "conditional", a_case.value)))};
            if (here.value > 0)
                b.move(account(year, "conditional", a_case.value), account(year, "expected"), here);
            rest = rest - here;
        }
    }
    void give_back(state& fund, char const* kind, ore rest, int into) const {
        books b(fund);
        for (auto const year : years_with(fund, kind, a_case.value)) {
            ore const here{std::min(rest.value, b.balance(account(year, kind, a_case.value)))};
            if (here.value == 0) continue;
            auto const of_case = account(year, kind, a_case.value), free = account(into, "free");
            if (year == into) {
                b.move(of_case, free, here);
            } else if (is_settled(fund, year)) { // stays as it was accounted for
                b.move(account(into, "repaid", a_case.value), free, here);
            } else {
                b.move(of_case, account(year, "carried"), here);
                b.move(account(into, "brought"), free, here);
            }
            rest = rest - here;
        }
    }
};
BOOST_DESCRIBE_STRUCT(take_back_award, (take_back), ())

struct carried_commitment {
    id a_case;
    ore amount;
};
BOOST_DESCRIBE_STRUCT(carried_commitment, (), (a_case, amount))

struct carry_over {
    static constexpr text label{"Overfør til neste år", "Overfør til neste år",
                                "Carry over to the next year"};
    static constexpr who by[]{by::finance};
    int year;
    ore free; // not committed
    std::vector<carried_commitment> commitments;
    document basis; // that allows it

    std::optional<refusal> apply(command_step& step) const {
        if (auto no = open_year(step, year)) return no;
        if (auto no = open_year(step, year + 1)) return no;
        books b(step.subject);
        if (ore const left{b.balance(account(year, "free"))}; left < free)
            return too_little(year, left, free);
        auto moved = free;
        over(b, "free", {}, free);
        for (auto const& c : commitments) {
            if (ore const left{b.balance(account(year, "committed", c.a_case.value))}; left < c.amount)
                return commitment_exceeded({{"left", in_kroner(left)}});
            over(b, "committed", c.a_case.value, c.amount);
            moved = moved + c.amount;
        }
        if (moved.value == 0) return nothing_moved();
        auto const holder = step.in.on_behalf_of = holder_of(step.subject);
        // «Bundet driftsfond» is a municipality's term (kommuneloven); the trust follows regnskapsloven (F14).
        bool const municipal = party_in(step.now.organisation(), holder)->kind == party_kinds::municipality;
        auto const key = "carried/" + std::to_string(year);
        auto const* before = step.find<carried_over>(key);
        step.put(key,
                 carried_over{(before ? before->amount : ore{}) + moved, basis.digest,
                              municipal ? "bundet driftsfond" : "avsatt/utsatt inntekt", step.now.today});
        keep_paper(step, basis);
        return {};
    }

  private:
    void over(books& b, char const* kind, std::string const& case_id, ore amount) const {
        b.move(account(year, kind, case_id), account(year, "carried"), amount);
        b.move(account(year + 1, "brought"), account(year + 1, kind, case_id), amount);
    }
};
BOOST_DESCRIBE_STRUCT(carry_over, (), (year, free, commitments, basis))

known_rule const not_empty{"year_not_empty",
                           {"{amount} i {year} er verken utbetalt eller overført.",
                            "{amount} i {year} er verken utbetalt eller overført.",
                            "{amount} in {year} is neither paid nor carried over."}};

known_rule const year_runs{"year_runs",
                           {"{year} er ikke over. Året avregnes tidligst 31. desember.",
                            "{year} er ikkje over. Året blir avrekna tidlegast 31. desember.",
                            "{year} is not over; a year is settled on 31 December at the earliest."}};

struct settle_year {
    static constexpr text label{"Avregn året", "Avrekn året", "Settle the year"};
    static constexpr who by[]{by::finance};
    static constexpr bool has_room = true;
    int year;
    document accounts;

    std::optional<refusal> apply(command_step& step) const {
        if (auto no = open_year(step, year)) return no;
        if (step.now.today < *date::parse(std::to_string(year) + "-12-31"))
            return year_runs({{"year", std::to_string(year)}});
        for (auto const& y : years_of(step.subject))
            if (auto const left = y.free + y.committed + y.conditional; y.year == year && left.value != 0)
                return not_empty({{"amount", in_kroner(left)}, {"year", std::to_string(year)}});
        step.put("year/" + std::to_string(year), settled_year{true});
        keep_paper(step, accounts);
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(settle_year, (), (year, accounts))

} // namespace

feature const& fund_feature() {
    static feature const f{
        .id = "fund",
        .label = {"Tilskuddsramme", "Tilskotsramme", "Fund"},
        .prefix = "fund/",
        .address = "funds",
        .commands = {command_of<open_fund>(), command_of<allocate>(), command_of<commit_award>(),
                     command_of<confirm_award>(), command_of<pay_out>(), command_of<take_back_award>(),
                     command_of<carry_over>(), command_of<settle_year>()},
        .deadlines = deadlines_of_fund,
        .links = links_in_fund,
        .shows_document = fund_shows,
        .title = [](state const& fund, situation const&, language l) { return name_of_fund(fund, l); },
        .faults = faults_in_fund};
    return f;
}

} // namespace saksgang
