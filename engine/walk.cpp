#include "engine/walk.hpp"

namespace saksgang::walk {

using namespace describe;

namespace {

template <class Json, class F>
void each_json(mark sought, type const& t, Json& j, F const& f) {
    if (!t.holds(sought)) return;
    if (t.mark == sought) return void(f(t, j));
    switch (t.kind) {
        case kind::optional:
            if (!j.is_null()) each_json(sought, *t.as<optional>().of, j, f);
            return;
        case kind::list:
            if (j.is_array())
                for (auto& item : j) each_json(sought, *t.as<list>().of, item, f);
            return;
        case kind::map:
            if (j.is_object())
                for (auto& item : j) each_json(sought, *t.as<map>().of, item, f);
            return;
        case kind::structure:
            if (!j.is_object()) return;
            for (auto const& m : t.as<structure>().members)
                if (m.of->holds(sought))
                    if (auto const found = j.find(m.name); found != j.end())
                        each_json(sought, *m.of, *found, f);
            return;
        default:
            return;
    }
}

} // namespace

void each(mark sought, type const& t, json& j, std::function<void(json&)> const& f) {
    each_json(sought, t, j, [&](type const&, json& found) { f(found); });
}
void each(mark sought, type const& t, json const& j, std::function<void(type const&, json const&)> const& f) {
    each_json(sought, t, j, f);
}

void each_in(mark sought, type const& t, void const* it,
             std::function<void(type const&, void const*)> const& f) {
    if (!t.holds(sought)) return;
    if (t.mark == sought) return f(t, it);
    switch (t.kind) {
        case kind::optional:
            if (auto const* held = t.as<optional>().get(it)) each_in(sought, *t.as<optional>().of, held, f);
            return;
        case kind::list: {
            auto const& items = t.as<list>();
            for (std::size_t n = 0; n < items.size(it); ++n) each_in(sought, *items.of, items.item(it, n), f);
            return;
        }
        case kind::map:
            return each_item(t.as<map>(), it, [&](std::string const&, void const* item) {
                each_in(sought, *t.as<map>().of, item, f);
            });
        case kind::structure:
            for (auto const& m : t.as<structure>().members) each_in(sought, *m.of, m.in(it), f);
            return;
        default:
            return;
    }
}

std::set<std::string> streams_in(type const& t, void const* value) {
    std::set<std::string> streams;
    each_in(mark::reference, t, value, [&](type const& to, void const* it) {
        if (auto const& named = as<id>(it); !named.value.empty())
            streams.insert(to.as<identifier>().to->stream(named));
    });
    streams.erase("");
    return streams;
}

} // namespace saksgang::walk
