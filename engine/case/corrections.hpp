// What of a case's data may be corrected, and what only its own steps change: that is `readOnly` in the schema of the data.
#pragma once

#include "engine/field.hpp"
#include "engine/workflow.hpp"

namespace saksgang {

json data_schema(workflow const&, field const&, language);

} // namespace saksgang
