#include "engine/canonical.hpp"

namespace saksgang::describe {

namespace {

bool leaves_out(member const& m, void const* it, leave_out what) {
    return what == leave_out::empty ? is_absent(*m.of, it)
                                    : m.of->kind == kind::optional && is_absent(*m.of, it);
}

} // namespace

json write(type const& t, void const* it, leave_out what) {
    switch (t.kind) {
        case kind::optional: {
            auto const* held = t.as<optional>().get(it);
            return held ? write(*t.as<optional>().of, held, what) : json(nullptr);
        }
        case kind::list: {
            auto const& items = t.as<list>();
            auto const size = items.size(it);
            auto out = json::array();
            for (std::size_t n = 0; n < size; ++n) out.push_back(write(*items.of, items.item(it, n), what));
            return out;
        }
        case kind::map: {
            auto out = json::object();
            each_item(t.as<map>(), it, [&](std::string const& key, void const* item) {
                out[key] = write(*t.as<map>().of, item, what);
            });
            return out;
        }
        case kind::structure: {
            auto out = json::object();
            for (auto const& m : t.as<structure>().members)
                if (auto const* field = m.in(it); !leaves_out(m, field, what))
                    out[std::string(m.name)] = write(*m.of, field, what);
            return out;
        }
        case kind::enumeration:
        case kind::choice:
            return name_of(t, it);
        case kind::identifier:
            return value_to(as<id>(it));
        case kind::boolean:
            return as<bool>(it);
        case kind::integer:
            return t.as<integer>().get(it);
        case kind::text:
            return as<std::string>(it);
        case kind::personal_text:
            return value_to(as<saksgang::personal_text>(it));
        case kind::tree:
            return as<json>(it);
        case kind::value:
            return t.as<value>().write(it);
    }
    return {};
}

void write_canonical(std::string& out, type const& t, void const* it, leave_out what) {
    switch (t.kind) {
        case kind::optional: {
            auto const* held = t.as<optional>().get(it);
            held ? write_canonical(out, *t.as<optional>().of, held, what) : void(out += "null");
            return;
        }
        case kind::list: {
            auto const& items = t.as<list>();
            auto const size = items.size(it);
            out += '[';
            for (std::size_t n = 0; n < size; ++n) {
                if (n > 0) out += ',';
                write_canonical(out, *items.of, items.item(it, n), what);
            }
            out += ']';
            return;
        }
        case kind::map: {
            canonical_object object(out);
            each_item(t.as<map>(), it, [&](std::string const& key, void const* item) {
                object.key(key);
                write_canonical(out, *t.as<map>().of, item, what);
            });
            return;
        }
        case kind::structure: {
            char before = '{';
            for (auto const& m : t.as<structure>().by_name) {
                auto const* field = m.in(it);
                if (leaves_out(m, field, what)) continue;
                out += std::exchange(before, ',');
                out += '"';
                out.append(m.name) += "\":";
                write_canonical(out, *m.of, field, what);
            }
            out += before == '{' ? "{}" : "}";
            return;
        }
        case kind::enumeration:
        case kind::choice:
            return write_canonical_text(out, name_of(t, it));
        case kind::identifier:
            return write_canonical_text(out, as<id>(it).value);
        case kind::boolean:
            out += as<bool>(it) ? "true" : "false";
            return;
        case kind::integer:
            return write_canonical_number(out, t.as<integer>().get(it));
        case kind::text:
            return write_canonical_text(out, as<std::string>(it));
        case kind::personal_text:
            return saksgang::write_canonical(out, value_to(as<saksgang::personal_text>(it)));
        case kind::tree:
            return saksgang::write_canonical(out, as<json>(it));
        case kind::value:
            return saksgang::write_canonical(out, t.as<value>().write(it));
    }
}

} // namespace saksgang::describe
