#include "workflows/registry.hpp"

#include "workflows/shared/features.hpp"

// A line a workflow.
// clang-format off
#define SAKSGANG_WORKFLOWS(the) \
    the(agreement_revision) \
    the(grant_scheme) \
    the(grant_application) \
    the(guideline_revision) \
    the(meeting_plan) \
    the(meeting)
// clang-format on

namespace saksgang {

#define SAKSGANG_DECLARE(name) workflow const& name();
SAKSGANG_WORKFLOWS(SAKSGANG_DECLARE)

std::vector<workflow const*> const& all_workflows() {
#define SAKSGANG_ADDRESS(name) &name(),
    static std::vector<workflow const*> const all{SAKSGANG_WORKFLOWS(SAKSGANG_ADDRESS)};
    return all;
}

// A line a feature, in the order in which a case shows the commands of those that are of every case.
std::vector<feature const*> const& all_features() {
    static std::vector<feature const*> const all{
        &organisation_feature(), //
        &accounts_feature(),     //
        &passwords_feature(),    //
        &access_feature(),       //
        &numbers_feature(),      //
        &bodies_feature(),       //
        &fund_feature(),         //
        &agreement_feature(),    //
        &meetings_feature(),     //
        &consent_feature(),      //
        &positions_feature(),    //
        &recusal_feature(),      //
        &parties_feature(),      //
        &adoption_feature(),     //
        &texts_feature(),        //
        &corrections_feature(),  //
        &exceptions_feature(),   //
        &body_tasks_feature(),   //
        &handlers_feature(),     //
        &documents_feature(),    //
        &personal_texts_feature(),
    };
    return all;
}

kernel kernel_with(std::vector<workflow const*> workflows, std::vector<feature const*> features) {
    return {std::move(workflows), std::move(features), the_field()};
}

} // namespace saksgang
