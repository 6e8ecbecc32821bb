#include "api/spool.hpp"

#include <algorithm>

namespace saksgang::api {
namespace {
constexpr std::size_t most_in_memory = 1024 * 1024; // bytes: the largest JSON body
} // namespace

void spool::add(std::string_view bytes) {
    size_ += bytes.size();
    if (!file_ && size_ <= most_in_memory) return void(memory_.append(bytes));
    if (!file_) {
        file_.reset(std::tmpfile());
        if (!file_ || std::fwrite(memory_.data(), 1, memory_.size(), file_.get()) != memory_.size())
            throw store_unavailable("no room for an upload");
        memory_ = {};
    }
    if (std::fwrite(bytes.data(), 1, bytes.size(), file_.get()) != bytes.size())
        throw store_unavailable("no room for an upload");
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
        throw store_unavailable("an upload can't be read back");
    read_ += part.size();
    return part;
}

} // namespace saksgang::api
