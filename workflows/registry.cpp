#include "workflows/registry.hpp"

// A line a workflow.
#define SAKSGANG_WORKFLOWS(the) \
    the(agreement_revision) the(grant_scheme) the(grant_application) the(guideline_revision)

namespace saksgang {

#define SAKSGANG_DECLARE(name) workflow const& name();
SAKSGANG_WORKFLOWS(SAKSGANG_DECLARE)

std::vector<workflow const*> all_workflows() {
#define SAKSGANG_ADDRESS(name) &name(),
    return {SAKSGANG_WORKFLOWS(SAKSGANG_ADDRESS)};
}

} // namespace saksgang
