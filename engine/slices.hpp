// Canonical JSON taken apart as it stands, without being read into values: what `check` folds with. A value is the slice
// of bytes that it is, and two values are the same where their bytes are.
#pragma once

#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "engine/calendar.hpp"

namespace saksgang::slices {

// The bytes are not canonical JSON (engine/json.hpp).
struct not_canonical : std::runtime_error {
    using runtime_error::runtime_error;
};

struct member {
    std::string_view name;  // as it stands between its quotation marks
    std::string_view value; // as it stands
};

// The members of an object, and whether all that is in it is canonical. Into `out`, so that its memory is used again.
// Throws not_canonical. The slices are of `object`.
void take_apart(std::string_view object, std::vector<member>& out);

// A value that entries change again and again: it is opened where they do, level by level, and stays so. A change costs
// what it says, and not what stands there.
class changing {
  public:
    changing() = default; // nothing yet
    explicit changing(std::string_view value) : text_(value) {}
    // What `change` and `round` say (engine/changes.hpp), over canonical bytes: the result is canonical.
    void change(std::string_view patch);
    void put(std::string_view member, std::string_view value); // null: it is gone
    void write(std::string& out) const;

  private:
    struct in_order {
        using is_transparent = void;
        bool operator()(std::string_view a, std::string_view b) const;
    };
    enum class kind { closed, object, list };
    void open();
    void change_elements(std::vector<member> const&);

    kind kind_ = kind::closed;
    std::string text_; // as it stands, until it is opened
    std::map<std::string, changing, in_order> members_;
    std::vector<changing> elements_;
};
// The same, once.
std::string merged(std::string_view target, std::string_view patch);

std::string_view text_in(
    std::string_view value); // a text without escapes; throws not_canonical for anything else
std::int64_t number_in(std::string_view value); // throws not_canonical

// An entry, as far as folding and checking need it.
struct entry {
    std::string_view community, stream, prev, from, to, workflow, effective; // empty: not there
    std::int64_t seq = 0, position = 0, recorded = 0;
    std::optional<std::int64_t> cause;
    std::string_view account; // as it stands between its quotation marks; empty: format 1 does not say
    std::string_view payload, set, change, round, postings; // objects; empty: not there
};
// Throws not_canonical where the bytes are not those of an entry as this program writes one.
entry entry_in(std::string_view bytes, std::vector<member>& room);

// What a stream's entries amount to, as its stored bytes. Independent of engine/state.cpp, which it is to agree with.
class folded {
  public:
    explicit folded(std::string name_of_stream) : stream(std::move(name_of_stream)) {}

    std::string stream;
    std::int64_t version = 0;
    std::string hash;
    std::int64_t first_position = 0;

    // Throws std::logic_error where the entry does not follow.
    void add(entry const&, std::string_view digest, std::vector<member>& room);
    std::string bytes() const;

  private:
    std::string name_, workflow_, effective_;
    std::int64_t recorded_ = 0;
    changing data_{"{}"}, rounds_{"{}"};
    std::map<std::string, std::int64_t, std::less<>> balances_;
};

} // namespace saksgang::slices
