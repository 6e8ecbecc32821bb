// The OpenAPI 3.1 document, generated: addresses from the table of endpoints, answers from the described
// structs that print them, commands from the structs that read them. Checked in as api/openapi.json and kept
// current by a test.
#pragma once

#include <array>
#include <mutex>

#include "engine/kernel.hpp"

namespace saksgang::api {

// With the titles of commands and fields in that language; what is checked in is in English.
json openapi_document(kernel const&, language = language::en);

// The same, printed; each is made when it is first asked for. Thread-safe.
class openapi_documents {
  public:
    explicit openapi_documents(kernel const& k) : rules_(k) {}
    std::string const& in(language);

  private:
    struct document {
        std::once_flag made;
        std::string text;
    };
    kernel const& rules_;
    std::array<document, 3> all_;
};

} // namespace saksgang::api
