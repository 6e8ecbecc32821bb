#include "engine/who/accounts.hpp"
#include "engine/who/name_erasure.hpp"
#include "engine/who/pending.hpp"
#include "engine/who/register_words.hpp"

namespace saksgang {
namespace {

constexpr text the_account{"Brukerkontoen", "Brukarkontoen", "The account"};

struct open_account {
    static constexpr text label{"Opprett brukerkonto", "Opprett brukarkonto", "Open an account"};
    static constexpr who by[]{by::administrator};
    new_id username;
    ref<a_named_person> person;

    // For somebody who has one: whoever opened it could act as them.
    bool needs_another(command_step const& step) const {
        for (auto const& [name, each] : accounts_in(step.subject))
            if (each.person == person && each.is_in_use()) return true;
        return false;
    }
    std::optional<refusal> apply(command_step& step) const {
        if (step.has("account/" + username.value)) return already_there({{"id", the_account}});
        step.put("account/" + username.value, account{person, true});
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(open_account, (), (username, person))

// Whether no other account in use is an administrator's.
bool is_last_administrator(command_step const& step, id const& person) {
    auto const administers = [&](std::string const& who) {
        return has_role(step.now.organisation(), who, role::administrator, step.now.today);
    };
    if (!administers(person.value)) return false;
    for (auto const& [name, each] : accounts_in(step.subject))
        if (each.person != person && each.is_in_use() && administers(each.person.value)) return false;
    return true;
}

struct close_account {
    static constexpr text label{"Steng brukerkonto", "Steng brukarkonto", "Close an account"};
    static constexpr who by[]{by::administrator};
    static constexpr bool has_room = true;
    id username;

    std::optional<refusal> apply(command_step& step) const {
        auto const key = "account/" + username.value;
        auto const* before = step.find<account>(key);
        if (!before) return not_there({{"id", the_account}});
        if (is_last_administrator(step, before->person)) return last_administrator();
        step.put(key, account{before->person, false});
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(close_account, (), (username))

struct confirm_change : confirming {
    static constexpr text label = confirm_label;
    static constexpr who by[]{by::administrator, by::registrar};
};
BOOST_DESCRIBE_STRUCT(confirm_change, (confirming), ())

struct drop_change : dropping {
    static constexpr text label = drop_label;
    static constexpr who by[]{by::administrator, by::registrar};
};
BOOST_DESCRIBE_STRUCT(drop_change, (dropping), ())

} // namespace

feature const& accounts_feature() {
    static feature const f{.id = "accounts",
                           .label = {"Brukerkontoer", "Brukarkontoar", "Accounts"},
                           .prefix = "accounts",
                           .address = "accounts",
                           .shows_history = false,
                           .commands = {command_of<open_account>(), command_of<close_account>(),
                                        command_of<confirm_change>(), command_of<drop_change>()},
                           .deadlines = waiting_for<confirm_change>};
    return f;
}

} // namespace saksgang
