#include "api/application.hpp"

#include <algorithm>

#include "api/command_in.hpp"
#include "api/cookies.hpp"
#include "api/delivery.hpp"
#include "api/log.hpp"
#include "api/pages.hpp"
#include "api/printer.hpp"
#include "api/routes/routes.hpp"
#include "api/snapshot.hpp"

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

response settled(result<response> r, exchange const& in) {
    return delivered(r ? std::move(*r) : problem(r.error(), in.whom()), in.http);
}

bool wants_minimal(std::string_view prefer) { return prefer.find("return=minimal") != prefer.npos; }

response nothing_at(std::vector<method> const& allowed, request const& http) {
    told const whom{preferred_language(http.headers.accept_language), http.id};
    if (allowed.empty()) return problem(no_such_address, whom);
    std::string allow = "OPTIONS";
    for (auto const m : allowed) allow += ", " + std::string(name_of(m));
    auto out = http.verb == method::options ? no_content() : problem(method_not_allowed, whom);
    out.headers.emplace_back("Allow", std::move(allow));
    return out;
}

bool is_changing(method m) { return m != method::get && m != method::head && m != method::options; }

// Bytes that cost an io thread too much to compress and digest.
bool is_long(response const& r) { return r.body.size() > largest_small_body; }

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
    auto const all = co_await all_communities();
    communities_.replace(all);
    co_return communities_.contains(community);
}

asio::awaitable<saksgang::answer> application::submitted(command c) {
    auto begin = [this, &c](auto done) { with_.entries.submit(std::move(c), std::move(done)); };
    co_return co_await completed<saksgang::answer>(begin);
}

asio::awaitable<std::string> application::part(streamed_document const& of, std::int64_t chunk,
                                               running_digest& so_far) {
    auto work = [&](store_session& db) {
        auto bytes = db.document_part(of.community, of.digest, chunk);
        so_far.add(bytes);
        return bytes;
    };
    co_return co_await on<std::string>(with_.readers, work);
}

exchange application::exchange_of(request const& http, route const& to) {
    return {http,         with_,     *to.where,
            to.community, to.values, preferred_language(http.headers.accept_language)};
}

std::string application::payer_of(exchange const& in) const {
    auto const& session = in.http.session;
    if (session.empty()) return in.http.address;
    auto account = with_.admitted.account(in.community, session, with_.chance.now());
    return in.community + "/" + std::move(account).value_or(session);
}

// By the steady clock: how fast somebody is has nothing to do with what day it is here.
std::optional<response> application::does_too_much(request& http, exchange const& in) {
    auto& l = with_.limited;
    bool const uploads = std::holds_alternative<take>(in.where.handler);
    auto const who = payer_of(in);
    auto const now = std::chrono::duration_cast<std::chrono::microseconds>(
        std::chrono::steady_clock::now().time_since_epoch());
    if (l.chosen.rates)
        if (auto const us = (uploads ? l.uploads : l.commands).take_us(who, {now.count()}))
            return come_back(too_fast, in.whom(), in_seconds(us));
    http.place = (uploads ? l.uploads_at_once : l.commands_at_once).take(who);
    if (!http.place) return come_back(too_many_at_once, in.whom(), 1);
    return {};
}

asio::awaitable<std::optional<response>> application::refuses(request& http, route const& to, bool has_body) {
    std::optional<response> out;
    try {
        if (!to.where) {
            out = co_await outside_table(http, to);
            co_return out;
        }
        auto const in = exchange_of(http, to);
        if (!to.where->outside && !co_await knows(to.community))
            out = problem(no_such_address, in.whom());
        else if (to.where->signed_in && !co_await admits(in, has_body))
            out = problem(not_signed_in(), in.whom());
        else if (http.by_cookie && is_changing(http.verb) && !is_from_own_pages(http))
            out = problem(not_from_here, in.whom());
        else if (to.where->signed_in && is_changing(http.verb))
            out = does_too_much(http, in);
    } catch (...) {
        out = failure_of(http);
    }
    co_return out;
}

asio::awaitable<std::vector<std::string>> application::all_communities() {
    auto ask = [](store_session& db) { return db.communities(); };
    co_return co_await on<std::vector<std::string>>(with_.readers, ask);
}

asio::awaitable<response> application::outside_table(request const& http, route const& to) {
    auto const& screens = with_.screens;
    if (http.target == "*") // of the server as a whole: RFC 9110 section 9.3.7
        co_return nothing_at({method::get, method::head, method::post, method::delete_}, http);
    if (!to.allowed.empty() || !screens.any()) co_return nothing_at(to.allowed, http);
    std::optional<response> out;
    auto const path = http.path();
    if (path == "/") {
        auto const all = co_await all_communities();
        out = pages::choice(all, preferred_language(http.headers.accept_language));
        if (all.size() == 1) {
            out = response{.status = 302, .media_type = "text/plain; charset=utf-8"};
            out->headers.emplace_back("Location", "/" + all.front());
        }
    } else {
        out = screens.find(path.substr(1), http.headers);
        auto const community = community_of_page(path);
        if (!out && community && co_await knows(*community)) out = screens.index(http.headers);
    }
    if (!out) co_return nothing_at({}, http);
    if (is_changing(http.verb) || http.verb == method::options)
        out = nothing_at({method::get, method::head}, http);
    co_return *std::move(out);
}

// Whether the caller is signed in, as far as must be known before the body is read. A look without one finds out in its
// own snapshot.
asio::awaitable<bool> application::admits(exchange const& in, bool has_body) {
    if (in.http.session.empty()) co_return false;
    if (!has_body && std::holds_alternative<look>(in.where.handler)) co_return true;
    if (with_.admitted.account(in.community, in.http.session, with_.chance.now())) co_return true;
    auto look_up = [&in](store_session& db) { return reading(in, db).signed_in(); };
    co_return co_await on<bool>(with_.readers, look_up);
}

asio::awaitable<response> application::answer(request& http, route const& to, spool& body) {
    response out;
    try {
        auto const in = exchange_of(http, to);
        out = co_await handled(in, http, body);
    } catch (...) {
        out = failure_of(http);
    }
    co_return out;
}

template <class Work>
asio::awaitable<response> application::in_turn(exchange const& in, workers& pool, shares& of,
                                               std::string const& whose, Work work) {
    auto const place = of.take(whose);
    if (!place) co_return come_back(too_many_at_once, in.whom(), 1);
    co_return co_await on<response>(pool, work);
}

asio::awaitable<response> application::handled(exchange const& in, request& http, spool& body) {
    if (!in.where.signed_in &&
        in.where.body.empty()) // else it is looked at when it is known who asks, and what
        if (auto const fine = known_query(in); !fine) co_return problem(fine.error(), in.whom());
    auto const& handler = in.where.handler;
    auto& l = with_.limited;
    if (auto const* h = std::get_if<say>(&handler)) co_return co_await said_at_once(in, *h);
    if (auto const* h = std::get_if<look>(&handler)) co_return co_await look_at(in, *h);
    if (auto const* h = std::get_if<ask>(&handler)) co_return co_await asked(in, *h, http, body);
    auto const who = payer_of(in);
    auto const* const does = std::get_if<chore>(&handler);
    auto const* const hashes = std::get_if<secret>(&handler);
    auto const* const takes = std::get_if<take>(&handler);
    auto work = [&in, &body, does, hashes, takes](store_session& db) {
        reading r(in, db);
        return settled(takes ? takes->run(r, body) : does ? does->run(r) : hashes->run(r), in);
    };
    if (hashes) co_return co_await in_turn(in, with_.hashes, l.hashes_at_once, http.address, work);
    co_return co_await in_turn(in, with_.chores, l.chores_at_once, who, work);
}

asio::awaitable<response> application::said_at_once(exchange const& in, say const& h) {
    auto said = h.run(in);
    if (!said || !is_long(*said)) co_return settled(std::move(said), in);
    auto work = [&in, &said](store_session&) { return settled(*said, in); };
    co_return co_await on<response>(with_.readers, work);
}

asio::awaitable<response> application::look_at(exchange const& in, look const& h) {
    auto work = [&in, &h](store_session& db) {
        snapshot const one_moment(db);
        reading r(in, db);
        auto seen = settled(h.run(r), in);
        if (seen.status == 200 && !seen.first) seen.first = listing_entry(r);
        return seen;
    };
    auto const who = payer_of(in);
    auto out = co_await in_turn(in, with_.readers, with_.limited.reads_at_once, who, work);
    out = co_await entered(in, std::move(out));
    if (out.is_to_be_printed) out = co_await printed(in, who, std::move(out));
    co_return out;
}

asio::awaitable<response> application::printed(exchange const& in, std::string const& whose, response out) {
    auto const place = with_.limited.prints_at_once.take(whose);
    if (!place) co_return come_back(too_many_at_once, in.whom(), 1);
    auto begin = [&](auto done) { with_.printing.print(std::move(out.body), std::move(done)); };
    auto pdf = co_await completed<std::optional<std::string>>(begin);
    if (!pdf) co_return problem(not_printed, in.whom());
    out.body = *std::move(pdf);
    co_return out;
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
asio::awaitable<std::variant<command, response>> application::made_from(exchange const& in, ask const& h,
                                                                        request& http, spool& body) {
    using made = std::variant<command, response>;
    if (body.size() <= largest_small_body) co_return command_in(in, h);
    auto const who = payer_of(in);
    auto const place = with_.limited.chores_at_once.take(who);
    if (!place) co_return come_back(too_many_at_once, in.whom(), 1);
    auto work = [&](store_session&) -> made {
        http.body = body.take();
        return command_in(in, h);
    };
    co_return co_await on<made>(with_.chores, work);
}

asio::awaitable<response> application::asked(exchange const& in, ask const& h, request& http, spool& body) {
    auto made = co_await made_from(in, h, http, body);
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
    auto work = [&](store_session& db) {
        snapshot const one_moment(db);
        reading r(in, db);
        return settled(h.show(r, done), in);
    };
    auto out = co_await on<response>(with_.readers, work);
    co_return co_await entered(in, std::move(out));
}

} // namespace saksgang::api
