// What it is about, who begins it, who decides.
#include "workflows/common.hpp"

namespace saksgang {
namespace new_thing_workflow {

using table = rows< // the first row that holds is taken
    step<start, struct begin_new_thing, struct drafting, take>,
    step<drafting, struct submit_new_thing, struct for_ssu, take, text_has_file, struct day_is_ahead>,
    step<for_ssu, round_carried, struct approved, struct note_approval>,
    step<for_ssu, round_failed, struct dropped, none, ends_there>,
    step<for_ssu, round_failed, drafting>, // sent back
    step<drafting, struct drop_new_thing, dropped>>;

// ------------------------------------------------------------------------------------------------------ data

struct data : case_common { // grows by fields with defaults; no field is taken away
    id owner;               // party
    std::optional<date> wanted_by;
    std::optional<date> decided_on;
};
BOOST_DESCRIBE_STRUCT(data, (case_common), (owner, wanted_by, decided_on))

// ---------------------------------------------------------------------------------------------------- states

struct drafting : stage<"Utkast utarbeides", "Utkast blir utarbeidd", "Drafting"> {};
struct for_ssu
    : before<"ssu", decision_kind::decision, "Til behandling i SSU", "Til behandling i SSU", "Before SSU"> {};
struct approved : ending<"Godkjent av SSU", "Godkjend av SSU", "Approved by SSU"> {};
struct dropped : ending<"Avsluttet uten vedtak", "Avslutta utan vedtak", "Ended without a decision"> {};

// -------------------------------------------------------------------------------------------------- commands

struct begin_new_thing : called<"Start en ny sak", "Start ei ny sak", "Begin a new case", by::case_handler,
                                by::leader_of<"ssu">> {
    std::string title;
    id owner;
};
BOOST_DESCRIBE_STRUCT(begin_new_thing, (), (title, owner))
struct submit_new_thing
    : called<"Legg fram for SSU", "Legg fram for SSU", "Put before SSU", by::case_handler> {
    text_version text;
    std::optional<date> wanted_by;
};
BOOST_DESCRIBE_STRUCT(submit_new_thing, (), (text, wanted_by))
struct drop_new_thing : called<"Avslutt saken", "Avslutt saka", "Drop the case", by::case_handler> {
    static constexpr bool task = false; // may be done, and waits for nobody
};

// ---------------------------------------------------------------------------------------------------- guards

struct day_is_ahead : refuses<"day_not_ahead", "{day} er ikke fram i tid.", "{day} er ikkje fram i tid.",
                              "{day} is not ahead."> {
    static verdict holds(submit_new_thing const& e, view<data> const& v) {
        if (!e.wanted_by || *e.wanted_by > v.now.today) return true;
        return verdict::fails({{"day", e.wanted_by->in_numbers()}});
    }
};

// --------------------------------------------------------------------------------------------------- actions

struct note_approval : notes<&data::decided_on> {};

// ----------------------------------------------------------------------------------------------------- words

constexpr word_of own_words[]{
    {"owner", {"Eier", "Eigar", "Owner"}},
    {"wanted_by", {"Ønsket innen", "Ønskt innan", "Wanted by"}},
};

// ----------------------------------------------------------------------------------------------- the workflow

struct definition : defines<data, table> {
    static constexpr auto id = "new_thing";
    static constexpr int version = 1;
    static constexpr text label{"Ny sakstype", "Ny sakstype", "A new kind of case"};
    static constexpr text purpose{"Hva saken er til for, i én setning.", "Kva saka er til for, i éi setning.",
                                  "What the case is for, in one sentence."};
    static constexpr auto body = "ssu";
    static constexpr std::span<word_of const> words[]{own_words};

    static std::vector<deadline> deadlines(data const& d, state const& a_case, situation const&) {
        if (stands_in<drafting, for_ssu>(a_case) && d.wanted_by) return {{"wanted_by", *d.wanted_by}};
        return {};
    }
};

} // namespace new_thing_workflow

workflow const& new_thing() { return made_of<new_thing_workflow::definition>(); }

} // namespace saksgang
