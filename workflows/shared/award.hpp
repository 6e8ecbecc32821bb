// An award and its money: from a frame of a fund, in follow-ups to it. Of data with `fund`.
#pragma once

#include "workflows/common.hpp"

namespace saksgang {

inline bool has_frame(state const& fund, int year) {
    return std::ranges::any_of(years_of(fund),
                               [&](auto const& y) { return y.year == year && y.allocated.value > 0; });
}
// What is left of the commitment is free again, whatever is repaid.
template <class Data>
void give_back(stepping<Data>& s, ore repaid, std::optional<std::string> voucher) {
    auto const stream = fund_stream(s.data.fund.value);
    auto const number = id_in(s.a_case.stream);
    auto const& fund = s.now.world.at(stream);
    auto const released = committed_to(fund, number) + conditional_to(fund, number);
    if (repaid.value > 0 || released.value > 0)
        s.send(stream, take_back{{number}, repaid, released, std::move(voucher)});
}
struct free_the_money {
    template <class Event, class Data>
    static void run(Event const&, stepping<Data>& s) {
        give_back(s, {}, {});
    }
};

} // namespace saksgang
