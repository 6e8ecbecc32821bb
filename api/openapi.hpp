// The OpenAPI 3.1 document, generated: addresses from the table of endpoints, answers from the described
// structs that print them, commands from the structs that read them. Checked in as api/openapi.json and kept
// current by a test.
#pragma once

#include "engine/kernel.hpp"

namespace saksgang::api {

json openapi_document(kernel const&);

} // namespace saksgang::api
