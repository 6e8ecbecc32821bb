#include "engine/describe.hpp"

#include <cstring>

#include "engine/characters.hpp"

namespace saksgang::describe {

// ---------------------------------------------------------------------------------------------- reading

namespace {

// Where a value stands. Made into a pointer (RFC 6901) only where something is wrong.
struct place {
    place const* in = nullptr; // none: it is the whole
    std::string_view name = {};
    std::size_t item = 0; // in a list, where nothing has a name

    std::string pointer() const {
        if (!in) return {};
        return in->pointer() + "/" + (name.data() ? pointer_token(name) : std::to_string(item));
    }
};

class reader {
  public:
    explicit reader(bool strict, bool compact = false) : strict_(strict), compact_(compact) {}
    field_errors errors;

    void read(json const& from, type const&, void* to, place const& at);

  private:
    void read_struct(json const& from, structure const&, void* to, place const& at);
    void read_list(json const& from, list const&, void* to, place const& at);
    void read_map(json const& from, map const&, void* to, place const& at);
    void read_integer(json const& from, integer const&, void* to, place const& at);
    bool outside() const { return strict_ && !compact_; }
    bool may_be_missing(member const&) const;

    void refuse(place const& at, std::string_view code, std::string detail);
    void refuse(place const& at, std::optional<value_problem>); // none: it is right
    void wrong_type(place const& at, char const* wanted) { refuse(at, "wrong_type", wanted); }

    bool strict_, compact_;
};

void reader::refuse(place const& at, std::string_view code, std::string detail) {
    if (errors.size() < most_field_errors)
        errors.push_back({at.pointer(), std::string(code), std::move(detail)});
}
void reader::refuse(place const& at, std::optional<value_problem> problem) {
    if (problem) refuse(at, problem->code, std::move(problem->detail));
}

void reader::read(json const& from, type const& t, void* to, place const& at) {
    if (outside() && from.is_string()) // whatever it will be: it is shown again
        if (auto bad = unfit_character(from.get_ref<std::string const&>()))
            return refuse(at, "bad_character", *std::move(bad));
    switch (t.kind) {
        case kind::optional: {
            auto const& held = t.as<optional>();
            if (from.is_null()) return held.reset(to);
            return read(from, *held.of, held.emplace(to), at);
        }
        case kind::list:
            return read_list(from, t.as<list>(), to, at);
        case kind::map:
            return read_map(from, t.as<map>(), to, at);
        case kind::enumeration:
        case kind::choice:
            if (!from.is_string()) return wrong_type(at, "string");
            if (!set_named(t, to, from.get_ref<std::string const&>())) {
                std::string choices;
                for (auto const name : names_of(t))
                    choices += (choices.empty() ? "" : ", ") + std::string(name);
                refuse(at, "not_one_of", std::move(choices));
            }
            return;
        case kind::structure:
            return read_struct(from, t.as<structure>(), to, at);
        case kind::boolean:
            if (!from.is_boolean()) return wrong_type(at, "boolean");
            as<bool>(to) = from.get<bool>();
            return;
        case kind::integer:
            return read_integer(from, t.as<integer>(), to, at);
        case kind::tree:
            as<json>(to) = from;
            return;
        case kind::text: {
            auto problem = text_from(from, as<std::string>(to), longest_in(at.name));
            if (strict_ || !from.is_string()) refuse(at, std::move(problem));
            return;
        }
        case kind::personal_text: {
            auto& text = as<saksgang::personal_text>(to);
            // From outside only ever the text: a commitment would be another's.
            if (outside() && !from.is_string()) return wrong_type(at, "string");
            if (auto problem = value_from(from, text)) return refuse(at, std::move(problem));
            if (strict_ && text.value.size() > longest_in(at.name))
                refuse(at, "too_long", std::to_string(longest_in(at.name)));
            return;
        }
        case kind::identifier:
            return refuse(at, value_from(from, as<id>(to)));
        case kind::value:
            return refuse(at, t.as<value>().read(from, to));
    }
}

void reader::read_list(json const& from, list const& t, void* to, place const& at) {
    if (!from.is_array()) return wrong_type(at, "array");
    if (strict_ && from.size() > longest_list) return refuse(at, "too_long", std::to_string(longest_list));
    t.reserve(to, from.size());
    std::size_t i = 0;
    for (auto const& item : from) read(item, *t.of, t.append(to), {&at, {}, i++});
}

void reader::read_map(json const& from, map const& t, void* to, place const& at) {
    if (!from.is_object()) return wrong_type(at, "object");
    if (strict_ && from.size() > longest_list) return refuse(at, "too_long", std::to_string(longest_list));
    for (auto const& [key, item] : from.get_ref<json::object_t const&>()) {
        if (is_identifier(key))
            read(item, *t.of, t.at(to, key), {&at, key});
        else
            refuse({&at, key}, "not_an_identifier", key);
    }
}

void reader::read_integer(json const& from, integer const& t, void* to, place const& at) {
    if (!from.is_number_integer()) return wrong_type(at, "integer");
    auto const n = from.get<std::int64_t>();
    if (n < t.least || n > t.most) return refuse(at, "out_of_range", within(t.least, t.most));
    t.set(to, n);
}

bool reader::may_be_missing(member const& m) const {
    if (!strict_ || !m.required()) return true;
    if (!compact_) return false;
    auto const is = m.of->kind;
    return is == kind::list || is == kind::map || is == kind::text || is == kind::identifier ||
           is == kind::boolean;
}

void reader::read_struct(json const& from, structure const& t, void* to, place const& at) {
    if (!from.is_object()) return wrong_type(at, "object");
    std::size_t known = 0;
    for (auto const& m : t.members) {
        if (auto const found = from.find(m.name); found != from.end()) {
            ++known;
            read(*found, *m.of, m.in(to), {&at, m.name});
        } else if (!may_be_missing(m)) {
            refuse({&at, m.name}, "missing", "");
        }
    }
    if (!strict_ || known == from.size()) return;
    for (auto const& [name, item] : from.get_ref<json::object_t const&>())
        if (!t.has(name)) refuse({&at, name}, "unknown", "");
}

} // namespace

field_errors read(json const& from, type const& t, void* to, written how) {
    reader r(true, how == written::compact);
    r.read(from, t, to, {});
    return std::move(r.errors);
}

void restore(json const& from, type const& t, void* to) {
    reader r(false);
    r.read(from, t, to, {});
    if (!r.errors.empty())
        throw std::logic_error("stored data does not fit: " + r.errors.front().pointer + " " +
                               r.errors.front().code);
}

// ---------------------------------------------------------------------------------------------- comparing

bool is_absent(type const& t, void const* it) {
    switch (t.kind) {
        case kind::optional:
            return !t.as<optional>().get(it);
        case kind::list:
            return t.as<list>().size(it) == 0;
        case kind::map:
            return t.as<map>().size(it) == 0;
        case kind::text:
            return as<std::string>(it).empty();
        case kind::identifier:
            return as<id>(it).value.empty();
        case kind::boolean:
            return !as<bool>(it);
        default:
            return false;
    }
}

bool same(type const& t, void const* a, void const* b) {
    switch (t.kind) {
        case kind::optional: {
            auto const *in_a = t.as<optional>().get(a), *in_b = t.as<optional>().get(b);
            return !in_a == !in_b && (!in_a || same(*t.as<optional>().of, in_a, in_b));
        }
        case kind::list: {
            auto const& items = t.as<list>();
            auto const size = items.size(a);
            if (items.size(b) != size) return false;
            for (std::size_t n = 0; n < size; ++n)
                if (!same(*items.of, items.item(a, n), items.item(b, n))) return false;
            return true;
        }
        case kind::map: {
            auto const& items = t.as<map>();
            bool all = items.size(a) == items.size(b);
            each_item(items, a, [&](std::string const& key, void const* item) {
                auto const* other = all ? items.find(b, key) : nullptr;
                all = other && same(*items.of, item, other);
            });
            return all;
        }
        case kind::structure:
            return std::ranges::all_of(t.as<structure>().members,
                                       [&](auto const& m) { return same(*m.of, m.in(a), m.in(b)); });
        case kind::enumeration:
            return std::memcmp(a, b, sizeof(int)) == 0;
        case kind::choice:
            return as<choice>(a) == as<choice>(b);
        case kind::identifier:
            return as<id>(a) == as<id>(b);
        case kind::boolean:
            return as<bool>(a) == as<bool>(b);
        case kind::integer:
            return t.as<integer>().get(a) == t.as<integer>().get(b);
        case kind::text:
            return as<std::string>(a) == as<std::string>(b);
        case kind::personal_text:
            return as<saksgang::personal_text>(a) == as<saksgang::personal_text>(b);
        case kind::tree:
            return as<json>(a) == as<json>(b);
        case kind::value:
            return t.as<value>().same(a, b);
    }
    return false;
}

} // namespace saksgang::describe
