// How a year of meetings looks in answers (views.hpp).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "workflows/shared/meetings/plan_of_year.hpp"

namespace saksgang::api {

// Another body that meets on the same day.
struct clash_view {
    std::string body; // by name
    int members_in_common = 0;
};
BOOST_DESCRIBE_STRUCT(clash_view, (), (body, members_in_common))
struct meeting_in_year {
    date day;
    meeting_kind kind = meeting_kind::ordinary;
    std::string label;         // of its kind
    bool published = false;    // else it stands in a draft
    std::string body, of_body; // that meets, by name; whose plan it stands in
    std::optional<std::string> place = {};
    std::vector<earlier_day> moved_from = {};
    std::optional<std::string> cancelled = {}; // why
    std::optional<std::string> despite_clash = {};
    std::vector<clash_view> clashes = {};
    std::optional<id> a_case = {}; // of the meeting itself, from when somebody begins to prepare it
    std::optional<meeting_standing> standing = {};
    std::string stands = {};      // in words
    bool minutes_missing = false; // it has been held, and its minutes are not published in time
};
BOOST_DESCRIBE_STRUCT(meeting_in_year, (),
                      (day, kind, label, published, body, of_body, place, moved_from, cancelled,
                       despite_clash, clashes, a_case, standing, stands, minutes_missing))
struct plan_in_year {
    std::string of_body, name; // whose it is
    id a_case;
    bool published = false;            // else a draft, of whoever may read its case
    std::vector<std::string> findings; // «Forhold å se på», in words
};
BOOST_DESCRIBE_STRUCT(plan_in_year, (), (of_body, name, a_case, published, findings))
struct meeting_year {
    int year = 0;
    std::vector<int> planned_years; // for which there is any plan
    std::vector<plan_in_year> plans;
    std::vector<meeting_in_year> meetings; // by day
};
BOOST_DESCRIBE_STRUCT(meeting_year, (), (year, planned_years, plans, meetings))

} // namespace saksgang::api
