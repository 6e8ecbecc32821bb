// A part of a stream's state, an object of JSON that copies share until one of them changes it. It is there as
// canonical bytes in pieces, as a tree, and as what has been read out of it; each is made of another when it is first
// asked for, and kept. So a state is copied for nothing, each typed view of it is made once, and what a command
// changed as a struct goes into the store without ever being a tree.
//
//   rounds const& all = s.rounds.read(restore<rounds>);   // read out once; gone when the part is changed
//   s.rounds.put(canonical_of(all), restore<rounds>, all);
//   seat const* it = s.data.find<seat>("seat/m1");        // read out once; gone when that field's piece is changed
//   s.data.set("seat/m1", canonical_of(*it));
//   s.data.change()["title"] = "...";                     // from now on a tree of its own
//
// What `read` and `find` give lives as long as some copy of the part that has not been changed. Not thread-safe.
#pragma once

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "engine/fields.hpp"
#include "engine/json.hpp"

namespace saksgang {

template <class T>
T restore(json const& j); // engine/describe.hpp

class part {
  public:
    part() = default;                                        // {}
    part(json value) : inside_(std::make_shared<inside>()) { // NOLINT: it is JSON
        inside_->tree = std::move(value);
    }
    static part of_bytes(std::string canonical) { return of_pieces(in_pieces(std::move(canonical))); }
    static part of_pieces(piece_list pieces) {
        part p;
        p.inside_ = std::make_shared<inside>();
        p.inside_->pieces = std::move(pieces);
        return p;
    }

    // ---- as bytes
    std::string const& bytes() const {
        auto const& all = pieces();
        if (all.size() == 1) return all.front()->text();
        auto& in = own();
        if (in.joined.empty()) in.joined = joined(all);
        return in.joined;
    }
    piece_list const& pieces() const {
        auto& in = own();
        if (in.pieces.empty()) in.pieces = in_pieces(canonical(*in.tree), in.like);
        return in.pieces;
    }
    bool operator==(part const& other) const { return shares(other) || same(pieces(), other.pieces()); }
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
            copy->like = in.pieces.empty() ? in.like : in.pieces;
            inside_ = std::move(copy);
        } else {
            tree();
            if (!in.pieces.empty()) in.like = std::exchange(in.pieces, {});
            in.joined.clear();
            in.readings.clear();
        }
        return *inside_->tree;
    }

    // ---- field by field. None: null
    template <class T>
    T const* find(std::string_view field) const {
        auto const [in, n] = place_of(field);
        return in ? &in->read(n, restore<T>) : nullptr;
    }
    bool contains(std::string_view field) const { return place_of(field).first; }
    // Fields with these names, whole; `null`: gone.
    void set(std::string_view fields) { *this = of_pieces(folded(pieces(), fields, with_fields)); }
    void set(std::string_view field, std::string canonical) {
        std::string one;
        canonical_object(one).put_canonical(field, canonical);
        set(one);
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
        replace(std::move(canonical));
        remember(how, std::move(value));
    }
    // A struct and its base, each of which would be read out of it.
    template <class T, class Base>
    void put(std::string canonical, T (*how)(json const&), T value, Base (*how_base)(json const&)) {
        replace(std::move(canonical));
        auto whole = std::make_shared<T const>(std::move(value));
        inside_->readings.push_back({as_reader(how_base), std::shared_ptr<Base const>(whole)});
        inside_->readings.push_back(
            {as_reader(how), std::move(whole), as_reader(how_base), with_base<T, Base>});
    }
    // Only what `how_base` reads out of it has changed: what derives from that goes on with the new base.
    template <class Base>
    void put_base(std::string canonical, Base (*how_base)(json const&), Base value) {
        auto changed = of_pieces(in_pieces(std::move(canonical), pieces()));
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

  private:
    using reader = void (*)();
    using anything = std::shared_ptr<void const>;
    struct reading {
        reader by;
        anything value;
        reader base = nullptr; // of what it derives from
        anything (*rebased)(void const* whole, void const* base) = nullptr;
    };
    struct inside { // pieces or tree, or both
        piece_list pieces;
        piece_list like;    // as they were before the tree changed
        std::string joined; // of several pieces
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
            inside_->pieces = in_pieces(std::string(empty_object));
        }
        return *inside_;
    }
    // The piece that has the field, and where; null: it is not there.
    std::pair<piece const*, std::size_t> place_of(std::string_view field) const {
        auto const& all = pieces();
        auto const* const in = all[piece_of(all, field)].get();
        auto const n = in->first_from(field);
        return {n < in->size() && (*in)[n].key == field ? in : nullptr, n};
    }
    void replace(std::string canonical) { *this = of_pieces(in_pieces(std::move(canonical), pieces())); }
    json& tree() const {
        auto& in = own();
        if (!in.tree) in.tree = stored_json(bytes());
        return *in.tree;
    }

    mutable std::shared_ptr<inside> inside_; // none: {}
};

// Those fields of a part that are of one kind, by what stands behind the prefix they have in common: "seat/m1". As long
// as the part is as it is.
template <class T>
class keyed {
  public:
    keyed(part const& all, std::string_view prefix) : part_(all), prefix_(prefix) {}

    T const* find(std::string_view key) const { return part_.find<T>(std::string(prefix_).append(key)); }
    bool contains(std::string_view key) const { return part_.contains(std::string(prefix_).append(key)); }

    class iterator {
      public:
        using value_type = std::pair<std::string, T const&>;
        using difference_type = std::ptrdiff_t;
        iterator() = default;
        value_type operator*() const {
            auto const& in = *(*pieces_)[piece_];
            return {std::string(in[n_].key.substr(prefix_.size())), in.read(n_, restore<T>)};
        }
        iterator& operator++() {
            ++n_;
            settle();
            return *this;
        }
        void operator++(int) { ++*this; }
        bool operator==(std::default_sentinel_t) const { return !pieces_; }

      private:
        friend keyed;
        iterator(piece_list const& pieces, std::string_view prefix)
            : pieces_(&pieces),
              prefix_(prefix),
              piece_(piece_of(pieces, prefix)),
              n_(pieces[piece_]->first_from(prefix)) {
            settle();
        }
        void settle() {
            while (n_ == (*pieces_)[piece_]->size()) {
                n_ = 0;
                if (++piece_ == pieces_->size()) return void(pieces_ = nullptr);
            }
            if (!(*(*pieces_)[piece_])[n_].key.starts_with(prefix_)) pieces_ = nullptr;
        }

        piece_list const* pieces_ = nullptr; // none: the end
        std::string_view prefix_;
        std::size_t piece_ = 0, n_ = 0;
    };
    iterator begin() const { return {part_.pieces(), prefix_}; }
    std::default_sentinel_t end() const { return {}; }

  private:
    part const& part_;
    std::string_view prefix_;
};

} // namespace saksgang
