#include "api/routes/routes.hpp"
#include "api/showing.hpp"

namespace saksgang::api::routes {
namespace {

result<command> to_stream(std::string stream, std::string const& name, json payload) {
    return command{.stream = std::move(stream), .name = name, .payload = std::move(payload)};
}

result<command> to_named(exchange const& in, std::string_view prefix, json payload) {
    return to_stream(std::string(prefix) + in.value(0), in.value(1), std::move(payload));
}

} // namespace

result<command> organisation_command(exchange const& in, json body) {
    return to_stream("organisation", in.value(0), std::move(body));
}
result<command> accounts_command(exchange const& in, json body) {
    return to_stream("accounts", in.value(0), std::move(body));
}
result<command> body_command(exchange const& in, json body) { return to_named(in, "body/", std::move(body)); }
result<command> fund_command(exchange const& in, json body) { return to_named(in, "fund/", std::move(body)); }
result<command> agreement_command(exchange const& in, json body) {
    return to_named(in, "agreement/", std::move(body));
}

response with_version(response out, std::int64_t version) {
    out.headers.emplace_back("ETag", "\"" + std::to_string(version) + "\"");
    return out;
}

response history_page(reading& r, state const& of, page_of_entries const& page, bool readable) {
    auto const entries = r.db.history(r.in.community, of.stream, page.after, page.limit);
    people_names names;
    history_view v{.items = show_entries(r, entries, readable, names)};
    v.people = names.all(r);
    if (!entries.empty() && entries.back().seq < of.version) v.next = entries.back().seq;
    return with_version(json_response(show(v)), of.version);
}

namespace {

// What has happened in a register: to be read by whoever may read it, which is anyone signed in.
result<response> history_of(reading& r, std::string const& stream) {
    if (auto admitted = r.admit(); !admitted) return admitted.error();
    auto const page = page_in_query(r.in);
    if (!page) return page.error();
    if (!could_be_there(r.in)) return not_found();
    r.load({stream});
    if (!r.stream(stream).exists()) return not_found();
    return history_page(r, r.stream(stream), *page, true);
}

result<response> history_of_named(reading& r, std::string_view prefix) {
    return history_of(r, std::string(prefix) + r.in.value(0));
}

} // namespace

result<response> organisation_history(reading& r) { return history_of(r, "organisation"); }
result<response> body_history(reading& r) { return history_of_named(r, "body/"); }
result<response> fund_history(reading& r) { return history_of_named(r, "fund/"); }
result<response> agreement_history(reading& r) { return history_of_named(r, "agreement/"); }

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

result<response> tell_register(exchange const& in, accepted const& done) {
    auto const version = version_after(done);
    auto out = json_response(show(register_done{done.stream, version, show_entries(in, done.entries)}),
                             in.where.status);
    return with_headers(std::move(out), in, done, version);
}

result<response> tell_briefly(exchange const& in, accepted const& done) {
    auto const version = version_after(done);
    receipts brief{done.stream, version, {}};
    for (auto const& e : done.entries) brief.entries.push_back({e.stream, e.seq, e.position, e.hash});
    auto out = json_response(show(brief), in.where.status);
    out.headers.emplace_back("Preference-Applied", "return=minimal");
    return with_headers(std::move(out), in, done, version);
}

} // namespace saksgang::api::routes
