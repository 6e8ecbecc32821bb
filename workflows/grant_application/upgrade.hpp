// What cases of earlier versions of the workflow are today.
#pragma once

#include <algorithm>

#include "engine/workflow.hpp"

namespace saksgang::grant_application_workflow {

inline constexpr std::string_view states_of_first[]{
    "draft",    "submitted", "screening",         "incomplete", "assessment",  "lsu_statement", "for_ssu",
    "deferred", "rejected",  "awarded",           "accepted",   "disbursed",   "in_progress",   "reporting",
    "closed",   "reclaimed", "partially_awarded", "withdrawn",  "final_report"};

// Whether SSU agreed on what was put before it last; nothing else than an award could be withdrawn then.
inline bool ssu_agreed_last(json const& rounds) {
    bool agreed = false;
    for (int n = 1; n <= static_cast<int>(rounds.size()); ++n) {
        auto const& r = rounds.at("r" + std::to_string(n));
        if (r.value("held_in", "") == "for_ssu") agreed = r.value("status", "") == "carried";
    }
    return agreed;
}

// Every private partner counted as an applicant; complaints were counted from dispatch, and the decision in force was
// whatever had been proposed last; exceptions had codes.
inline void from_first(case_content& c) {
    auto& d = c.data;
    std::string private_names;
    if (d.contains("partners"))
        for (auto& p : d["partners"])
            if (p.value("kind", "") == "private_body") {
                p["applies"] = true;
                private_names += (private_names.empty() ? "" : ", ") + p.value("name", "");
            }
    if (d.contains("exceptions"))
        for (auto& e : d["exceptions"]) {
            if (e["rule"] == "F12") e["rule"] = "scheme_not_adopted";
            if (e["rule"] == "L21") e["rule"] = "complaint_too_late";
        }
    bool const letter_sent = d.contains("letter");
    if (letter_sent) d["letter"].erase("complaint_deadline");

    // A letter stood only while what it told of did: where SSU has the case again, there was a complaint on a refusal.
    bool const refusal_sent = letter_sent && !d["letter"].contains("amount");
    bool const withdrawn = c.state == "withdrawn";
    bool const decides = c.state == "assessment" || c.state == "lsu_statement" || c.state == "for_ssu";
    bool const undecided = decides || c.state == "draft" || c.state == "submitted" ||
                           c.state == "screening" || c.state == "incomplete" || c.state == "deferred" ||
                           (withdrawn && !letter_sent && !ssu_agreed_last(c.rounds));
    if (refusal_sent && (decides || withdrawn)) {
        d["decision"] = {{"outcome", "reject"}, {"amount", 0}, {"year", d.value("year", 0)}};
        for (auto const& linked : d.value("documents", json::array()))
            if (linked.value("command", "") == "register_complaint")
                d["complaints"] =
                    json::array({{{"complainant", private_names},
                                  {"posted", linked["linked"]},
                                  {"received", linked["linked"]},
                                  {"document", {{"digest", linked["digest"]}, {"title", linked["title"]}}}}});
    } else if (!undecided && d.contains("decided_on") && d["proposal"]["outcome"] != "defer") {
        d["decision"] = d["proposal"];
    }
}

} // namespace saksgang::grant_application_workflow
