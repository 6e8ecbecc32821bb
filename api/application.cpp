#include "api/application.hpp"

#include <algorithm>

#include "api/log.hpp"
#include "api/national_id.hpp"
#include "api/routes/routes.hpp"
#include "engine/digest.hpp"

namespace saksgang::api {
namespace {

// Runs `work` on one of the pool's threads and resumes here with what it gave, or threw.
template <class T, class Work>
asio::awaitable<T> on(workers& pool, Work work) {
    struct outcome {
        std::exception_ptr failure;
        std::optional<T> value;
    };
    auto begin = [&pool, work = std::move(work)](auto done) {
        auto const slot = std::make_shared<std::optional<T>>();
        pool.submit([slot, work](store_session& db) { *slot = work(db); },
                    [slot, done](std::exception_ptr failure) {
                        done(outcome{failure, std::move(*slot)});
                    });
    };
    auto got = co_await completed<outcome>(std::move(begin));
    if (got.failure) std::rethrow_exception(got.failure);
    co_return std::move(*got.value);
}

class snapshot {
  public:
    explicit snapshot(store_session& db) : db_(db) { db_.begin_snapshot(); }
    ~snapshot() {
        try {
            db_.end_snapshot();
        } catch (...) { // the session is dead: the next use of it will say so
        }
    }
    snapshot(snapshot const&) = delete;

  private:
    store_session& db_;
};

response settled(result<response> r, exchange const& in) {
    return r ? std::move(*r) : problem(r.error(), in.whom());
}

// What stands in headers and query beside a command's payload.
std::optional<response> take_conditions(exchange const& in, command& c) {
    auto const& h = in.http.headers;
    auto const refuse = [&](std::string_view name) {
        return problem(bad_header, in.whom(), {{"header", std::string(name)}});
    };
    if (!h.if_match.empty() && h.if_match != "*") {
        auto const digits =
            h.if_match.size() > 2 ? h.if_match.substr(1, h.if_match.size() - 2) : std::string_view{};
        auto const plain = !digits.empty() && digits.size() < 16 && h.if_match.front() == '"' &&
                           h.if_match.back() == '"' &&
                           std::ranges::all_of(digits, [](char d) { return d >= '0' && d <= '9'; });
        if (!plain) return refuse("If-Match");
        c.expected_version = std::stoll(std::string(digits));
    }
    if (!h.idempotency_key.empty()) {
        auto const visible = [](char k) { return k > 0x20 && k < 0x7f; };
        if (h.idempotency_key.size() > 200 || !std::ranges::all_of(h.idempotency_key, visible))
            return refuse("Idempotency-Key");
        c.key = h.idempotency_key;
        c.request = sha256(std::string(name_of(in.http.verb)) + " " + in.http.target + "\n" + in.http.body);
    }
    auto const effective = date_in_query(in, "effective");
    if (!effective) return problem(effective.error(), in.whom());
    c.effective = *effective;
    c.source = in.query("source").value_or("");
    if (!c.source.empty() && !is_digest(c.source))
        return problem(bad_parameter("source", "not_a_digest"), in.whom());
    return {};
}

// Saksgang holds no patient data: what looks like a national identity number is asked about before it is stored.
result<bool> holds_no_national_id(exchange const& in, json const& payload) {
    auto const confirmed = in.query("confirm");
    if (confirmed && *confirmed != "account_number") return bad_parameter("confirm", "not_valid");
    if (confirmed) return true;
    field_errors errors;
    for (auto& pointer : national_ids_in(payload))
        errors.push_back({std::move(pointer), "looks_like_national_id", {}});
    if (!errors.empty()) return bad_payload(std::move(errors));
    return true;
}

// The kernel's pointers start at the payload; the caller's at the body.
refusal seen_from_body(refusal r, std::string_view payload_at) {
    for (auto& f : r.fields) f.pointer.insert(0, payload_at);
    return r;
}

bool wants_minimal(std::string_view prefer) { return prefer.find("return=minimal") != prefer.npos; }

} // namespace

bool known_communities::contains(std::string const& name) const {
    std::lock_guard const lock(mutex_);
    return names_.contains(name);
}

bool known_communities::may_ask(std::chrono::steady_clock::time_point now) {
    std::lock_guard const lock(mutex_);
    if (asked_.time_since_epoch().count() != 0 && now - asked_ < std::chrono::seconds(1)) return false;
    asked_ = now;
    return true;
}

void known_communities::replace(std::vector<std::string> const& names) {
    std::lock_guard const lock(mutex_);
    names_ = {names.begin(), names.end()};
}

application::application(services& s) : with_(s), router_(endpoints()) {
    // Known before the first request: those that come while the store is asked must not be told that there is
    // no such community.
    communities_.replace(with_.data.open()->communities());
}

std::size_t application::index_of(route const& to) const {
    return to.where ? router_.index_of(*to.where) : endpoints().size();
}

bool application::takes_document(route const& to) const {
    return to.where && std::holds_alternative<take>(to.where->handler);
}

std::size_t application::body_limit(route const& to) const {
    return takes_document(to) ? largest_document : largest_json;
}

asio::awaitable<bool> application::knows(std::string const& community) {
    if (communities_.contains(community)) co_return true;
    if (!communities_.may_ask(std::chrono::steady_clock::now())) co_return false;
    auto ask = [](store_session& db) { return db.communities(); };
    communities_.replace(co_await on<std::vector<std::string>>(with_.readers, ask));
    co_return communities_.contains(community);
}

asio::awaitable<saksgang::answer> application::submitted(command c) {
    auto begin = [this, &c](auto done) { with_.entries.submit(std::move(c), std::move(done)); };
    co_return co_await completed<saksgang::answer>(begin);
}

asio::awaitable<std::string> application::part(std::string const& community, std::string const& digest,
                                               std::int64_t chunk) {
    auto work = [&](store_session& db) { return db.document_part(community, digest, chunk); };
    co_return co_await on<std::string>(with_.readers, work);
}

asio::awaitable<std::optional<response>> application::refuses(request const& http, route const& to) {
    exchange const in{http,         with_,     *to.where,
                      to.community, to.values, preferred_language(http.headers.accept_language)};
    auto work = [&in](store_session& db) -> std::optional<response> {
        reading r(in, db);
        if (auto admitted = r.admit(); !admitted) return problem(admitted.error(), in.whom());
        return {};
    };
    std::optional<response> out;
    try {
        if (!co_await knows(to.community))
            out = problem(no_such_address, in.whom());
        else
            out = co_await on<std::optional<response>>(with_.readers, work);
    } catch (std::exception const& error) {
        log_warning("store_unavailable", error.what(), http.id);
        out = problem(unavailable{error.what()}, in.whom());
    }
    co_return out;
}

asio::awaitable<response> application::answer(request const& http, route const& to, spool& body) {
    told const whom{preferred_language(http.headers.accept_language), http.id};
    response out;
    try {
        out = co_await handled(http, to, body);
    } catch (store_unavailable const& error) {
        log_warning("store_unavailable", error.what(), http.id);
        out = problem(unavailable{error.what()}, whom);
    } catch (std::exception const& error) {
        log_error("exception", error.what(), http.id);
        out = problem(internal_error, whom);
    }
    constexpr text tag{"nb", "nn", "en"};
    auto const says =
        std::ranges::any_of(out.headers, [](auto const& h) { return h.first == "Content-Language"; });
    if (!out.body.empty() && !says) out.headers.emplace_back("Content-Language", tag.in(whom.lang));
    co_return out;
}

asio::awaitable<response> application::handled(request const& http, route const& to, spool& body) {
    told const whom{preferred_language(http.headers.accept_language), http.id};
    if (!to.where) {
        if (to.allowed.empty()) co_return problem(no_such_address, whom);
        std::string allow = "OPTIONS";
        for (auto const m : to.allowed) allow += ", " + std::string(name_of(m));
        auto out = http.verb == method::options ? no_content() : problem(method_not_allowed, whom);
        out.headers.emplace_back("Allow", std::move(allow));
        co_return out;
    }
    exchange const in{http, with_, *to.where, to.community, to.values, whom.lang};
    if (!to.where->outside && !co_await knows(to.community)) co_return problem(no_such_address, whom);
    std::vector<std::string_view> known;
    for (auto const& p : to.where->query) known.push_back(p.name);
    if (auto const unknown = unknown_parameter(http.query(), known))
        co_return problem(bad_parameter(*unknown, "unknown"), whom);

    auto const& handler = to.where->handler;
    if (auto const* h = std::get_if<say>(&handler)) co_return settled(h->run(in), in);
    if (auto const* h = std::get_if<look>(&handler)) co_return co_await look_at(in, *h);
    if (auto const* h = std::get_if<ask>(&handler)) co_return co_await asked(in, *h);
    auto const* const do_chore = std::get_if<chore>(&handler);
    auto const* const do_take = std::get_if<take>(&handler);
    auto work = [&in, &body, do_chore, do_take](store_session& db) {
        reading r(in, db);
        return settled(do_chore ? do_chore->run(r) : do_take->run(r, body), in);
    };
    co_return co_await on<response>(with_.chores, work);
}

asio::awaitable<response> application::look_at(exchange const& in, look const& h) {
    auto work = [&in, &h](store_session& db) {
        snapshot const one_moment(db);
        reading r(in, db);
        return settled(h.run(r), in);
    };
    auto out = co_await on<response>(with_.readers, work);
    co_return co_await entered(in, std::move(out));
}

asio::awaitable<response> application::entered(exchange const& in, response out) {
    if (!out.first) co_return out;
    auto entry = *std::move(out.first);
    out.first.reset();
    auto const logged = co_await submitted(std::move(entry));
    if (auto const* no = std::get_if<refusal>(&logged)) co_return problem(*no, in.whom());
    if (auto const* later = std::get_if<unavailable>(&logged)) co_return problem(*later, in.whom());
    co_return out;
}

asio::awaitable<response> application::asked(exchange const& in, ask const& h) {
    auto const& type = in.http.headers.content_type;
    if (!in.http.body.empty() && !type.starts_with("application/json"))
        co_return problem(wrong_media_type, in.whom());
    json body = json::object();
    try {
        if (!in.http.body.empty()) body = parse_json(in.http.body);
    } catch (malformed_json const& error) {
        co_return problem(error, in.whom());
    }
    auto made = h.make(in, std::move(body));
    if (!made) co_return problem(made.error(), in.whom());
    auto& c = *made;
    c.community = in.community;
    if (auto bad = take_conditions(in, c)) co_return std::move(*bad);
    if (auto const fine = holds_no_national_id(in, c.payload); !fine)
        co_return problem(seen_from_body(fine.error(), h.payload_at), in.whom());
    if (auto const no = with_.rules.check(c)) co_return problem(seen_from_body(*no, h.payload_at), in.whom());
    auto const token = token_digest(in.http.headers.authorization);
    if (!token) co_return problem(not_signed_in(), in.whom());
    c.session = *token;

    auto const got = co_await submitted(std::move(c));
    if (auto const* no = std::get_if<refusal>(&got))
        co_return problem(seen_from_body(*no, h.payload_at), in.whom());
    if (auto const* later = std::get_if<unavailable>(&got)) {
        log_warning("not_done", later->why, in.http.id);
        co_return problem(*later, in.whom());
    }
    auto const& done = std::get<accepted>(got);
    if (wants_minimal(in.http.headers.prefer)) co_return settled(routes::tell_briefly(in, done), in);
    if (!h.show) co_return settled(h.tell(in, done), in);
    auto work = [&](store_session& db) {
        snapshot const one_moment(db);
        reading r(in, db);
        return settled(h.show(r, done), in);
    };
    auto out = co_await on<response>(with_.readers, work);
    co_return co_await entered(in, std::move(out));
}

} // namespace saksgang::api
