#include "workflows/registry.hpp"

namespace saksgang {

workflow const& agreement_revision();
workflow const& grant_scheme();
workflow const& grant_application();
workflow const& guideline_revision();

std::vector<workflow const*> all_workflows() {
    return {
        &agreement_revision(),
        &grant_scheme(),
        &grant_application(),
        &guideline_revision(),
    };
}

} // namespace saksgang
