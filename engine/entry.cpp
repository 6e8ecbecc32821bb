#include "engine/entry.hpp"

#include "engine/fields.hpp"

namespace saksgang {
namespace {

void put(canonical_object& to, std::string_view name, std::string const& value) {
    if (!value.empty()) to.put(name, value);
}
void put_object(canonical_object& to, std::string_view name, std::string_view object) {
    if (object != empty_object) to.put_canonical(name, object);
}
std::string text_in(json const& from, char const* name) { return from.value(name, std::string()); }

[[noreturn]] void refuse(std::string const& what) { throw std::runtime_error("not an entry: " + what); }

std::int64_t number_from(json const& value) {
    if (!value.is_number_integer()) refuse("no integer: " + value.dump());
    return value.get<std::int64_t>();
}
json object_in(json const& from, char const* name) {
    auto object = from.value(name, json::object());
    if (!object.is_object()) refuse(std::string(name) + " is no object");
    return object;
}
json postings_in(json const& from) {
    auto movements = object_in(from, "postings");
    for (auto const& amount : movements) (void)number_from(amount);
    return movements;
}
std::optional<date> date_in(json const& from, char const* name) {
    if (!from.contains(name)) return {};
    auto const day = date::parse(from[name].get_ref<std::string const&>());
    if (!day) refuse(std::string(name) + " is no date");
    return day;
}

} // namespace

std::string bytes_of(entry const& e) {
    auto const payload = canonical(e.payload);
    return bytes_of(
        e, {payload, canonical(e.set), canonical(e.change), canonical(e.round), canonical(e.postings)});
}

std::string bytes_of(entry const& e, entry_objects const& in) {
    std::string bytes;
    bytes.reserve(1024 + in.payload.size() + in.set.size() + in.change.size() + in.round.size() +
                  in.postings.size());
    {
        canonical_object out(bytes);
        put(out, "account", e.account);
        put(out, "actor", e.actor);
        if (e.cause) out.put("cause", *e.cause);
        put_object(out, "change", in.change);
        out.put("command", e.command);
        out.put("community", e.community);
        if (e.effective) out.put("effective", e.effective->str());
        put(out, "from", e.from);
        put(out, "hjemmel", e.hjemmel);
        out.put("nonce", e.nonce);
        put(out, "on_behalf_of", e.on_behalf_of);
        put_object(out, "payload", in.payload);
        out.put("position", e.position);
        put_object(out, "postings", in.postings);
        put(out, "prev", e.prev);
        out.put("recorded", e.recorded.us);
        put_object(out, "round", in.round);
        put(out, "rule", e.rule);
        put(out, "seat", e.seat);
        out.put("seq", e.seq);
        put_object(out, "set", in.set);
        out.put("stream", e.stream);
        put(out, "to", e.to);
        out.put("v", std::int64_t{entry_format});
        put(out, "workflow", e.workflow);
    }
    if (bytes.size() > largest_entry)
        throw too_large("an entry of " + std::to_string(bytes.size()) + " bytes");
    return bytes;
}

entry entry_from(std::string_view bytes) {
    try {
        auto const in = json::parse(bytes);
        if (!is_known_format(number_from(in.at("v"))))
            throw std::runtime_error("an entry of format " + in.at("v").dump());
        entry e;
        e.community = in.at("community");
        e.stream = in.at("stream");
        e.seq = number_from(in.at("seq"));
        e.position = number_from(in.at("position"));
        e.prev = text_in(in, "prev");
        e.nonce = in.at("nonce");
        e.actor = text_in(in, "actor");
        e.account = text_in(in, "account");
        e.seat = text_in(in, "seat");
        e.on_behalf_of = text_in(in, "on_behalf_of");
        e.command = in.at("command");
        e.payload = object_in(in, "payload");
        if (in.contains("cause")) e.cause = number_from(in["cause"]);
        e.from = text_in(in, "from");
        e.to = text_in(in, "to");
        e.set = object_in(in, "set");
        e.change = object_in(in, "change");
        e.round = object_in(in, "round");
        e.postings = postings_in(in);
        e.rule = text_in(in, "rule");
        e.hjemmel = text_in(in, "hjemmel");
        e.workflow = text_in(in, "workflow");
        e.recorded = {number_from(in.at("recorded"))};
        e.effective = date_in(in, "effective");
        return e;
    } catch (json::exception const& error) {
        throw std::runtime_error(std::string("not an entry: ") + error.what());
    }
}

} // namespace saksgang
