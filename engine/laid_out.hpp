// The table as values, from which machine.hpp makes a workflow: rows and guards without their types, so that what is
// asked of them is a loop.
#pragma once

#include <algorithm>
#include <array>
#include <span>
#include <string>

#include <boost/container/static_vector.hpp>

#include "engine/event_machine.hpp"
#include "engine/sound.hpp"

namespace saksgang::table_detail {

// What a stored state is called.
template <class S>
inline constexpr std::string_view stored_name = type_name<S>;
template <>
inline constexpr std::string_view stored_name<start> = "";

template <class Data>
struct laid_guard {
    rule_text const* refusal;
    verdict (*judge)(view<Data> const&); // none: it needs the payload
};
template <class Data, class G>
constexpr laid_guard<Data> lay() {
    if constexpr (judged_without_payload<G, Data>)
        return {&G::refusal, [](view<Data> const& seen) -> verdict { return G::holds(seen); }};
    else
        return {&G::refusal, nullptr};
}
template <class Data, class... G>
constexpr std::array<laid_guard<Data>, sizeof...(G)> lay_guards(mp11::mp_list<G...>) {
    return {lay<Data, G>()...};
}
template <class Data, class Guards>
inline constexpr auto laid_guards = lay_guards<Data>(Guards());

template <class Data>
struct laid_row {
    std::string_view from, event, to;
    bool internal, goes_on;
    std::span<laid_guard<Data> const> guards;
};
template <class Data, class... Row>
constexpr std::array<laid_row<Data>, sizeof...(Row)> lay_out(mp11::mp_list<Row...>) {
    return {laid_row<Data>{stored_name<typename Row::from>, type_name<typename Row::event>,
                           stored_name<typename Row::to>, saksgang::internal<typename Row::event>,
                           mp11::mp_contains<flat_t<typename Row::action>, goes_on>::value,
                           laid_guards<Data, typename Row::guards>}...};
}
template <class Data, class Table>
inline constexpr auto laid_out = lay_out<Data>(Table());

// ------------------------------------------------------------------------------------------- the rows of one event

// What guards see, what actions change, and what came of them.
template <class Data>
struct context {
    view<Data> seen;
    stepping<Data> changing;
    std::optional<refusal> refused = {}; // by the first row that refused
    std::string hjemmel = {};            // of the row that is taken
    std::string_view to = {};            // where it leads
};
template <class G, class E, class Data>
bool holds(E const& event, context<Data>& now, std::string& hjemmel) {
    auto const v = judge_guard<G, E, Data>(event, now.seen);
    if (v.holds && v.at_issue) rest_on(hjemmel, G::refusal.hjemmel);
    if (!v.holds && !now.refused) now.refused = G::refusal(v.arguments);
    return v.holds;
}
template <class E, class Data, class... G>
bool all_hold(E const& event, context<Data>& now, mp11::mp_list<G...>) {
    std::string hjemmel;
    if (!(holds<G>(event, now, hjemmel) && ...)) return false;
    now.hjemmel = std::move(hjemmel);
    return true;
}

template <class Data, class E>
struct way {
    std::string_view from, to;
    bool (*holds)(E const&, context<Data>&);
    void (*act)(E const&, stepping<Data>&);
};
// Rows that differ in their states alone share these.
template <class Data, class E, class Guards>
bool way_holds(E const& event, context<Data>& now) {
    return all_hold(event, now, Guards());
}
template <class Data, class E, class Action>
void way_acts(E const& event, stepping<Data>& changing) {
    Action::run(event, changing);
}
template <class E>
struct is_of_event {
    template <class Row>
    using fn = std::is_same<typename Row::event, E>;
};
template <class Data, class E, class... Row>
constexpr std::array<way<Data, E>, sizeof...(Row)> lay_ways(mp11::mp_list<Row...>) {
    return {way<Data, E>{stored_name<typename Row::from>, stored_name<typename Row::to>,
                         &way_holds<Data, E, typename Row::guards>,
                         &way_acts<Data, E, typename Row::action>}...};
}
template <class Ways>
consteval std::size_t most_from_one_state(Ways const& all) {
    std::size_t most = 0;
    for (auto const& way : all)
        most = std::max<std::size_t>(most, std::ranges::count(all, way.from, [](auto& w) { return w.from; }));
    return most;
}
template <class Data, class Table, class E>
inline constexpr auto ways_of = lay_ways<Data, E>(mp11::mp_copy_if_q<Table, is_of_event<E>>());

// Of one event, those that lead on from where the case is.
template <class Data, class E>
class ways_from final : public ways {
  public:
    ways_from(std::span<way<Data, E> const> of_event, std::string_view state, E const& event)
        : event_(event) {
        for (auto const& way : of_event)
            if (way.from == state) open_.push_back(&way);
    }
    bool none() const { return open_.empty(); }
    bool go(context<Data>& now) {
        now_ = &now;
        return go_first_that_holds(*this);
    }
    bool holds(std::size_t i) override { return i < open_.size() && open_[i]->holds(event_, *now_); }
    void go(std::size_t i) override {
        now_->to = open_[i]->to;
        open_[i]->act(event_, now_->changing);
    }

  private:
    E const& event_;
    context<Data>* now_ = nullptr;
    boost::container::static_vector<way<Data, E> const*, ways::most> open_;
};

} // namespace saksgang::table_detail
