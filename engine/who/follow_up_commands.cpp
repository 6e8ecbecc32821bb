#include "engine/who/follow_ups.hpp"

namespace saksgang {
namespace {

constexpr std::string_view of_point = "follow_up/", last_number = "follow_up_number";
constexpr int most = 200; // that are not settled
constexpr int days_before = 7;

struct a_follow_up {
    static constexpr std::string_view name = "follow_up";
    static std::string stream(id const&) { return {}; } // it stands in the body that is asked
};

known_rule const too_many_follow_ups{
    "too_many_follow_ups",
    {"Utvalget har {most} oppfølgingspunkter som ikke er avsluttet. Avslutt ett først.",
     "Utvalet har {most} oppfølgingspunkt som ikkje er avslutta. Avslutt eitt først.",
     "The body has {most} follow-up points that are not settled. Settle one first."}};

std::string key_of(id const& point) { return std::string(of_point) + point.value; }
follow_up_point const* find_point(command_step const& step, id const& point) {
    return step.find<follow_up_point>(key_of(point));
}
refusal no_such_point() { return not_there({{"id", text{"Punktet", "Punktet", "The point"}}}); }

std::optional<refusal> put_point(command_step& step, follow_up_said const& said,
                                 std::optional<id> const& a_case) {
    if (!step.has("head")) return not_there({{"id", text{"Utvalget", "Utvalet", "The body"}}});
    auto const open = std::ranges::distance(follow_ups_of(step.subject));
    if (open >= most) return too_many_follow_ups({{"most", std::to_string(most)}});
    auto const* last = step.find<std::int64_t>(std::string(last_number));
    std::int64_t const number = (last ? *last : 0) + 1;
    step.put(std::string(last_number), number);
    step.put(key_of({(a_case ? a_case->value : "") + "_" + std::to_string(number)}),
             follow_up_point{said, step.now.today, a_case});
    return {};
}

struct note_follow_up : called<"Registrer et oppfølgingspunkt", "Registrer eit oppfølgingspunkt",
                               "Note a follow-up point", by::case_handler>,
                        follow_up_said {
    std::optional<refusal> apply(command_step& step) const { return put_point(step, *this, {}); }
};
BOOST_DESCRIBE_STRUCT(note_follow_up, (follow_up_said), ())

struct take_follow_up : called<"Oppfølgingspunkt fra et møte", "Oppfølgingspunkt frå eit møte",
                               "Follow-up point of a meeting", by::anyone>,
                        hand_over_follow_up {
    using message = hand_over_follow_up;
    static constexpr bool internal = true;

    std::optional<refusal> apply(command_step& step) const { return put_point(step, *this, a_case); }
};
BOOST_DESCRIBE_STRUCT(take_follow_up, (hand_over_follow_up), ())

struct change_follow_up : called<"Endre et oppfølgingspunkt", "Endre eit oppfølgingspunkt",
                                 "Change a follow-up point", by::case_handler>,
                          follow_up_said {
    ref<a_follow_up> follow_up;

    std::optional<refusal> apply(command_step& step) const {
        auto const* before = find_point(step, follow_up);
        if (!before) return no_such_point();
        auto changed = *before;
        static_cast<follow_up_said&>(changed) = *this;
        step.put(key_of(follow_up), changed);
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(change_follow_up, (follow_up_said), (follow_up))

struct settle_follow_up : called<"Avslutt et oppfølgingspunkt", "Avslutt eit oppfølgingspunkt",
                                 "Settle a follow-up point", by::case_handler> {
    static constexpr bool has_room = true;
    ref<a_follow_up> follow_up;
    std::string conclusion;

    std::optional<refusal> apply(command_step& step) const {
        if (!find_point(step, follow_up)) return no_such_point();
        step.erase(key_of(follow_up));
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(settle_follow_up, (), (follow_up, conclusion))

} // namespace

keyed<follow_up_point> follow_ups_of(state const& body) { return {body.data, of_point}; }

std::vector<deadline> deadlines_of_follow_ups(state const& body) {
    std::vector<deadline> due;
    for (auto const& [number, point] : follow_ups_of(body))
        due.push_back(
            {"follow_up_due", point.settle_by, {by::case_handler}, point.settle_by.plus_days(-days_before)});
    return due;
}

std::vector<command_info> follow_up_commands() {
    return {command_of<note_follow_up>(), command_of<take_follow_up>(), command_of<change_follow_up>(),
            command_of<settle_follow_up>()};
}

} // namespace saksgang
