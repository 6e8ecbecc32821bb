// What the workflows of this field share, a folder or a file each. A feature is declared here and listed in
// workflows/registry.cpp.
#pragma once

#include "engine/feature.hpp"
#include "engine/field.hpp"

namespace saksgang {

feature const& adoption_feature();   // what each party decides through its own organ
feature const& exceptions_feature(); // from rules, with their reason
feature const& body_tasks_feature(); // which of its body's tasks a case is about
feature const& fund_feature();       // the overview of a grant frame
feature const& agreement_feature();  // the agreements of a pair (municipality, trust)
feature const& meetings_feature();   // when bodies meet, a year at a time

field const& the_field();

} // namespace saksgang
