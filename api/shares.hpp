// Places that many want at the same time: so many for each, and for all together. Who has many gets no more while less
// than as many are left, so that there is always something for who has none.
#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

namespace saksgang::api {

// Thread-safe. Outlives its places.
class shares {
  public:
    shares(std::size_t in_all, std::size_t of_one) : in_all_(in_all), of_one_(of_one) {}
    shares(shares const&) = delete;

    // Gives itself back.
    class place {
      public:
        place(place&& other) noexcept : of_(std::exchange(other.of_, nullptr)), count_(other.count_) {}
        place& operator=(place&& other) noexcept {
            std::swap(of_, other.of_);
            std::swap(count_, other.count_);
            return *this;
        }
        ~place() {
            if (of_) of_->give_back(*count_);
        }

      private:
        friend class shares;
        using count = std::pair<std::string const, std::size_t>; // whose, and how many
        place(shares& of, count& c) : of_(&of), count_(&c) {}
        shares* of_;
        count* count_;
    };
    // None: there is none for them now.
    std::optional<place> take(std::string const& whose);
    std::size_t taken() const;

  private:
    void give_back(place::count&);

    std::size_t const in_all_, of_one_;
    mutable std::mutex mutex_; // of the two below
    std::size_t taken_ = 0;
    std::unordered_map<std::string, std::size_t> by_; // only those who have some
};

} // namespace saksgang::api
