#include "tests/kernel/added_workflow.hpp"

#include "engine/machine.hpp"
#include "workflows/registry.hpp"

namespace saksgang::test {
namespace mutual_information_workflow {

struct data : case_common {
    std::string from_trust, from_municipalities;
};
BOOST_DESCRIBE_STRUCT(data, (case_common), (from_trust, from_municipalities))

struct collecting : stage {
    static constexpr text label{"Innspill samles", "Innspel blir samla", "Collecting"};
};
struct presented : stage {
    static constexpr text label{"Tatt til orientering", "Teke til orientering", "Noted"};
    static constexpr bool end = true;
};

struct receive {
    static constexpr text label{"Registrer orientering", "Registrer orientering", "Register information"};
    static constexpr who by[]{by::case_handler};
    std::string title;
};
BOOST_DESCRIBE_STRUCT(receive, (), (title))
struct add_input {
    static constexpr text label{"Legg til innspill", "Legg til innspel", "Add input"};
    static constexpr who by[]{by::case_handler, by::member()};
    side from;
    std::string summary;
};
BOOST_DESCRIBE_STRUCT(add_input, (), (from, summary))
struct present_to_ssu {
    static constexpr text label{"Ta til orientering", "Ta til orientering", "Note"};
    static constexpr who by[]{by::case_handler};
};
BOOST_DESCRIBE_STRUCT(present_to_ssu, (), ())

struct both_have_informed {
    static constexpr rule_text refusal{"one_way_only",
                                       {"Informasjonen er gjensidig: begge sider må ha gitt sitt.",
                                        "Informasjonen er gjensidig: begge sider må ha gjeve sitt.",
                                        "The information is mutual: both sides must have given theirs."},
                                       "A110-130"};
    static verdict holds(view<data> const& v) {
        return !v.data.from_trust.empty() && !v.data.from_municipalities.empty();
    }
};

struct store_title {
    static void run(receive const& c, stepping<data>& s) { s.data.title = c.title; }
};
struct store_input {
    static void run(add_input const& c, stepping<data>& s) {
        (c.from == side::trust ? s.data.from_trust : s.data.from_municipalities) = c.summary;
    }
};

struct definition {
    using data = mutual_information_workflow::data;
    static constexpr auto id = "mutual_information";
    static constexpr int version = 1;
    static constexpr text label{"Gjensidig informasjon", "Gjensidig informasjon", "Mutual information"};
    static constexpr auto body = "ssu";
    using table = rows<step<start, receive, collecting, store_title>,
                       step<collecting, add_input, collecting, store_input>,
                       step<collecting, present_to_ssu, presented, none, both_have_informed>>;
};

} // namespace mutual_information_workflow

workflow const& mutual_information() {
    static machine_workflow<mutual_information_workflow::definition> const w;
    return w;
}

std::vector<workflow const*> workflows_and_one_more() {
    auto all = all_workflows();
    all.push_back(&mutual_information());
    return all;
}

} // namespace saksgang::test
