// Text read strictly, written canonically and read again, by the tree (engine/json.hpp), as it stands (engine/fields.hpp),
// and by what `check` folds with (engine/slices.hpp).
#include <algorithm>

#include "engine/changes.hpp"
#include "engine/fields.hpp"
#include "engine/json.hpp"
#include "engine/slices.hpp"
#include "tests/fuzz/fuzz.hpp"

namespace saksgang::fuzz {
namespace {

constexpr std::size_t deepest_slice =
    64; // levels: of what is stored, which may lie deeper than what comes from outside

std::size_t depth_of(json const& v) {
    std::size_t deepest = 0;
    if (v.is_structured())
        for (auto const& child : v) deepest = std::max(deepest, depth_of(child));
    return deepest + (v.is_structured() ? 1 : 0);
}

bool is_ascii(std::string_view key) {
    return std::ranges::all_of(key, [](unsigned char c) { return c >= 0x20 && c <= 0x7e; });
}

// What canonical JSON can say (engine/json.hpp), said a second time.
bool is_in_subset(json const& v) {
    if (v.is_number_float()) return false;
    if (v.is_number_unsigned() && v.get<std::uint64_t>() > largest_integer) return false;
    if (v.is_number() &&
        (v.get<std::int64_t>() > largest_integer || v.get<std::int64_t>() < -largest_integer))
        return false;
    if (v.is_object())
        for (auto const& [key, child] : v.items())
            if (!is_ascii(key)) return false;
    return !v.is_structured() || std::ranges::all_of(v, is_in_subset);
}

bool holds_nul(json const& v) {
    if (v.is_string()) return v.get_ref<std::string const&>().find('\0') != std::string::npos;
    return v.is_structured() && std::ranges::any_of(v, holds_nul);
}

bool holds_null_in_objects(json const& v) {
    if (v.is_object() && std::ranges::any_of(v, [](json const& child) { return child.is_null(); }))
        return true;
    return v.is_structured() && std::ranges::any_of(v, holds_null_in_objects);
}

// Each field has the same key and value, whoever reads it.
void must_be_the_same_fields(json const& object, std::string const& text) {
    std::vector<slices::member> members;
    slices::take_apart(text, members);
    expect(members.size() == object.size(), "what is canonical has as many fields however it is taken apart");
    auto member = members.begin();
    fields each(text);
    for (auto const& [key, value] : object.items()) {
        expect(each && each.key() == "\"" + std::string(member->name) + "\"",
               "keys are the same in both readers");
        expect(each.value() == member->value && each.value() == canonical(value), "so are values");
        expect(json::parse(each.key()) == key, "and the tree's key is theirs");
        each.next();
        ++member;
    }
    expect(!each, "no reader finds more");
}

void must_be_one_text(json const& v) {
    auto const text = canonical(v);
    expect(parse_json(text) == v, "what is written canonically reads as what it was");
    expect(canonical(parse_json(text)) == text, "and is written the same again");
    if (v.is_object()) must_be_the_same_fields(v, text);
}

// slices takes exactly what is canonical, where the tree can be asked.
void must_agree_on_what_is_canonical(std::string_view text) {
    auto const tree = json::parse(text, nullptr, false);
    bool const is = !tree.is_discarded() && tree.is_object() && depth_of(tree) <= deepest_slice &&
                    !holds_nul(tree) && is_in_subset(tree) && canonical(tree) == text;
    std::vector<slices::member> members;
    bool const taken = !refuses<slices::not_canonical>([&] { slices::take_apart(text, members); });
    expect(is == taken, "both readers take the same texts for canonical");
}

// What has changed from one object to another, applied, gives the other, by each of the three ways to apply it.
void must_lead_from_one_to_another(json const& before, json const& after) {
    auto const from = canonical(before), to = canonical(after);
    auto const [set, change] = shortest_changes(from, to);
    expect(with_changes(with_fields(from, set), change) == to, "what changed, applied, gives what it is now");
    expect(with_fields(from, changed_fields(from, to)) == to, "so do whole fields");
    std::string all;
    if (refuses<std::logic_error>([&] { all = changes_between(from, to); }))
        return; // an object in a list's place
    auto tree = before;
    apply_changes(tree, json::parse(all));
    expect(canonical(tree) == to && with_changes(from, all) == to && slices::merged(from, all) == to,
           "three ways to apply a change give the same");
}

// A change that somebody else has written: where `check` can apply it, everyone applies it so.
void must_apply_alike(json const& before, json const& change) {
    std::string merged;
    if (refuses<slices::not_canonical>(
            [&] { merged = slices::merged(canonical(before), canonical(change)); }))
        return;
    auto tree = before;
    apply_changes(tree, change);
    expect(canonical(tree) == merged, "a change does to a tree what it does to slices");
    expect(with_changes(canonical(before), canonical(change)) == merged, "and to text");
}

} // namespace

void json_text(std::string_view text) {
    must_agree_on_what_is_canonical(text);
    json v;
    if (refuses<malformed_json>([&] { v = parse_json(text, most_items); })) return;
    if (!is_in_subset(v))
        return expect(refuses<std::logic_error>([&] { (void)canonical(v); }),
                      "what can't be canonical is not written");
    must_be_one_text(v);
    bool const is_pair = v.is_array() && v.size() == 2 && v[0].is_object() && v[1].is_object();
    if (!is_pair) return;
    if (!holds_null_in_objects(v)) must_lead_from_one_to_another(v[0], v[1]);
    must_apply_alike(v[0], v[1]);
}

} // namespace saksgang::fuzz
