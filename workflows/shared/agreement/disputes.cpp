// Disputes of a pair: tried in LSU and SSU, then before Tvisteløsningsnemnda, whose statement is advisory (L08).
#include "workflows/shared/agreement/changing.hpp"

namespace saksgang {
namespace {

known_rule const not_deidentified{
    "not_deidentified",
    {"Bare avidentifiserte dokumenter kan legges ved til tvisteløsningsnemnda.",
     "Berre avidentifiserte dokument kan leggjast ved til tvisteløysingsnemnda.",
     "Only de-identified documents may be attached for the dispute resolution board."},
    "own:disputes_are_deidentified"};
known_rule const no_dispute{
    "no_dispute",
    {"Det er ingen slik tvist som venter på dette.", "Det er ingen slik tvist som ventar på dette.",
     "There is no such dispute that waits for this."}};

// Of all the pair's, those of its agreements first, in the order in which they were raised: the one with that number, or the
// first that waits for it.
template <class Waits, class F>
std::optional<refusal> change_dispute(command_step& step, std::optional<int> number, Waits waits, F f) {
    int before = 0;
    auto const changes = [&](std::vector<dispute>& all) -> dispute const* {
        for (auto& d : all) {
            ++before;
            if (!waits(d) || (number && *number != before)) continue;
            f(d);
            return &d;
        }
        return nullptr;
    };
    auto agreements = agreements_of(step.subject);
    for (std::size_t n = 1; n <= agreements.size(); ++n)
        if (changes(agreements[n - 1].disputes)) {
            step.put(agreement_key(n), agreements[n - 1]);
            return {};
        }
    auto others = disputes_without_agreement(step.subject);
    if (auto const* d = changes(others)) {
        step.put(dispute_key(static_cast<std::size_t>(d - others.data()) + 1), *d);
        return {};
    }
    return no_dispute();
}

constexpr std::ptrdiff_t most_disputes_a_year = 100; // of a party: the other has its room
known_rule const too_many_disputes{
    "too_many_disputes",
    {"Parten har brakt {most} saker inn for nemnda i år. Flere er det ikke plass til.",
     "Parten har brakt {most} saker inn for nemnda i år. Fleire er det ikkje plass til.",
     "The party has brought {most} disputes before the board this year. There is no room for more."}};

std::ptrdiff_t disputes_this_year(std::vector<dispute> const& all, id const& party, date today) {
    return std::ranges::count_if(
        all, [&](dispute const& d) { return d.raised_by == party && d.raised_on.year() == today.year(); });
}

struct raise_dispute {
    static constexpr text label{"Bring saken inn for tvisteløsningsnemnda",
                                "Bring saka inn for tvisteløysingsnemnda",
                                "Bring a dispute before the board"};
    static constexpr who by[]{by::case_handler, by::party_representative};
    id party;
    std::string about;
    std::vector<saksgang::document> documents;
    bool deidentified;
    date copy_sent_to_counterpart;
    std::optional<date> discussed_in_lsu_on, discussed_in_ssu_on;

    std::optional<refusal> apply(command_step& step) const {
        if (auto no = act_for_pair(step, party)) return no;
        if (!deidentified) return not_deidentified();
        for (auto const& day : {discussed_in_lsu_on, discussed_in_ssu_on})
            if (day && *day > step.now.today) return in_future();
        if (auto no = has_room_for_another(step)) return no;
        dispute const raised{.about = about,
                             .raised_by = party,
                             .discussed_in_lsu_on = discussed_in_lsu_on,
                             .discussed_in_ssu_on = discussed_in_ssu_on,
                             .raised_on = step.now.today,
                             .documents = documents};
        if (!agreement_on(step.subject, step.now.today)) { // the board mediates on the next one, too (L08)
            step.put(dispute_key(disputes_without_agreement(step.subject).size() + 1), raised);
            return {};
        }
        return change(step, [&](agreement& a) -> std::optional<refusal> {
            a.disputes.push_back(raised);
            return {};
        });
    }

  private:
    std::optional<refusal> has_room_for_another(command_step const& step) const {
        auto raised = disputes_this_year(disputes_without_agreement(step.subject), party, step.now.today);
        for (auto const& a : agreements_of(step.subject))
            raised += disputes_this_year(a.disputes, party, step.now.today);
        if (raised < most_disputes_a_year) return {};
        return too_many_disputes({{"most", std::to_string(most_disputes_a_year)}});
    }
};
BOOST_DESCRIBE_STRUCT(raise_dispute, (),
                      (party, about, documents, deidentified, copy_sent_to_counterpart, discussed_in_lsu_on,
                       discussed_in_ssu_on))

struct record_board_statement {
    static constexpr text label{"Registrer nemndas uttalelse (rådgivende)",
                                "Registrer fråsegna til nemnda (rådgjevande)",
                                "Register the board's statement (advisory)"};
    static constexpr who by[]{by::case_handler};
    std::string statement;
    saksgang::document document;
    std::optional<int> number; // of the dispute

    std::optional<refusal> apply(command_step& step) const {
        return change_dispute(
            step, number, [](dispute const& d) { return !d.statement; },
            [&](dispute& d) {
                d.statement = statement;
                d.documents.push_back(document);
            });
    }
};
BOOST_DESCRIBE_STRUCT(record_board_statement, (), (statement, document, number))

struct settle_dispute {
    static constexpr text label{"Registrer at tvisten er løst", "Registrer at tvisten er løyst",
                                "Register the dispute as settled"};
    static constexpr who by[]{by::case_handler};
    date resolved_on;
    std::string settlement;
    saksgang::document document; // what the two agreed, de-identified
    std::optional<int> number;

    std::optional<refusal> apply(command_step& step) const {
        if (resolved_on > step.now.today) return in_future();
        return change_dispute(
            step, number, [](dispute const& d) { return !d.resolved_on; },
            [&](dispute& d) {
                d.resolved_on = resolved_on;
                d.settlement = settlement;
                d.documents.push_back(document);
            });
    }
};
BOOST_DESCRIBE_STRUCT(settle_dispute, (), (resolved_on, settlement, document, number))

} // namespace

command_info raise_dispute_info() { return command_of<raise_dispute>(); }
command_info record_board_statement_info() { return command_of<record_board_statement>(); }
command_info settle_dispute_info() { return command_of<settle_dispute>(); }

} // namespace saksgang
