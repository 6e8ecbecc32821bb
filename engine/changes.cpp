#include "engine/changes.hpp"

#include <map>
#include <optional>
#include <span>
#include <stdexcept>
#include <vector>

#include "engine/field_text.hpp"

namespace saksgang {

using namespace field_text;

namespace {

constexpr std::string_view added = "+";

bool is_object(std::string_view value) { return value.starts_with('{'); }

bool is_list(std::string_view value) { return value.starts_with('['); }

std::vector<std::string_view> elements_of(std::string_view list) {
    std::vector<std::string_view> all;
    auto const *at = list.data() + 1, *const end = list.data() + list.size();
    while (at != end && *at != ']') {
        auto const* const ends = end_of_value(at, end);
        all.emplace_back(at, ends);
        at = ends != end && *ends == ',' ? ends + 1 : ends;
    }
    if (at == end) not_canonical();
    return all;
}

std::string list_of(std::span<std::string_view const> elements) {
    std::string out = "[";
    for (auto const& e : elements) (out += out.size() > 1 ? "," : "").append(e);
    return out += ']';
}

bool gives_way_to_object(std::string_view before, std::string_view after) {
    return is_list(before) && is_object(after);
}

std::optional<std::string> object_changes(fields before, fields after);
std::optional<std::string> list_changes(std::string_view before, std::string_view after);

// What changed in a value that is there before and after. None: it can't be said of its inside.
std::optional<std::string> change_inside(std::string_view before, std::string_view after) {
    if (is_object(before) && is_object(after)) return object_changes(before, after);
    if (is_list(before) && is_list(after)) return list_changes(before, after);
    return {};
}

// The inside's, or the whole. None: the whole would be taken for a change of the inside.
std::optional<std::string> change_of(std::string_view before, std::string_view after) {
    if (auto inside = change_inside(before, after)) return inside;
    if (gives_way_to_object(before, after) || (is_object(before) && is_object(after))) return {};
    return std::string(after);
}

std::optional<std::string> list_changes(std::string_view before, std::string_view after) {
    auto const old = elements_of(before), now = elements_of(after);
    if (now.size() < old.size()) return {};
    std::map<std::string, std::string> all; // in the order of keys: "+", "0", "1", "10", "2"
    for (std::size_t n = 0; n < old.size(); ++n) {
        if (old[n] == now[n]) continue;
        auto change = change_of(old[n], now[n]);
        if (!change) return {};
        all[std::to_string(n)] = *std::move(change);
    }
    if (now.size() > old.size()) all[std::string(added)] = list_of(std::span(now).subspan(old.size()));
    auto out = object_of([&](object_text& to) {
        for (auto const& [key, change] : all) to.put('"' + key + '"', change);
    });
    return out.size() < after.size() ? std::optional(std::move(out)) : std::nullopt;
}

std::optional<std::string> object_changes(fields before, fields after) {
    bool can_be_said = true;
    auto out = object_of([&](object_text& to) {
        each_that_may_differ(before, after,
                             [&](std::string_view key, std::string_view old, std::string_view now) {
                                 if (old == now) return;
                                 if (now.empty()) return to.put(key, null_value);
                                 auto const change = change_of(old, now);
                                 can_be_said = can_be_said && change;
                                 if (change) to.put(key, *change);
                             });
    });
    return can_be_said ? std::optional(std::move(out)) : std::nullopt;
}

void write_changed(std::string& out, std::string_view target, std::string_view change);

void write_list(std::string& out, std::string_view target, std::string_view change) {
    std::vector<std::string> changed_elements;
    auto elements = elements_of(target);
    changed_elements.reserve(elements.size());
    for (fields f(change); f; f.next()) {
        if (f.name() == added) continue;
        auto& element = elements.at(static_cast<std::size_t>(number_in(f.name())));
        write_changed(changed_elements.emplace_back(), element, f.value());
        element = changed_elements.back();
    }
    fields const last(change); // "+" stands before every digit
    auto const more =
        last && last.name() == added ? elements_of(last.value()) : std::vector<std::string_view>();
    elements.insert(elements.end(), more.begin(), more.end());
    out += list_of(elements);
}

void write_changed(std::string& out, std::string_view target, std::string_view change) {
    if (!is_object(change)) {
        out.append(change);
        return;
    }
    if (is_list(target)) return write_list(out, target, change);
    object_text to(out);
    each_that_may_differ(is_object(target) ? target : empty_object, change,
                         [&](std::string_view key, std::string_view old, std::string_view now) {
                             if (now == null_value) return;
                             if (now.empty()) return to.put(key, old);
                             to.key(key);
                             write_changed(out, old, now);
                         });
    to.close();
}

} // namespace

std::string changes_between(fields before, fields after) {
    auto out = object_changes(before, after);
    if (!out) throw std::logic_error("an object has taken the place of a list");
    return *std::move(out);
}

std::string with_changes(std::string_view object, std::string_view changes) {
    std::string out;
    write_changed(out, object, changes);
    return out;
}

void apply_changes(json& target, json const& change) {
    if (!change.is_object()) {
        target = change;
        return;
    }
    if (!target.is_structured()) target = json::object();
    for (auto const& [key, of] : change.items()) {
        if (target.is_object() && of.is_null())
            target.erase(key);
        else if (target.is_object())
            apply_changes(target[key], of);
        else if (key == added)
            target.insert(target.end(), of.begin(), of.end());
        else
            apply_changes(target.at(static_cast<std::size_t>(number_in(key))), of);
    }
}

changed shortest_changes(fields before, fields after) {
    changed out;
    object_text set(out.set), change(out.change);
    each_that_may_differ(before, after,
                         [&](std::string_view key, std::string_view old, std::string_view now) {
                             if (old == now) return;
                             auto const inside = change_inside(old, now);
                             if (inside && inside->size() <= now.size() / 2) return change.put(key, *inside);
                             set.put(key, now.empty() ? null_value : now);
                         });
    set.close();
    change.close();
    return out;
}

} // namespace saksgang
