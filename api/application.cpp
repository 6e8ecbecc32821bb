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
    if (auto const fine = known_query(in); !fine) return problem(fine.error(), in.whom());
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

// The command that a request makes, or what is wrong with it: type, JSON, headers, query, payload, and last whether there
// is anything at such an address. Costs no more than a small multiple of the body.
std::variant<command, response> command_in(exchange const& in, ask const& h) {
    if (!in.http.body.empty() && !is_json(in.http.headers.content_type))
        return problem(wrong_media_type, in.whom());
    json body = json::object();
    try {
        if (!in.http.body.empty()) body = parse_json(in.http.body, most_items);
    } catch (malformed_json const& error) {
        return problem(error, in.whom());
    }
    auto made = h.make(in, std::move(body));
    auto c = made ? std::move(*made) : command{};
    if (auto bad = take_conditions(in, c)) return std::move(*bad);
    if (!made) return problem(made.error(), in.whom());
    c.community = in.community;
    c.session = in.http.session;
    if (auto const fine = holds_no_national_id(in, c.payload); !fine)
        return problem(seen_from_body(fine.error(), h.payload_at), in.whom());
    if (auto const no = in.with.rules.check(c)) return problem(seen_from_body(*no, h.payload_at), in.whom());
    if (!could_be_there(in)) return problem(not_found(), in.whom());
    return c;
}

response nothing_at(route const& to, request const& http) {
    told const whom{preferred_language(http.headers.accept_language), http.id};
    if (to.allowed.empty()) return problem(no_such_address, whom);
    std::string allow = "OPTIONS";
    for (auto const m : to.allowed) allow += ", " + std::string(name_of(m));
    auto out = http.verb == method::options ? no_content() : problem(method_not_allowed, whom);
    out.headers.emplace_back("Allow", std::move(allow));
    return out;
}

// The answer where something is being thrown.
response failure_of(request const& http) {
    told const whom{preferred_language(http.headers.accept_language), http.id};
    try {
        throw;
    } catch (store_unavailable const& error) {
        log_warning("store_unavailable", error.what(), http.id);
        return problem(unavailable{error.what()}, whom);
    } catch (std::exception const& error) {
        log_error("exception", error.what(), http.id);
        return problem(internal_error, whom);
    }
}

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

application::application(services& s) : with_(s), router_(s.table.rows()) {
    // Known before the first request: those that come while the store is asked must not be told that there is
    // no such community.
    communities_.replace(with_.data.open()->communities());
}

std::size_t application::index_of(route const& to) const {
    return to.where ? router_.index_of(*to.where) : with_.table.rows().size();
}

bool application::takes_document(route const& to) const {
    return to.where && std::holds_alternative<take>(to.where->handler);
}

std::size_t application::body_limit(route const& to) const {
    if (takes_document(to)) return largest_document;
    return to.where && std::holds_alternative<ask>(to.where->handler) ? largest_json : largest_small_body;
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

exchange application::exchange_of(request const& http, route const& to) {
    return {http,         with_,     *to.where,
            to.community, to.values, preferred_language(http.headers.accept_language)};
}

asio::awaitable<std::optional<response>> application::refuses(request const& http, route const& to,
                                                              bool has_body) {
    if (!to.where) co_return nothing_at(to, http);
    std::optional<response> out;
    try {
        auto const in = exchange_of(http, to);
        if (!to.where->outside && !co_await knows(to.community))
            out = problem(no_such_address, in.whom());
        else if (to.where->signed_in && !co_await admits(in, has_body))
            out = problem(not_signed_in(), in.whom());
    } catch (...) {
        out = failure_of(http);
    }
    co_return out;
}

// Whether the caller is signed in, as far as must be known before the body is read. A look without one finds out in its
// own snapshot.
asio::awaitable<bool> application::admits(exchange const& in, bool has_body) {
    if (in.http.session.empty()) co_return false;
    if (!has_body && std::holds_alternative<look>(in.where.handler)) co_return true;
    if (with_.admitted.contains(in.community, in.http.session, with_.chance.now())) co_return true;
    auto look_up = [&in](store_session& db) { return reading(in, db).signed_in(); };
    co_return co_await on<bool>(with_.readers, look_up);
}

asio::awaitable<response> application::answer(request const& http, route const& to, spool& body) {
    response out;
    try {
        auto const in = exchange_of(http, to);
        out = co_await handled(in, body);
    } catch (...) {
        out = failure_of(http);
    }
    co_return out;
}

asio::awaitable<response> application::handled(exchange const& in, spool& body) {
    if (!in.where.signed_in) // else it is looked at when it is known who asks
        if (auto const fine = known_query(in); !fine) co_return problem(fine.error(), in.whom());
    auto const& handler = in.where.handler;
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

// A large body is looked at by a worker. Those are few, as documents are, and wait in the same short queue.
asio::awaitable<std::variant<command, response>> application::made_from(exchange const& in, ask const& h) {
    using made = std::variant<command, response>;
    if (in.http.body.size() <= largest_small_body) co_return command_in(in, h);
    auto work = [&](store_session&) -> made { return command_in(in, h); };
    co_return co_await on<made>(with_.chores, work);
}

asio::awaitable<response> application::asked(exchange const& in, ask const& h) {
    auto made = co_await made_from(in, h);
    if (auto* no = std::get_if<response>(&made)) co_return std::move(*no);
    auto& c = std::get<command>(made);
    auto const got = co_await submitted(std::move(c));
    if (auto const* no = std::get_if<refusal>(&got))
        co_return problem(seen_from_body(*no, h.payload_at), in.whom());
    if (auto const* later = std::get_if<unavailable>(&got)) {
        log_warning("not_done", later->why, in.http.id);
        co_return problem(*later, in.whom());
    }
    auto const& done = std::get<accepted>(got);
    if (wants_minimal(in.http.headers.prefer)) co_return settled(routes::tell_briefly(in, done), in);
    bool const small = in.http.body.size() <= largest_small_body;
    if (!h.show && small) co_return settled(h.tell(in, done), in);
    auto work = [&](store_session& db) {
        if (!h.show) return settled(h.tell(in, done), in);
        snapshot const one_moment(db);
        reading r(in, db);
        return settled(h.show(r, done), in);
    };
    auto out = co_await on<response>(with_.readers, work);
    co_return co_await entered(in, std::move(out));
}

} // namespace saksgang::api
