// What cases of the first version become: SSU had not decided on what was only commissioned, and who does what had a column
// for each of four.
#pragma once

#include "engine/workflow.hpp"

namespace saksgang::guideline_revision_workflow {

inline constexpr std::string_view states_of_first[]{
    "commissioned", "assigned",     "group_set", "drafting",    "fsu_endorsed", "professional_hearing",
    "returned",     "ssu_approved", "published", "implemented", "review_due",   "superseded"};
// Commands that are no more, as histories name them.
inline constexpr word_of words_of_first[]{
    {"assign",
     {"Ga oppdraget til et faglig samarbeidsutvalg (FSU)",
      "Gav oppdraget til eit fagleg samarbeidsutval (FSU)", "Assigned to an FSU"}},
    {"endorse", {"Tilrådde overfor SSU", "Tilrådde overfor SSU", "Endorsed to SSU"}},
};

inline void from_first(case_content& c) {
    constexpr std::string_view four[]{"specialist", "municipality", "gp", "pharmacy"};
    if (c.state == "commissioned") c.state = "in_preparation";
    c.data["product"] = "guideline";
    c.data["actors"] = four;
    if (c.data.contains("matrix"))
        for (auto& row : c.data["matrix"]) {
            auto parts = json::array();
            for (auto const actor : four)
                if (row.contains(actor))
                    parts.push_back({{"actor", actor}, {"does", row[std::string(actor)]}});
            row = {{"task", row["task"]}, {"parts", parts}};
        }
    for (auto& r : c.rounds)
        if (r["status"] == "waiting" || r["status"] == "open") r["fixed_text"] = true;
}

} // namespace saksgang::guideline_revision_workflow
