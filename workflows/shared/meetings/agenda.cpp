#include "workflows/shared/meetings/agenda.hpp"

#include <algorithm>

namespace saksgang {

agenda_item const* agenda::find(id const& item) const {
    auto const found = std::ranges::find(items, item, &agenda_item::item);
    return found == items.end() ? nullptr : &*found;
}
agenda_item* agenda::find(id const& item) {
    return const_cast<agenda_item*>(std::as_const(*this).find(item));
}

int agenda::give_numbers(int after) {
    int given = 0;
    for (auto& i : items)
        if (!i.number) i.number = after + ++given;
    return given;
}

said name_of_item(agenda_item const& i, date meeting_day) {
    if (!i.number) return i.title.empty() ? word(describe::name_of(i.kind)) : said(i.title);
    auto const two_digits = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
    return "Sak " + two_digits(*i.number) + "-" + two_digits(meeting_day.year() % 100);
}

} // namespace saksgang
