#include "tests/kernel/added_workflow.hpp"
#include "workflows/shared/kinds.hpp"

#include "engine/machine.hpp"
#include "workflows/registry.hpp"

namespace saksgang::test {
namespace mutual_information_workflow {

using table =
    rows<step<start, struct receive, struct collecting, take>,
         step<collecting, struct add_input, stay, struct store_input>,
         step<collecting, struct inform_for_party, stay, struct store_of_party>,
         step<collecting, struct present_to_ssu, struct presented, none, struct both_have_informed>>;

struct data : case_common {
    std::string from_trust, from_municipalities;
};
BOOST_DESCRIBE_STRUCT(data, (case_common), (from_trust, from_municipalities))

struct collecting : stage<"Innspill samles", "Innspel blir samla", "Collecting"> {};
struct presented : ending<"Tatt til orientering", "Teke til orientering", "Noted"> {};

struct receive
    : called<"Registrer orientering", "Registrer orientering", "Register information", by::case_handler> {
    std::string title;
    std::vector<id> parties;
};
BOOST_DESCRIBE_STRUCT(receive, (), (title, parties))
struct add_input
    : called<"Legg til innspill", "Legg til innspel", "Add input", by::case_handler, by::its_member> {
    side from;
    std::string summary;
};
BOOST_DESCRIBE_STRUCT(add_input, (), (from, summary))
struct inform_for_party : called<"Informer for parten", "Informer for parten", "Inform for the party",
                                 by::representative_of<"party">> {
    id party;
    std::string summary;
};
BOOST_DESCRIBE_STRUCT(inform_for_party, (), (party, summary))
struct present_to_ssu : called<"Ta til orientering", "Ta til orientering", "Note", by::case_handler> {};

struct both_have_informed
    : refuses<"one_way_only", "Informasjonen er gjensidig: begge sider må ha gitt sitt.",
              "Informasjonen er gjensidig: begge sider må ha gjeve sitt.",
              "The information is mutual: both sides must have given theirs.", "own:information_is_mutual"> {
    static verdict holds(view<data> const& v) {
        return !v.data.from_trust.empty() && !v.data.from_municipalities.empty();
    }
};

struct store_input {
    static void run(add_input const& c, stepping<data>& s) {
        (c.from == sides::trust ? s.data.from_trust : s.data.from_municipalities) = c.summary;
    }
};

struct store_of_party {
    static void run(inform_for_party const& c, stepping<data>& s) {
        (c.party.value == "vestre-viken" ? s.data.from_trust : s.data.from_municipalities) = c.summary;
    }
};

constexpr word_of own_words[]{
    {"from_municipalities", {"Fra kommunene", "Frå kommunane", "From the municipalities"}},
    {"from_trust", {"Fra helseforetaket", "Frå helseføretaket", "From the trust"}},
};

struct definition : defines<data, table> {
    static constexpr auto id = "mutual_information";
    static constexpr int version = 1;
    static constexpr text label{"Gjensidig informasjon", "Gjensidig informasjon", "Mutual information"};
    static constexpr text purpose{"En part orienterer de andre.", "Ein part orienterer dei andre.",
                                  "A party informs the others."};
    static constexpr std::span<word_of const> words[]{own_words};
    static constexpr auto body = "ssu";
};

} // namespace mutual_information_workflow

workflow const& mutual_information() { return made_of<mutual_information_workflow::definition>(); }

std::vector<workflow const*> workflows_and_more() {
    auto all = all_workflows();
    all.insert(all.end(), {&mutual_information(), &new_thing()});
    return all;
}

} // namespace saksgang::test
