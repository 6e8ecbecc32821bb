// The agreements in force are a register for each pair (municipality, trust): the stream agreement/flaa. The
// register answers "which agreement applies for Flå on 1 May"; entry into force, submission, review, notice
// and dispute belong to the pair (hol. §§ 6-1, 6-4, 6-5).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/command.hpp"
#include "engine/workflow.hpp"

namespace saksgang {

inline std::string agreement_stream(std::string_view municipality) {
    return "agreement/" + std::string(municipality);
}

BOOST_DEFINE_ENUM_CLASS(review_outcome, keep, amend)

struct yearly_review {
    date reviewed_on;
    review_outcome outcome = review_outcome::keep;
    std::string note;
};
BOOST_DESCRIBE_STRUCT(yearly_review, (), (reviewed_on, outcome, note))

struct addendum { // tilleggsprotokoll, for this pair alone
    std::string title;
    saksgang::document document;
    date adopted_by_council, adopted_by_board;
};
BOOST_DESCRIBE_STRUCT(addendum, (), (title, document, adopted_by_council, adopted_by_board))

struct dispute {
    std::string about;
    id raised_by;
    std::optional<date> discussed_in_lsu_on, discussed_in_ssu_on; // before the nemnd
    date raised_on;
    std::vector<saksgang::document> documents; // de-identified; and what came of it
    std::optional<std::string> statement;      // the nemnd's: advisory, it changes no state
    std::optional<date> resolved_on;           // by the two parties
    std::optional<std::string> settlement;
};
BOOST_DESCRIBE_STRUCT(dispute, (),
                      (about, raised_by, discussed_in_lsu_on, discussed_in_ssu_on, raised_on, documents,
                       statement, resolved_on, settlement))

struct agreement {
    std::string title, version;
    saksgang::document document;
    date concluded_on, in_force_from;
    std::optional<date> ends_on; // the last day it applies
    std::optional<id> a_case;    // that it came from
    std::optional<date> signed_on;
    std::optional<saksgang::document> signed_document; // as both have signed it
    std::optional<date>
        submitted_on; // to Helsedirektoratet, by the regional trust: within a month (hol. § 6-4)
    bool submission_unknown = false; // of one from before the register: nobody knows, and nobody is asked
    std::optional<date> notice_received;
    std::optional<id> notice_by;
    std::optional<date> notice_passed_on; // to Helsedirektoratet, by the regional trust (hol. § 6-5)
    std::vector<yearly_review> reviews;
    std::vector<addendum> addenda;
    std::vector<dispute> disputes;
    std::vector<saksgang::document> sources; // that show its dates
};
BOOST_DESCRIBE_STRUCT(agreement, (),
                      (title, version, document, concluded_on, in_force_from, ends_on, a_case, signed_on,
                       signed_document, submitted_on, submission_unknown, notice_received, notice_by,
                       notice_passed_on, reviews, addenda, disputes, sources))

// The field of the n-th, from 1, in the order in which they were registered.
std::string agreement_key(std::size_t n);
std::string dispute_key(std::size_t n);
std::vector<agreement> const& agreements_of(state const& pair);
// The one that applies on that day; none: null.
agreement const* agreement_on(state const& pair, date);
agreement const* agreement_on(state&&, date) = delete;
// Raised while no agreement applied, as on the terms of the next one (L08); the others are of an agreement.
std::vector<dispute> const& disputes_without_agreement(state const& pair);
// Every document that it names.
std::vector<document> documents_of(agreement const&);
// The first agreement of a pair that names a document (null: a dispute without one), and what it is called there.
struct document_of_pair {
    agreement const* named_by;
    std::string title;
};
std::optional<document_of_pair> document_in(state const& pair, std::string const& digest);
std::optional<document_of_pair> document_in(state&&, std::string const&) = delete;
// That a document of the pair's was withdrawn from view; none: null.
withdrawal const* withdrawn_from(state const& pair, std::string const& digest);
// May they read what the pair's disputes rest on? The two parties may, and who handles or audits what is theirs.
bool reads_disputes(state const& pair, situation const&);
bool rests_a_dispute_on(state const& pair, std::string const& digest);
// Those that the pair's agreements and disputes name; and whether somebody may read one there: an agreement's anyone signed in may.
std::vector<document_link> links_in(state const& pair);
bool shows_document(state const& pair, std::string const& digest, situation const&);
// Whether another one may begin that day: after the one before it.
std::optional<refusal> begins_in_order(state const& pair, date in_force_from);
// What is due for the pair: submission (L05), yearly review (L06), telling Helsedirektoratet of a notice (L07), for which the
// law gives no day. The next one first.
std::vector<deadline> deadlines_of(state const& pair);
inline std::vector<deadline> deadlines_of(state const& pair, date today) {
    return showing_on(deadlines_of(pair), today);
}

// What another case says when it opens one on a revision of the cooperation agreement.
struct revision_needed {
    std::string title, reason, base_version;
    date base_date;
    saksgang::document proposal;
};
BOOST_DESCRIBE_STRUCT(revision_needed, (), (title, reason, base_version, base_date, proposal))
inline follow_up opens_revision(revision_needed const& why) {
    return {std::string(new_case), "propose_revision", write(why), "agreement_revision"};
}

// What a case sends to the register of a pair: the two have adopted the same text.
struct conclude {
    id a_case;
    std::string title, version;
    saksgang::document document;
    date concluded_on, in_force_from;
};
BOOST_DESCRIBE_STRUCT(conclude, (), (a_case, title, version, document, concluded_on, in_force_from))

// An editorial change costs nobody a new decision: the pairs that concluded on the version before it have
// the corrected one.
struct amend_editorially {
    id a_case;
    std::string before; // the version that it corrects
    std::string title, version;
    saksgang::document document;
};
BOOST_DESCRIBE_STRUCT(amend_editorially, (), (a_case, before, title, version, document))

} // namespace saksgang
