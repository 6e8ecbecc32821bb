#include "engine/fields.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>
#include <vector>

namespace saksgang {
namespace {

constexpr std::string_view null_value = "null", added = "+";

[[noreturn]] void not_canonical() { throw std::logic_error("this is no canonical JSON"); }

// `at` is the opening quotation mark; behind the closing one.
char const* end_of_text(char const* at, char const* end) {
    for (++at;;) {
        auto const* mark = static_cast<char const*>(std::memchr(at, '"', static_cast<std::size_t>(end - at)));
        if (!mark) not_canonical();
        auto const* before = mark;
        while (before > at && before[-1] == '\\') --before;
        if ((mark - before) % 2 == 0) return mark + 1;
        at = mark + 1; // escaped
    }
}

char const* end_of_value(char const* at, char const* end) {
    int depth = 0;
    while (at != end) {
        switch (*at) {
            case '"':
                at = end_of_text(at, end);
                break;
            case '{':
            case '[':
                ++depth;
                ++at;
                continue;
            case '}':
            case ']':
                --depth;
                ++at;
                break;
            case ',':
            case ':':
                ++at;
                continue;
            default: // a number or a word
                while (at != end && *at != ',' && *at != '}' && *at != ']') ++at;
        }
        if (depth == 0) return at;
        if (depth < 0) break;
    }
    not_canonical();
}

// Calls f(key, in_a, in_b) for each key of either, in order; what is not there is empty. Pieces that both have in common
// are left out.
template <class F>
void each_that_may_differ(fields a, fields b, F f) {
    while (a || b) {
        if (a.begins() && a.begins() == b.begins()) {
            a.pass();
            b.pass();
            continue;
        }
        auto const order = !a ? 1 : !b ? -1 : compare_keys(a.name(), b.name());
        f(order <= 0 ? a.key() : b.key(), order <= 0 ? a.value() : std::string_view(),
          order >= 0 ? b.value() : std::string_view());
        if (order <= 0) a.next();
        if (order >= 0) b.next();
    }
}

// An object whose keys come in order.
class object_text {
  public:
    explicit object_text(std::string& out) : out_(out), begins_(out.size()) { out_ += '{'; }
    void close() { out_ += '}'; }
    void key(std::string_view quoted) {
        if (out_.size() > begins_ + 1) out_ += ',';
        out_.append(quoted) += ':';
    }
    void put(std::string_view quoted, std::string_view value) {
        key(quoted);
        out_.append(value);
    }
    void put(std::string_view quoted, std::int64_t number) {
        char digits[20];
        put(quoted, std::string_view(digits, std::to_chars(digits, digits + sizeof digits, number).ptr));
    }

  private:
    std::string& out_;
    std::size_t begins_;
};

template <class Fill>
std::string object_of(Fill fill) {
    std::string out;
    object_text to(out);
    fill(to);
    to.close();
    return out;
}

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

std::int64_t number_or_zero(std::string_view value) { return value.empty() ? 0 : number_in(value); }

} // namespace

// Keys are ASCII without control characters: of their escapes, only \" and \\ occur.
int compare_keys(std::string_view a, std::string_view b) {
    auto const [in_a, in_b] = std::ranges::mismatch(a, b);
    if (in_a == a.end() || in_b == b.end()) return a.size() < b.size() ? -1 : a.size() > b.size();
    if (*in_a != '\\' && *in_b != '\\') return *in_a < *in_b ? -1 : 1;
    for (; !a.empty() && !b.empty(); a.remove_prefix(1), b.remove_prefix(1)) {
        if (a.front() == '\\') a.remove_prefix(1);
        if (b.front() == '\\') b.remove_prefix(1);
        if (a.front() != b.front()) return a.front() < b.front() ? -1 : 1;
    }
    return a.empty() ? -1 : 1;
}

void fields::begin() {
    if (rest_.size() < 2 || rest_.front() != '{') not_canonical();
    next();
}

fields::fields(piece_list const& pieces) : rest_("}"), further_(pieces) { next(); }

void fields::pass() {
    rest_ = "}";
    next();
}

void fields::next() {
    key_ = value_ = {};
    begins_ = nullptr;
    while (rest_.front() == '}' || rest_ == empty_object) {
        begins_ = further_.empty() ? nullptr : further_.front().get();
        if (!begins_) return;
        rest_ = begins_->text();
        further_ = further_.subspan(1);
    }
    auto const *begin = rest_.data(), *end = begin + rest_.size();
    auto const* const key = begin + 1; // behind the brace or the comma
    if (key == end || *key != '"') not_canonical();
    auto const* const key_ends = end_of_text(key, end);
    if (key_ends == end || *key_ends != ':') not_canonical();
    auto const* const value_ends = end_of_value(key_ends + 1, end);
    if (value_ends == end) not_canonical();
    key_ = {key, key_ends};
    value_ = {key_ends + 1, value_ends};
    rest_ = {value_ends, end};
}

std::int64_t number_in(std::string_view value) {
    std::int64_t n = 0;
    auto const [end, error] = std::from_chars(value.data(), value.data() + value.size(), n);
    if (error != std::errc{} || end != value.data() + value.size()) not_canonical();
    return n;
}

std::string text_in(std::string_view value) {
    if (value.size() < 2 || value.front() != '"') not_canonical();
    auto const plain = value.substr(1, value.size() - 2);
    if (plain.find('\\') == plain.npos) return std::string(plain);
    return nlohmann::json::parse(value).get<std::string>();
}

std::string changed_fields(fields before, fields after) {
    return object_of([&](object_text& to) {
        each_that_may_differ(before, after,
                             [&](std::string_view key, std::string_view old, std::string_view now) {
                                 if (old != now) to.put(key, now.empty() ? null_value : now);
                             });
    });
}

std::string with_fields(std::string_view object, std::string_view set) {
    return object_of([&](object_text& to) {
        each_that_may_differ(object, set,
                             [&](std::string_view key, std::string_view old, std::string_view now) {
                                 if (now != null_value) to.put(key, now.empty() ? old : now);
                             });
    });
}

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

std::string movements_between(fields before, fields after) {
    return object_of([&](object_text& to) {
        each_that_may_differ(before, after,
                             [&](std::string_view key, std::string_view old, std::string_view now) {
                                 if (auto const moved = number_or_zero(now) - number_or_zero(old); moved != 0)
                                     to.put(key, moved);
                             });
    });
}

std::string with_movements(std::string_view balances, std::string_view movements) {
    return object_of([&](object_text& to) {
        each_that_may_differ(balances, movements,
                             [&](std::string_view key, std::string_view old, std::string_view by) {
                                 if (by.empty()) return to.put(key, old);
                                 if (auto const balance = number_or_zero(old) + number_in(by); balance != 0)
                                     to.put(key, balance);
                             });
    });
}

std::int64_t sum_of(std::string_view movements) {
    std::int64_t sum = 0;
    for (fields f(movements); f; f.next()) sum += number_in(f.value());
    return sum;
}

} // namespace saksgang
