// What of a case's data may be corrected, and what only its own steps change: that is `readOnly` in the schema of the data.
// What rests on something else is put right there: a text that positions are taken on, what the books and the registers
// hold, days that deadlines run from.
#pragma once

#include <variant>

#include "engine/command_info.hpp"
#include "engine/field.hpp"
#include "engine/workflow.hpp"

namespace saksgang {

json data_schema(workflow const&, field const&, language);

// The case's data with the correction, which then says what stands before and after as they are stored.
std::variant<json, refusal> corrected(command_step const&, correction&);

} // namespace saksgang
