// A part of a stream's state: JSON that copies share until one of them changes it, and that remembers what
// has been read out of it, so that a state is copied for nothing and each typed view of it is made once.
//
//   rounds const& all = s.rounds.read(restore<rounds>);   // read out once; gone when the part is changed
//   s.data.change()["title"] = "...";                     // from now on a JSON of its own
//
// What `read` gives lives as long as some copy of the part that has not been changed. Not thread-safe.
#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "engine/json.hpp"

namespace saksgang {

class part {
  public:
    part() : part(json::object()) {}
    part(json value)
        : inside_(std::make_shared<inside>(inside{std::move(value), {}})) {} // NOLINT: it is JSON

    // ---- as JSON
    json const& operator*() const { return inside_->value; }
    json const* operator->() const { return &inside_->value; }
    operator json const&() const { return inside_->value; } // NOLINT: it is JSON
    json const& operator[](std::string const& field) const { return inside_->value.at(field); }
    bool operator==(part const& other) const {
        return inside_ == other.inside_ || inside_->value == other.inside_->value;
    }

    // Another's copies keep what they have.
    json& change() {
        if (inside_.use_count() > 1)
            inside_ = std::make_shared<inside>(inside{inside_->value, {}});
        else
            inside_->readings.clear();
        return inside_->value;
    }

    // ---- as what it means: `how` is pure
    template <class T>
    T const& read(T (*how)(json const&)) const {
        auto const by = reinterpret_cast<reader>(how);
        for (auto const& r : inside_->readings)
            if (r.by == by) return *static_cast<T const*>(r.value.get());
        auto value = std::make_shared<T const>(how(inside_->value));
        auto const& read_out = *value;
        inside_->readings.push_back({by, std::move(value)});
        return read_out;
    }
    // `value` is what `how` would read out of `written`.
    template <class T>
    void put(json written, T (*how)(json const&), T value) {
        *this = part(std::move(written));
        remember(how, std::move(value));
    }
    template <class T>
    void remember(T (*how)(json const&), T value) {
        inside_->readings.push_back(
            {reinterpret_cast<reader>(how), std::make_shared<T const>(std::move(value))});
    }

  private:
    using reader = void (*)();
    struct reading {
        reader by;
        std::shared_ptr<void const> value;
    };
    struct inside {
        json value;
        std::vector<reading> readings;
    };
    std::shared_ptr<inside> inside_;
};

} // namespace saksgang
