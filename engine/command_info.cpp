#include "engine/command_info.hpp"

#include "engine/walk.hpp"

namespace saksgang {

namespace {

// Calls f(what it is a reference to, the id) for each in a payload that has the form of one.
template <class F>
void each_reference(describe::type const& of, json const& payload, F const& f) {
    walk::each(describe::mark::reference, of, payload, [&](describe::type const& to, json const& value) {
        if (value.is_string() && is_identifier(value.get_ref<std::string const&>()))
            f(*to.as<describe::identifier>().to, id{value.get<std::string>()});
    });
}

} // namespace

json command_info::schema(language l) const {
    auto schema = describe::schema(*payload, l);
    schema["title"] = std::string(label.in(l));
    if (opens) schema["x-opens"] = true;
    return schema;
}

void command_info::seal(json& of, std::function<std::string(std::string const&)> const& commit) const {
    walk::each(describe::mark::personal_text, *payload, of, [&](json& value) {
        if (value.is_string()) value = json{{"commitment", commit(value.get<std::string>())}};
    });
}

std::vector<document> command_info::documents(json const& of) const {
    std::vector<document> named;
    walk::each(describe::mark::document, *payload, of, [&](describe::type const&, json const& value) {
        if (!value.is_object()) return;
        auto const digest = value.find("digest"), title = value.find("title");
        if (digest != value.end() && digest->is_string() && title != value.end() && title->is_string())
            named.push_back({*digest, *title});
    });
    return named;
}

std::set<std::string> command_info::streams(json const& of) const {
    std::set<std::string> streams;
    each_reference(*payload, of,
                   [&](describe::reference const& to, id const& named) { streams.insert(to.stream(named)); });
    streams.erase("");
    return streams;
}

std::optional<refusal> command_info::missing(json const& of, world const& w) const {
    std::optional<refusal> no;
    each_reference(*payload, of, [&](describe::reference const& to, id const& named) {
        if (!no && to.missing) no = to.missing(w, named);
    });
    return no;
}

} // namespace saksgang
