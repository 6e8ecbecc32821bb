// The bytes of entries, one a line: both readers understand the same, what is written again is the same bytes, and the
// two folds (engine/state.cpp and engine/slices.cpp) come to the same state. The lines are made to follow on each other,
// since no hash would survive a change.
#include "engine/digest.hpp"
#include "engine/ports.hpp"
#include "engine/slices.hpp"
#include "engine/state.hpp"
#include "tests/fuzz/fuzz.hpp"

namespace saksgang::fuzz {
namespace {

std::string const stream = "case/2024-1";

// Both readers', of bytes that the stricter one takes.
entry must_be_understood_alike(std::string_view bytes, slices::entry const& strict) {
    auto const e = entry_from(bytes);
    expect(e.community == strict.community && e.stream == strict.stream && e.prev == strict.prev &&
               e.from == strict.from && e.to == strict.to && e.workflow == strict.workflow,
           "both readers find the same texts");
    expect(e.seq == strict.seq && e.position == strict.position && e.recorded.us == strict.recorded &&
               e.cause == strict.cause,
           "and the same numbers");
    expect((e.effective ? e.effective->str() : "") == strict.effective, "and the same day");
    auto const same = [](json const& tree, std::string_view slice) {
        return slice.empty() ? tree.empty() : canonical(tree) == slice;
    };
    expect(same(e.set, strict.set) && same(e.change, strict.change) && same(e.round, strict.round) &&
               same(e.postings, strict.postings),
           "and the same effects");
    return e;
}

// As the format that is written now has it: docs/entries.md.
void must_be_written_as_it_was(std::string_view bytes, entry const& e) {
    std::string again;
    if (refuses<too_large>([&] { again = bytes_of(e); })) return;
    expect(entry_from(again) == e, "an entry that is written reads as what it was");
    auto const is_of_now = json::parse(bytes).at("v") == entry_format;
    expect(!is_of_now || again == bytes, "an entry that is read is written as it stood");
}

// What the lenient reader takes need not be canonical; what is written of it is.
void must_settle(std::string_view bytes) {
    entry e;
    if (refuses<std::runtime_error>([&] { e = entry_from(bytes); })) return;
    std::string written;
    bool const can_not_be = refuses<std::logic_error>([&] { written = bytes_of(e); }); // floats, too large
    if (can_not_be) return;
    expect(bytes_of(entry_from(written)) == written, "what has been written once is written so again");
}

struct folding {
    state tree{.stream = stream};
    slices::folded text{stream};
    std::vector<slices::member> room;

    // False: the rest can't follow.
    bool add(entry e) {
        e.stream = stream;
        e.seq = tree.version + 1;
        e.prev = tree.hash;
        e.from = tree.name;
        std::string bytes;
        if (refuses<too_large>([&] { bytes = bytes_of(e); })) return true;
        auto const digest = sha256(bytes);
        if (refuses<slices::not_canonical>([&] { text.add(slices::entry_in(bytes, room), digest, room); }))
            return false;
        evolve(tree, e, digest);
        must_agree();
        return true;
    }
    void must_agree() const {
        auto const bytes = bytes_of(tree);
        expect(bytes == text.bytes(), "both folds come to the same state");
        expect(bytes_of(state_from(stored(tree))) == bytes, "a stored state is what it was");
    }
};

} // namespace

void entries(std::string_view lines) {
    folding all;
    std::vector<slices::member> room;
    for (bool follows = true; !lines.empty();) {
        auto const line = lines.substr(0, lines.find('\n'));
        lines.remove_prefix(std::min(line.size() + 1, lines.size()));
        must_settle(line);
        slices::entry strict;
        if (refuses<slices::not_canonical>([&] { strict = slices::entry_in(line, room); })) continue;
        auto e = must_be_understood_alike(line, strict);
        must_be_written_as_it_was(line, e);
        follows = follows && all.add(std::move(e));
    }
}

} // namespace saksgang::fuzz
