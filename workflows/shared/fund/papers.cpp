#include "workflows/shared/fund/papers.hpp"

namespace saksgang {
namespace {

constexpr std::string_view prefix = "document/"; // then its digest
keyed<document> papers_of(state const& fund) { return {fund.data, prefix}; }

} // namespace

void keep_paper(command_step& step, document const& paper) {
    step.put(std::string(prefix) + paper.digest, paper);
}

std::optional<document> paper_of_fund(state const& fund, std::string const& digest) {
    auto const papers = papers_of(fund);
    auto const* found = papers.find(digest);
    return found ? std::optional(*found) : std::nullopt;
}

std::vector<document_link> links_in_fund(state const& fund) {
    std::vector<document_link> links;
    for (auto const& [digest, paper] : papers_of(fund)) links.push_back({digest, fund.stream});
    return links;
}

bool fund_shows(state const& fund, std::string const& digest, situation const& now) {
    return !now.person.empty() && paper_of_fund(fund, digest).has_value();
}

} // namespace saksgang
