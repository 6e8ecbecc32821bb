#include "workflows/shared/fund/yearly_table.hpp"

#include "workflows/grant_application/data.hpp"

namespace saksgang {

workflow const& grant_application();

namespace {

using grant_application_workflow::data;

// A line of a table in a file that spreadsheets open: none of its fields may be taken for a formula.
class line {
  public:
    void add(std::string field) {
        if (!field.empty() && std::string_view("=+-@").find(field.front()) != std::string_view::npos)
            field.insert(0, "'");
        bool const quoted = field.find_first_of(";\"\r\n") != std::string::npos;
        for (std::size_t at = 0; quoted && (at = field.find('"', at)) != std::string::npos; at += 2)
            field.insert(at, "\"");
        text_ += (text_.empty() ? "" : ";") + (quoted ? "\"" + field + "\"" : field);
    }
    void add(ore amount) {
        auto const rest = amount.value % 100;
        add(std::to_string(amount.value / 100) +
            (rest ? (rest < 10 ? ",0" : ",") + std::to_string(rest) : ""));
    }
    std::string str() const { return text_ + "\r\n"; }

  private:
    std::string text_;
};

ore paid_in(state const& fund, int year, std::string_view number) {
    auto const of_case = std::to_string(year) + ":paid:" + std::string(number);
    return {fund.balances->value(of_case, std::int64_t{0})};
}
bool has_money_in(state const& fund, int year, std::string_view number) {
    return std::ranges::any_of(fund.balances->items(), [&](auto const& balance) {
        return balance.key().starts_with(std::to_string(year) + ":") &&
               balance.key().ends_with(":" + std::string(number));
    });
}

results const* last_results(data const& d) {
    if (d.final_account && d.final_account->achieved) return &*d.final_account->achieved;
    for (auto report = d.status_reports.rbegin(); report != d.status_reports.rend(); ++report)
        if (report->achieved) return &*report->achieved;
    return nullptr;
}

std::string named(std::vector<std::string> const& names, language l) { return listed(names).in(l); }

line heading(language l) {
    static constexpr text columns[]{
        {"Sak", "Sak", "Case"},
        {"Prosjekt", "Prosjekt", "Project"},
        {"Søkere", "Søkjarar", "Applicants"},
        {"Samarbeidspartnere", "Samarbeidspartnarar", "Partners"},
        {"Fase", "Fase", "Phase"},
        {"Prioriterte pasientgrupper", "Prioriterte pasientgrupper", "Priority groups"},
        {"Tilsagn (kr)", "Tilsegn (kr)", "Award (NOK)"},
        {"Utbetalt i året (kr)", "Utbetalt i året (kr)", "Paid in the year (NOK)"},
        {"Utbetalt i alt (kr)", "Utbetalt i alt (kr)", "Paid in all (NOK)"},
        {"Brukt (kr)", "Brukt (kr)", "Used (NOK)"},
        {"Status", "Status", "Status"},
        {"Framdrift", "Framdrift", "Progress"},
        {"Effekt", "Effekt", "Effect"},
        {"Spredning", "Spreiing", "Spread"},
    };
    line out;
    for (auto const& column : columns) out.add(std::string(column.in(l)));
    return out;
}

line line_of(state const& a_case, data const& d, state const& fund, int year, state const& organisation,
             language l) {
    auto const number = id_in(a_case.stream);
    std::vector<std::string> applicants, partners, groups;
    for (auto const& p : parties_of(d)) applicants.push_back(name_of_party(organisation, p));
    for (auto const& p : d.partners) partners.push_back(p.name);
    for (auto const group : d.priority_groups) groups.emplace_back(word(group.name).in(l));
    line out;
    out.add(number);
    out.add(d.title);
    out.add(named(applicants, l));
    out.add(named(partners, l));
    out.add(std::string(word(describe::name_of(d.phase)).in(l)));
    out.add(named(groups, l));
    out.add(d.decision->amount);
    out.add(paid_in(fund, year, number));
    out.add(paid_to(fund, number));
    d.final_account ? out.add(d.final_account->used) : out.add("");
    out.add(std::string(grant_application().stage(a_case.name).label.in(l)));
    auto const* achieved = last_results(d);
    for (auto const field : {&results::progress, &results::effect, &results::spread})
        out.add(achieved ? (achieved->*field).value_or("") : "");
    return out;
}

} // namespace

std::set<std::string> cases_in(state const& fund) {
    std::set<std::string> numbers;
    for (auto const& [account, amount] : fund.balances->items()) {
        auto const second = account.find(':', account.find(':') + 1);
        if (second != std::string::npos) numbers.insert(account.substr(second + 1));
    }
    return numbers;
}

std::string yearly_table(state const& fund, int year, std::vector<state const*> const& cases,
                         state const& organisation, language l) {
    std::string out = "\xEF\xBB\xBF" + heading(l).str();
    for (auto const* a_case : cases) {
        if (version_in(a_case->workflow).id != grant_application().id) continue;
        auto const& d = a_case->data.read(restore<data>);
        if (!is_awarded(d)) continue;
        if (d.decision->year == year || has_money_in(fund, year, id_in(a_case->stream)))
            out += line_of(*a_case, d, fund, year, organisation, l).str();
    }
    return out;
}

} // namespace saksgang
