// Ny vurdering: whether a text that is in use stays as it is, or another takes its place. SSU approved it, and SSU decides.
#pragma once

#include "workflows/guideline_revision/commission.hpp"

namespace saksgang::guideline_revision_workflow {

struct start_review : called<"Start ny vurdering", "Start ny vurdering", "Start a review", by::case_handler> {
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(start_review, (), (reason))
struct keep_guideline
    : called<"Foreslå for SSU å beholde teksten uendret", "Foreslå for SSU å behalde teksten uendra",
             "Propose that SSU keep the text as it is", by::case_handler, by::its_leader>,
      decision_proposed {
    document note; // the professional review
};
BOOST_DESCRIBE_STRUCT(keep_guideline, (decision_proposed), (note))
struct supersede : called<"Foreslå for SSU å erstatte teksten", "Foreslå for SSU å erstatte teksten",
                          "Propose that SSU have the text superseded", by::case_handler, by::its_leader>,
                   decision_proposed {
    document replaced_by;
};
BOOST_DESCRIBE_STRUCT(supersede, (decision_proposed), (replaced_by))

struct asks_for_successor : refuses<"asks_to_keep", "SSU er spurt om å beholde teksten.",
                                    "SSU er spurt om å behalde teksten.", "SSU is asked to keep the text."> {
    template <class Data>
    static verdict holds(view<Data> const& v) {
        return v.data.asked_of_ssu && v.data.asked_of_ssu->replaced_by;
    }
};

struct ask_what_becomes_of_it {
    static void run(keep_guideline const& e, auto& s) { ask(e.note, e, s); }
    static void run(supersede const& e, auto& s) {
        ask(e.replaced_by, e, s);
        s.data.asked_of_ssu->replaced_by = e.replaced_by;
    }

  private:
    static void ask(document const& paper, decision_proposed const& e, auto& s) {
        s.data.asked_of_ssu =
            question_for_ssu{put_forward{paper, e.proposed_decision}.as_version(next_version(s.a_case))};
    }
};
struct note_successor {
    static void run(round_carried const&, auto& s) {
        s.data.replaced_by = s.data.asked_of_ssu.value().replaced_by;
        s.data.asked_of_ssu.reset();
    }
};
struct note_reason {
    static void run(start_review const& e, auto& s) { s.data.review_reason = e.reason; }
};

inline constexpr word_of words_of_review[]{
    {"replaced_by", {"Erstattet av", "Erstatta av", "Replaced by"}},
    {"review_from", {"Ny vurdering regnes fra", "Ny vurdering blir rekna frå", "Review counts from"}},
    {"review_reason",
     {"Hvorfor teksten vurderes på nytt", "Kvifor teksten blir vurdert på nytt", "Reason for the review"}},
};

} // namespace saksgang::guideline_revision_workflow
