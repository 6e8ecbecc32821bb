// All that answers below the sockets, on the example; and a connection that is given bytes.
#pragma once

#include "api/application.hpp"
#include "api/feed.hpp"
#include "api/openapi.hpp"
#include "api/pages.hpp"
#include "api/printer.hpp"
#include "api/serve.hpp"
#include "api/session.hpp"
#include "tests/fuzz/example.hpp"

namespace saksgang::fuzz {

class served {
  public:
    served();

    // What the server says to these bytes, of which it gets so many at once, until one side closes.
    std::string answer(std::string_view bytes, std::size_t at_once);
    // A coordinator's session is one token, 43 times A; an auditor's the same of B. They go on whoever has left.
    void sign_in();

  private:
    example of_;
    api::openapi_documents documents_{of_.rules};
    api::endpoint_table const table_{of_.rules};
    executor entries_{*of_.data, of_.rules, of_.chance};
    api::metrics measured_;
    api::limits limited_{{.rates = false}};
    api::admitted_sessions admitted_;
    api::pages const screens_{std::span<api::page const>{}};
    api::workers readers_{*of_.data, "reader", api::reader_threads, api::most_waiting_reads};
    api::workers chores_{*of_.data, "chore", 1, api::most_waiting_chores};
    api::workers hashes_{*of_.data, "hash", 1, api::most_waiting_hashes};
    api::feed happening_{*of_.data, of_.rules, of_.chance};
    api::printer printing_;
    api::services with_{*of_.data, of_.rules,  table_,    entries_,   of_.chance,
                        measured_, limited_,   admitted_, readers_,   chores_,
                        hashes_,   documents_, screens_,  happening_, printing_};
    api::application application_{with_};
    api::trusted_proxies const proxies_{"1"};
    api::time_limits const times_;
    api::asio::io_context io_{1};
};

} // namespace saksgang::fuzz
