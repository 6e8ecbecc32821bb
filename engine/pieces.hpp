// The fields of an object, in pieces: runs of fields that stand together, each an object of canonical text. Pieces never
// change and are shared, so that an object of ten thousand fields is copied for a list of pointers, and one in which a
// field has changed has a piece of its own where that field stands, and all others in common. Only what differs is
// compared, folded, hashed into an entry and stored (docs/decisions/0020).
//
// What has been read out of a field is kept with its piece. Not thread-safe.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/json.hpp"

namespace saksgang {

inline constexpr std::size_t largest_piece = 16 * 1024; // bytes, unless one field alone is larger

inline constexpr std::string_view empty_object = "{}";

class piece {
  public:
    struct field {
        std::string_view key, value; // as they stand, the key without its quotation marks
    };

    piece(std::string name, std::string text) : name_(std::move(name)), text_(std::move(text)) {}
    // The first field that may stand in it; "" of an object's first piece. Stays while fields come and go.
    std::string const& name() const { return name_; }
    std::string const& text() const { return text_; }

    std::size_t size() const { return all().size(); }
    field const& operator[](std::size_t n) const { return all()[n].it; }
    std::size_t first_from(std::string_view key) const; // size(): none
    // `how` is pure.
    template <class T>
    T const& read(std::size_t n, T (*how)(json const&)) const {
        auto& f = all()[n];
        for (auto const& r : f.readings)
            if (r.by == reinterpret_cast<reader>(how)) return *static_cast<T const*>(r.value.get());
        auto value = std::make_shared<T const>(how(stored_json(f.it.value)));
        f.readings.push_back({reinterpret_cast<reader>(how), value});
        return *value;
    }

  private:
    using reader = void (*)();
    struct reading {
        reader by;
        std::shared_ptr<void const> value;
    };
    struct place {
        field it;
        mutable std::vector<reading> readings;
    };
    std::vector<place> const& all() const;

    std::string name_, text_;
    mutable std::vector<place> fields_; // once asked for
};

using piece_list = std::vector<std::shared_ptr<piece const>>; // in order, at least one

// Of a canonical object. What stands in it as it stood in pieces of `like` is shared with them.
piece_list in_pieces(std::string object, piece_list const& like = {});
std::string joined(piece_list const&);
std::size_t size_of(piece_list const&); // bytes, joined
bool same(piece_list const&, piece_list const&);
// That which the field stands in, or would.
std::size_t piece_of(piece_list const&, std::string_view key);
// `effect` is an object that says something of some fields, and `fold` makes a piece's text of what it was and of those
// of them that stand in it.
piece_list folded(piece_list const&, std::string_view effect,
                  std::string (*fold)(std::string_view object, std::string_view effect));

} // namespace saksgang
