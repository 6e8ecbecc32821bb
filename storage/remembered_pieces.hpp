// A state's pieces (engine/pieces.hpp) as a session has read them: what it reads the next time is what has been written
// since.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/ports.hpp"

namespace saksgang {

class remembered_pieces {
  public:
    // As which a stream's pieces are known; 0: they are not.
    std::int64_t version_of(std::string const& community, std::string const& stream) const;
    // Completes what was read of some streams with their pieces, of which the rows are those written since that version.
    void complete(std::string const& community, std::map<std::string, stored_state>&,
                  std::vector<stored_piece> rows);

  private:
    struct known {
        std::int64_t version = 0;
        std::map<std::string, piece_list> parts;
    };
    std::map<std::pair<std::string, std::string>, known> streams_;
};

// The same where nothing is known: all rows of the states, in their order.
void complete(std::vector<stored_state>&, std::vector<stored_piece> const& rows);

} // namespace saksgang
