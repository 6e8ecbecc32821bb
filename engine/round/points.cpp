#include "engine/round/points.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace saksgang {
namespace {

known_rule const point_twice{"point_twice",
                             {"Punkt {point} står to ganger, eller er allerede avgjort.",
                              "Punkt {point} står to gonger, eller er alt avgjort.",
                              "Point {point} stands twice, or has been decided already."}};
known_rule const points_missing{
    "points_missing",
    {"Disse punktene står igjen: {points}. Skriv hva som ble gjort med hvert av dem.",
     "Desse punkta står att: {points}. Skriv kva som vart gjort med kvart av dei.",
     "These points are left: {points}. State what was done with each."}};

} // namespace

std::string postponed_in(std::vector<point> const& points) {
    std::string list;
    for (auto const& p : points)
        if (p.result == point_result::postponed)
            list += (list.empty() ? "" : ", ") + std::to_string(p.number);
    return list;
}

std::optional<refusal> decide_points(round& r, std::vector<point_stated> const& stated, date on) {
    std::map<int, point> all;
    for (auto const& p : r.points) all.emplace(p.number, p);
    std::set<int> now;
    for (auto const& p : stated) {
        auto const before = all.find(p.number);
        bool const decided = before != all.end() && before->second.result == point_result::agreed;
        if (decided || !now.insert(p.number).second)
            return point_twice({{"point", std::to_string(p.number)}});
        all[p.number] = {p.number, p.words, p.result, p.reason, on};
    }
    std::vector<point> left;
    for (auto const& [number, p] : all)
        if (p.result == point_result::postponed && !now.contains(number)) left.push_back(p);
    if (!left.empty()) return points_missing({{"points", postponed_in(left)}});
    r.points.clear();
    for (auto& [number, p] : all) r.points.push_back(std::move(p));
    return {};
}

} // namespace saksgang
