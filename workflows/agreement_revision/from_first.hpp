// What cases of the first version become: the points of the checklist had only their numbers; what SSU is to recommend could be
// replaced beside it.
#pragma once

#include "workflows/shared/agreement/contents.hpp"

namespace saksgang::agreement_revision_workflow {

inline constexpr std::string_view states_of_first[]{
    "proposed",  "returned", "mandated", "committee_appointing", "drafting",
    "hearing",   "revising", "for_ssu",  "recommended",          "party_adoption",
    "concluded", "closed",   "withdrawn"};

inline void from_first(case_content& c) {
    if (auto const found = c.data.find("checklist"); found != c.data.end()) {
        auto points = json::array();
        auto const names = describe::names_of<agreement_point>();
        for (auto item : *found) {
            auto const number = item.value("number", std::int64_t{0});
            if (number < 1 || number > std::ssize(names)) continue; // of no point there is
            item.erase("number");
            item["point"] = std::string(names[static_cast<std::size_t>(number) - 1]);
            points.push_back(std::move(item));
        }
        c.data.erase(found);
        if (!points.empty()) c.data["checklist"] = std::move(points);
    }
    for (auto& r : c.rounds)
        if (r["held_in"] == "for_ssu" && (r["status"] == "waiting" || r["status"] == "open"))
            r["fixed_text"] = true;
}

} // namespace saksgang::agreement_revision_workflow
