// A body as it arrives: in memory while it is small, then in a file without a name that goes away with it. A
// slow client therefore holds neither memory nor the database while it sends. All of them together have so much room.
#pragma once

#include <atomic>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

#include "engine/ports.hpp"

namespace saksgang::api {

inline constexpr std::size_t most_in_memory = 64 * 1024; // bytes of one body: many commands
inline constexpr std::size_t most_body_memory =
    64 * 1024 * 1024; // of all; what has no room there is in a file
inline constexpr std::size_t most_body_files = 4ULL * 1024 * 1024 * 1024; // of all

// Bytes that may be used at the same time. Thread-safe.
class budget {
  public:
    explicit budget(std::size_t most) : left_(most) {}
    bool take(std::size_t bytes);
    void give_back(std::size_t bytes) { left_ += bytes; }

  private:
    std::atomic<std::size_t> left_;
};

struct body_room {
    budget memory{most_body_memory}, files{most_body_files};
};

class spool {
  public:
    explicit spool(body_room& room) : room_(room) {}
    ~spool();
    spool(spool const&) = delete;

    void add(std::string_view bytes); // throws store_unavailable when there is no room
    std::size_t size() const { return size_; }
    // All of it.
    std::string take();

    // The next bytes from the start, at most a chunk; empty at the end.
    std::string next_chunk();
    void rewind() { read_ = 0; }

  private:
    struct closer {
        void operator()(std::FILE* f) const { std::fclose(f); }
    };
    void write(std::string_view bytes);

    body_room& room_;
    std::string memory_;
    std::unique_ptr<std::FILE, closer> file_;
    std::size_t size_ = 0, read_ = 0;
};

} // namespace saksgang::api
