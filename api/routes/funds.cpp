#include "api/hidden_cases.hpp"
#include "api/routes/routes.hpp"
#include "api/showing.hpp"
#include "engine/entry.hpp"
#include "workflows/shared/fund/accounts.hpp"
#include "workflows/shared/fund/yearly_table.hpp"

namespace saksgang::api::routes {

result<response> list_funds(reading& r) {
    if (auto admitted = r.admit(); !admitted) return admitted.error();
    fund_list list;
    for (auto const& fund : r.streams("fund/"))
        list.items.push_back({id_in(fund.stream), name_of_fund(fund, r.in.lang), fund.version});
    return json_response(show(list));
}

// The books by year, and a page of the entries that moved money.
result<response> show_fund(reading& r) {
    if (auto admitted = r.admit(); !admitted) return admitted.error();
    auto const page = page_in_query(r.in);
    if (!page) return page.error();
    if (!is_identifier(r.in.value(0))) return not_found();
    auto const name = fund_stream(r.in.value(0));
    r.load({name});
    auto const& fund = r.stream(name);
    if (!fund.exists()) return not_found();

    auto const entries = r.db.history(r.in.community, name, page->after, page->limit);
    people_names names;
    hidden_cases hidden(r);
    auto const balances = hidden.without_them(*fund.balances);
    fund_view v{.id = r.in.value(0),
                .version = fund.version,
                .data = fund.data,
                .years = years_of(fund),
                .figures = names_of_figures(r.in.lang),
                .balances = balances,
                .lines = show_lines(balances, r.in.lang)};
    for (auto const& d : deadlines_of_fund(fund, r.today()))
        v.deadlines.push_back(show_deadline(d, r.in.lang));
    for (auto& e : show_entries(
             r, entries, [](auto const&) { return true; }, names))
        if (!e.postings.empty()) v.postings.push_back(std::move(e));
    if (!entries.empty() && entries.back().seq < fund.version) v.next = entries.back().seq;
    return with_version(json_response(show(v)), fund.version);
}

// For the RHF's yearly report: of the cases that the caller may read.
result<response> send_yearly_table(reading& r) {
    if (auto admitted = r.admit(); !admitted) return admitted.error();
    auto const year = number_in_query(r.in, "year", r.today().year(), 1814, 2999);
    if (!year) return year.error();
    if (!is_identifier(r.in.value(0))) return not_found();
    auto const name = fund_stream(r.in.value(0));
    r.load({name});
    if (!r.stream(name).exists()) return not_found();

    auto const numbers = cases_in(r.stream(name));
    std::set<std::string> streams;
    for (auto const& number : numbers) streams.insert(case_stream(number));
    r.load(streams); // at once

    std::vector<state const*> cases;
    std::set<std::string> logged;
    for (auto const& number : numbers)
        if (auto const seen = find_case(r, number)) {
            cases.push_back(seen->a_case);
            if (seen->logged) logged.insert(number);
        }
    response out{
        .media_type = "text/csv; charset=utf-8",
        .body = yearly_table(r.stream(name), static_cast<int>(*year), cases, r.organisation(), r.in.lang)};
    out.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + r.in.value(0) + "-" +
                                                        std::to_string(*year) + ".csv\"");
    out.first = export_entry(r, "yearly_table", logged);
    return out;
}

} // namespace saksgang::api::routes
