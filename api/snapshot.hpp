// All that is read while it lives is of one moment.
#pragma once

#include "engine/ports.hpp"

namespace saksgang::api {

class snapshot {
  public:
    explicit snapshot(store_session& db) : db_(db) { db_.begin_snapshot(); }
    ~snapshot() {
        try {
            db_.end_snapshot();
        } catch (...) { // the session is dead: the next use of it will say so
        }
    }
    snapshot(snapshot const&) = delete;

  private:
    store_session& db_;
};

} // namespace saksgang::api
