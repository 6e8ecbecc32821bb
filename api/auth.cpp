#include "api/auth.hpp"

#include <sodium.h>

#include <algorithm>
#include <stdexcept>

#include "api/http.hpp"
#include "engine/digest.hpp"

namespace saksgang::api {
namespace {

constexpr std::size_t token_bytes = 32, token_letters = 43;
// argon2id as OWASP's Password Storage Cheat Sheet has it at the least: what a sign-in takes of the memory, others
// have not. A hash says its own cost: those made at another are compared at theirs.
constexpr std::size_t hash_memory = 19 * 1024 * 1024;
constexpr unsigned long long hash_passes = 2;

void need_sodium() {
    static int const ready = sodium_init();
    if (ready < 0) throw std::runtime_error("libsodium can't start");
}

} // namespace

std::optional<std::string> token_digest(std::string_view authorization) {
    constexpr std::string_view scheme = "bearer ";
    auto const is_bearer =
        authorization.size() == scheme.size() + token_letters &&
        std::ranges::equal(authorization.substr(0, scheme.size()), scheme,
                           [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; });
    if (!is_bearer) return {};
    return digest_of_token(authorization.substr(scheme.size()));
}

std::optional<std::string> digest_of_token(std::string_view token) {
    if (token.size() != token_letters) return {};
    return sha256(token);
}

new_token make_token() {
    need_sodium();
    std::string bytes(token_bytes, '\0');
    randombytes_buf(bytes.data(), bytes.size());
    auto token = base64url(bytes);
    auto digest = sha256(token);
    return {std::move(token), std::move(digest)};
}

std::string hash_password(std::string const& password) {
    need_sodium();
    char out[crypto_pwhash_STRBYTES];
    if (crypto_pwhash_str_alg(out, password.data(), password.size(), hash_passes, hash_memory,
                              crypto_pwhash_ALG_ARGON2ID13) != 0)
        throw std::runtime_error("no memory to hash a password");
    return out;
}

bool is_password(std::optional<std::string> const& hash, std::string const& password) {
    static std::string const of_nobody = hash_password("nobody has this password");
    auto const& compared = hash ? *hash : of_nobody;
    auto const same = crypto_pwhash_str_verify(compared.c_str(), password.data(), password.size()) == 0;
    return same && hash.has_value();
}

// ------------------------------------------------------------------------------------ who was just admitted

namespace {
std::string key_of(std::string const& community, std::string const& session) { return session + community; }
} // namespace

std::optional<std::string> admitted_sessions::account(std::string const& community,
                                                      std::string const& session, instant now) const {
    std::lock_guard const lock(mutex_);
    auto const found = all_.find(key_of(community, session));
    if (found == all_.end() || found->second.until <= now) return {};
    return found->second.account;
}

void admitted_sessions::add(std::string const& community, std::string const& session,
                            std::string const& account, instant now, instant expires) {
    std::lock_guard const lock(mutex_);
    auto key = key_of(community, session);
    if (all_.size() >= most_admitted && !all_.contains(key)) all_.clear();
    all_[std::move(key)] = {account, std::min(expires, instant{now.us + admitted_us})};
}

void admitted_sessions::remove(std::string const& community, std::string const& session) {
    std::lock_guard const lock(mutex_);
    all_.erase(key_of(community, session));
}

std::size_t admitted_sessions::size() const {
    std::lock_guard const lock(mutex_);
    return all_.size();
}

} // namespace saksgang::api
