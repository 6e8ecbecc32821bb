// Plays a golden log's lines on a store, and says each as it would be recorded now.
#pragma once

#include <future>
#include <memory>
#include <set>

#include "tests/golden/log.hpp"
#include "tests/support/derived_source.hpp"

namespace saksgang::test::golden {

// What has come of the lines played.
struct so_far {
    std::map<std::string, state> streams;  // folded from the entries that the answers brought
    std::map<std::string, state> recorded; // the same of the log's own entries, which are of format 1
    std::set<std::string> commitments;     // in those entries
    std::set<std::string> documents;       // digests of what was stored
};

class player {
  public:
    player(store& data, kernel const& rules, so_far before = {}, int committers = 1);

    json played(json line);
    // Commands of one moment, asked at once, so that they come in as few batches as may be.
    std::vector<json> played_together(std::vector<json> const& lines);
    // The log's own entries of a line, and the first of their streams that is not what was made of it now, or nothing.
    void fold_recorded(json const& line);
    std::string differs(json const& line) const;
    // What there is now; after it, nothing may be played.
    std::vector<json> ending();
    so_far const& made() const { return made_; }

  private:
    json stored(json const& document);
    std::future<answer> asked(json const& line);
    json told(json const& line, answer const&);
    json then(command const&, instant now);
    state from_nothing(std::string const& stream);

    kernel const& rules_;
    derived_source chance_;
    executor run_;
    std::unique_ptr<store_session> session_;
    std::string community_ = "vest-viken";
    so_far made_;
};

} // namespace saksgang::test::golden
