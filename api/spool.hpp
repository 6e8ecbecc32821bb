// A body as it arrives: in memory while it is small, then in a file without a name that goes away with it. A
// slow client therefore holds neither memory nor the database while it sends.
#pragma once

#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

#include "engine/ports.hpp"

namespace saksgang::api {

class spool {
  public:
    void add(std::string_view bytes); // throws store_unavailable when there is no room
    std::size_t size() const { return size_; }
    // All of it, where it was small enough to stay in memory.
    std::string take() { return std::move(memory_); }

    // The next bytes from the start, at most a chunk; empty at the end.
    std::string next_chunk();
    void rewind() { read_ = 0; }

  private:
    struct closer {
        void operator()(std::FILE* f) const { std::fclose(f); }
    };
    std::string memory_;
    std::unique_ptr<std::FILE, closer> file_;
    std::size_t size_ = 0, read_ = 0;
};

} // namespace saksgang::api
