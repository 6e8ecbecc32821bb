#include "api/routes/routes.hpp"
#include "api/showing.hpp"

namespace saksgang::api::routes {
namespace {

// The stream that an address names.
std::string stream_in(exchange const& in) {
    auto const& f = *in.where.of;
    return std::string(f.prefix) + (f.prefix.ends_with('/') ? in.value(0) : "");
}

} // namespace

result<command> feature_command(exchange const& in, json body) {
    return command{.stream = stream_in(in), .name = in.values.back(), .payload = std::move(body)};
}

response with_version(response out, std::int64_t version) {
    out.headers.emplace_back("ETag", "\"" + std::to_string(version) + "\"");
    return out;
}

response history_page(reading& r, state const& of, page_of_entries const& page, bool readable) {
    auto const entries = r.db.history(r.in.community, of.stream, page.after, page.limit);
    people_names names;
    history_view v{.items = show_entries(
                       r, entries, [&](auto const&) { return readable; }, names)};
    v.people = names.all(r);
    if (!entries.empty() && entries.back().seq < of.version) v.next = entries.back().seq;
    return with_version(json_response(show(v)), of.version);
}

// What has happened in a feature's stream: to be read by whoever may read it, which is anyone signed in.
result<response> feature_history(reading& r) {
    if (auto admitted = r.admit(); !admitted) return admitted.error();
    auto const page = page_in_query(r.in);
    if (!page) return page.error();
    if (!could_be_there(r.in)) return not_found();
    auto const stream = stream_in(r.in);
    r.load({stream});
    if (!r.stream(stream).exists()) return not_found();
    return history_page(r, r.stream(stream), *page, true);
}

// What the caller may do in one, also where it is not there yet: then with what it begins.
result<response> feature_actions(reading& r) {
    if (auto admitted = r.admit(); !admitted) return admitted.error();
    auto const with_schema = flag_in_query(r.in, "schema");
    if (!with_schema) return with_schema.error();
    if (!could_be_there(r.in)) return not_found();
    auto const stream = stream_in(r.in);
    r.load({stream});
    r.load_bodies();
    auto const& subject = r.stream(stream);
    action_list list{.stream = stream, .version = subject.version};
    list.actions = show_actions(r, r.in.with.rules.actions(subject, r.here()), with_schema->value_or(false));
    return with_version(json_response(show(list)), subject.version);
}

namespace {

std::int64_t version_after(accepted const& done) {
    std::int64_t version = 0;
    for (auto const& e : done.entries)
        if (e.stream == done.stream) version = e.seq;
    return version;
}

response with_headers(response out, exchange const& in, accepted const& done, std::int64_t version) {
    out = with_version(std::move(out), version);
    if (in.where.status == 201)
        out.headers.emplace_back("Location", in.address("/cases/" + id_in(done.stream)));
    return out;
}

} // namespace

// Whoever asked may be signed in no longer, or not yet: the command was their last, or founded the community.
result<response> show_register_done(reading& r, accepted const& done) {
    if (!r.signed_in({done.stream})) r.load({"organisation", done.stream});
    auto const version = version_after(done);
    people_names names;
    auto entries = show_entries(
        r, done.entries, [](auto const&) { return false; }, names);
    auto out =
        json_response(show(register_done{done.stream, version, std::move(entries)}), r.in.where.status);
    return with_headers(std::move(out), r.in, done, version);
}

result<response> tell_briefly(exchange const& in, accepted const& done) {
    auto const version = version_after(done);
    receipts brief{done.stream, version, {}};
    for (auto const& e : done.entries) brief.entries.push_back({e.stream, e.seq, e.position, e.hash});
    response out{.status = in.where.status, .body = shown_text(brief)};
    out.headers.emplace_back("Preference-Applied", "return=minimal");
    return with_headers(std::move(out), in, done, version);
}

} // namespace saksgang::api::routes
