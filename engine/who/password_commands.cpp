// A forgotten password: an administrator issues a link to an account, and whoever has it sets a new one, once and in time.
// The entries say who gave it to whom and that it was used; of the link they have the digest. The password is in no entry.
#include "engine/feature.hpp"
#include "engine/who/accounts.hpp"

namespace saksgang {
namespace {

struct an_account {
    static constexpr std::string_view name = "account";
    static std::string stream(id const&) { return "accounts"; }
    static std::optional<refusal> missing(world const& w, id const& username) {
        if (person_of_account(w.at("accounts"), username.value)) return {};
        return not_there({{"id", username.value}});
    }
};

std::string key_of(id const& username) { return "link/" + username.value; }

struct issue_password_link {
    static constexpr text label{"Gi lenke til nytt passord", "Gje lenkje til nytt passord",
                                "Issue a link to a new password"};
    static constexpr who by[]{by::administrator};
    ref<an_account> username;
    std::string digest; // of the token in the link

    std::optional<refusal> apply(command_step& step) const {
        step.field_of(key_of(username)) = {{"digest", digest},
                                           {"expires", step.now.now.us + password_link_lifetime_us}};
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(issue_password_link, (), (username, digest))

struct use_password_link {
    static constexpr text label{"Nytt passord satt med lenke", "Nytt passord sett med lenkje",
                                "New password set by a link"};
    static constexpr who by[]{by::anyone};
    ref<an_account> username;
    std::string digest;

    std::optional<refusal> apply(command_step& step) const {
        if (account_of_link(step.subject, digest, step.now.now) != username.value ||
            person_of_account(step.now.world.at("accounts"), username.value) != step.person())
            return link_not_valid();
        step.subject.data.change().erase(key_of(username));
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(use_password_link, (), (username, digest))

} // namespace

std::optional<std::string> account_of_link(state const& passwords, std::string const& digest, instant now) {
    for (auto const& [key, link] : passwords.data->items())
        if (link.value("digest", "") == digest && now.us < link.value("expires", std::int64_t{0}))
            return key.substr(key.find('/') + 1);
    return {};
}

feature const& passwords_feature() {
    static feature const f{.id = "passwords",
                           .label = {"Nye passord", "Nye passord", "New passwords"},
                           .prefix = "passwords",
                           .commands = {command_of<issue_password_link>(), command_of<use_password_link>()}};
    return f;
}

} // namespace saksgang
