#include "api/spool.hpp"

#include <algorithm>
#include <utility>

namespace saksgang::api {

bool budget::take(std::size_t bytes) {
    auto left = left_.load();
    while (left >= bytes)
        if (left_.compare_exchange_weak(left, left - bytes)) return true;
    return false;
}

spool::~spool() { (file_ ? room_.files : room_.memory).give_back(size_); }

void spool::add(std::string_view bytes) {
    if (!file_ && size_ + bytes.size() <= most_in_memory && room_.memory.take(bytes.size())) {
        size_ += bytes.size();
        memory_.append(bytes);
        return;
    }
    if (!file_) {
        if (!room_.files.take(size_)) throw store_unavailable("no room for a body");
        file_.reset(std::tmpfile());
        if (!file_) {
            room_.files.give_back(size_);
            throw store_unavailable("no room for a body");
        }
        room_.memory.give_back(size_);
        write(std::exchange(memory_, {}));
    }
    if (!room_.files.take(bytes.size())) throw store_unavailable("no room for a body");
    size_ += bytes.size();
    write(bytes);
}

void spool::write(std::string_view bytes) {
    if (std::fwrite(bytes.data(), 1, bytes.size(), file_.get()) != bytes.size())
        throw store_unavailable("no room for a body");
}

std::string spool::take() {
    if (!file_) return std::exchange(memory_, {});
    std::string all;
    rewind();
    for (auto part = next_chunk(); !part.empty(); part = next_chunk()) all += part;
    return all;
}

std::string spool::next_chunk() {
    if (!file_) {
        auto part = memory_.substr(read_, document_chunk);
        read_ += part.size();
        return part;
    }
    std::string part(std::min(document_chunk, size_ - read_), '\0');
    if (std::fseek(file_.get(), static_cast<long>(read_), SEEK_SET) != 0 ||
        std::fread(part.data(), 1, part.size(), file_.get()) != part.size())
        throw store_unavailable("a body can't be read back");
    read_ += part.size();
    return part;
}

} // namespace saksgang::api
