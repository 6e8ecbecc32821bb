// The OpenAPI 3.1 document, generated: addresses from the table of endpoints, answers from the described
// structs that print them, commands from the structs that read them. Checked in as api/openapi.json and kept
// current by a test.
#pragma once

#include "engine/kernel.hpp"

namespace saksgang::api {

// With the titles of commands and fields in that language; what is checked in is in English.
json openapi_document(kernel const&, language = language::en);

} // namespace saksgang::api
