// A part of a stream's state, an object of JSON that copies share until one of them changes it. It is there as
// canonical bytes, as a tree, and as what has been read out of it; each is made of another when it is first
// asked for, and kept. So a state is copied for nothing, each typed view of it is made once, and what a command
// changed as a struct goes into the store without ever being a tree.
//
//   rounds const& all = s.rounds.read(restore<rounds>);   // read out once; gone when the part is changed
//   s.rounds.put(canonical_of(all), restore<rounds>, all);
//   s.data.change()["title"] = "...";                     // from now on a tree of its own
//
// What `read` gives lives as long as some copy of the part that has not been changed. Not thread-safe.
#pragma once

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "engine/fields.hpp"
#include "engine/json.hpp"

namespace saksgang {

class part {
  public:
    part() = default;                                        // {}
    part(json value) : inside_(std::make_shared<inside>()) { // NOLINT: it is JSON
        inside_->tree = std::move(value);
    }
    static part of_bytes(std::string canonical) {
        part p;
        p.own().bytes = std::move(canonical);
        return p;
    }

    // ---- as bytes
    std::string const& bytes() const {
        auto& in = own();
        if (in.bytes.empty()) in.bytes = canonical(*in.tree);
        return in.bytes;
    }
    bool operator==(part const& other) const { return shares(other) || bytes() == other.bytes(); }
    // Nothing has been changed since one was copied from the other.
    bool shares(part const& other) const { return inside_ == other.inside_; }

    // ---- as JSON
    json const& operator*() const { return tree(); }
    json const* operator->() const { return &tree(); }
    operator json const&() const { return tree(); } // NOLINT: it is JSON
    json const& operator[](std::string const& field) const { return tree().at(field); }

    // Another's copies keep what they have.
    json& change() {
        auto& in = own();
        if (inside_.use_count() > 1) {
            auto copy = std::make_shared<inside>();
            copy->tree = tree();
            inside_ = std::move(copy);
        } else {
            tree();
            in.bytes.clear();
            in.readings.clear();
        }
        return *inside_->tree;
    }

    // ---- as what it means: `how` is pure
    template <class T>
    T const& read(T (*how)(json const&)) const {
        auto& in = own();
        for (auto const& r : in.readings)
            if (r.by == as_reader(how)) return *static_cast<T const*>(r.value.get());
        auto value = std::make_shared<T const>(how(tree()));
        in.readings.push_back({as_reader(how), value});
        return *value;
    }
    template <class T>
    bool has_read(T (*how)(json const&)) const {
        return std::ranges::any_of(own().readings, [&](auto const& r) { return r.by == as_reader(how); });
    }
    // `value` is what `how` would read out of it.
    template <class T>
    void put(std::string canonical, T (*how)(json const&), T value) {
        *this = of_bytes(std::move(canonical));
        remember(how, std::move(value));
    }
    // A struct and its base, each of which would be read out of it.
    template <class T, class Base>
    void put(std::string canonical, T (*how)(json const&), T value, Base (*how_base)(json const&)) {
        *this = of_bytes(std::move(canonical));
        auto whole = std::make_shared<T const>(std::move(value));
        inside_->readings.push_back({as_reader(how_base), std::shared_ptr<Base const>(whole)});
        inside_->readings.push_back(
            {as_reader(how), std::move(whole), as_reader(how_base), with_base<T, Base>});
    }
    // Only what `how_base` reads out of it has changed: what derives from that goes on with the new base.
    template <class Base>
    void put_base(std::string canonical, Base (*how_base)(json const&), Base value) {
        auto changed = of_bytes(std::move(canonical));
        for (auto const& r : own().readings)
            if (r.base == as_reader(how_base))
                changed.inside_->readings.push_back(
                    {r.by, r.rebased(r.value.get(), &value), r.base, r.rebased});
        changed.remember(how_base, std::move(value));
        *this = std::move(changed);
    }
    template <class T>
    void remember(T (*how)(json const&), T value) const {
        own().readings.push_back({as_reader(how), std::make_shared<T const>(std::move(value))});
    }
    // A tree that was written of what `how` would read out of it.
    template <class T>
    void put(json written, T (*how)(json const&), T value) {
        *this = part(std::move(written));
        remember(how, std::move(value));
    }

  private:
    using reader = void (*)();
    using anything = std::shared_ptr<void const>;
    struct reading {
        reader by;
        anything value;
        reader base = nullptr; // of what it derives from
        anything (*rebased)(void const* whole, void const* base) = nullptr;
    };
    struct inside { // bytes or tree, or both
        std::string bytes;
        std::optional<json> tree;
        std::vector<reading> readings;
    };

    template <class T>
    static reader as_reader(T (*how)(json const&)) {
        return reinterpret_cast<reader>(how);
    }
    template <class T, class Base>
    static anything with_base(void const* whole, void const* base) {
        auto changed = std::make_shared<T>(*static_cast<T const*>(whole));
        static_cast<Base&>(*changed) = *static_cast<Base const*>(base);
        return changed;
    }
    inside& own() const {
        if (!inside_) {
            inside_ = std::make_shared<inside>();
            inside_->bytes = empty_object;
        }
        return *inside_;
    }
    json& tree() const {
        auto& in = own();
        if (!in.tree) in.tree = json::parse(in.bytes);
        return *in.tree;
    }

    mutable std::shared_ptr<inside> inside_; // none: {}
};

} // namespace saksgang
