#include "engine/digest.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace saksgang {
namespace {

EVP_MD const* sha256_method() {
    static EVP_MD* const method = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    return method;
}

EVP_MD_CTX* as_context(void* p) { return static_cast<EVP_MD_CTX*>(p); }

} // namespace

running_digest::running_digest() : context_(EVP_MD_CTX_new()) {
    if (!context_ || EVP_DigestInit_ex(as_context(context_), sha256_method(), nullptr) != 1)
        throw std::runtime_error("SHA-256 is not available");
}
running_digest::~running_digest() { EVP_MD_CTX_free(as_context(context_)); }
running_digest::running_digest(running_digest&& other) noexcept
    : context_(std::exchange(other.context_, nullptr)) {}
running_digest& running_digest::operator=(running_digest&& other) noexcept {
    std::swap(context_, other.context_);
    return *this;
}
void running_digest::add(std::string_view bytes) {
    EVP_DigestUpdate(as_context(context_), bytes.data(), bytes.size());
}

std::string running_digest::finish() {
    unsigned char out[32];
    unsigned length = 0;
    EVP_DigestFinal_ex(as_context(context_), out, &length);
    EVP_DigestInit_ex(as_context(context_), sha256_method(), nullptr);
    return to_hex({reinterpret_cast<char const*>(out), length});
}

std::string sha256(std::string_view bytes) {
    thread_local running_digest reused; // saves an allocation for each entry
    reused.add(bytes);
    return reused.finish();
}

bool is_digest(std::string_view s) {
    return s.size() == digest_length &&
           std::ranges::all_of(s, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

std::string to_hex(std::string_view bytes) {
    constexpr char digits[] = "0123456789abcdef";
    std::string out(bytes.size() * 2, '\0');
    auto* to = out.data();
    for (unsigned char c : bytes) {
        *to++ = digits[c >> 4];
        *to++ = digits[c & 15];
    }
    return out;
}

} // namespace saksgang
