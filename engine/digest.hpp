// SHA-256, in lower-case hex, as everywhere in this system.
#pragma once

#include <string>
#include <string_view>

namespace saksgang {

inline constexpr std::size_t digest_length = 64; // hex digits

std::string sha256(std::string_view bytes);

bool is_digest(std::string_view);

std::string to_hex(std::string_view bytes);

// Fed in pieces, for what is too large to hold: uploaded documents.
class running_digest {
  public:
    running_digest();
    ~running_digest();
    running_digest(running_digest&&) noexcept;
    running_digest& operator=(running_digest&&) noexcept;
    void add(std::string_view bytes);
    std::string finish(); // and starts anew

  private:
    void* context_;
};

} // namespace saksgang
