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
        return not_there({{"id", text{"Brukerkontoen", "Brukarkontoen", "The account"}}});
    }
};

// "link/leder"
struct issued_link {
    std::string digest;       // of the token in it
    std::int64_t expires = 0; // µs since 1970
};
BOOST_DESCRIBE_STRUCT(issued_link, (), (digest, expires))

std::string key_of(id const& username) { return "link/" + username.value; }

struct issue_password_link {
    static constexpr text label{"Gi lenke til nytt passord", "Gje lenkje til nytt passord",
                                "Issue a link to a new password"};
    static constexpr who by[]{by::administrator};
    static constexpr bool has_room = true;
    ref<an_account> username;
    std::string digest; // of the token in the link

    std::optional<refusal> apply(command_step& step) const {
        step.put(key_of(username), issued_link{digest, step.now.now.us + password_link_lifetime_us});
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(issue_password_link, (), (username, digest))

struct use_password_link {
    static constexpr text label{"Nytt passord satt med lenke", "Nytt passord sett med lenkje",
                                "New password set by a link"};
    static constexpr who by[]{by::anyone};
    static constexpr bool has_room = true;
    ref<an_account> username;
    std::string digest;

    std::optional<refusal> apply(command_step& step) const {
        if (account_of_link(step.subject, digest, step.now.now) != username.value ||
            person_of_account(step.now.world.at("accounts"), username.value) != step.person())
            return link_not_valid();
        step.erase(key_of(username));
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(use_password_link, (), (username, digest))

// By whoever has the account and gave the old one.
struct change_password {
    static constexpr text label{"Nytt passord", "Nytt passord", "New password"};
    static constexpr who by[]{by::anyone};
    static constexpr bool has_room = true;
    ref<an_account> username;

    std::optional<refusal> apply(command_step& step) const {
        if (person_of_account(step.now.world.at("accounts"), username.value) != step.person())
            return no_right();
        step.erase(key_of(username)); // a link that was issued is worth nothing any more
        step.put("changed/" + username.value, step.now.now.us);
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(change_password, (), (username))

} // namespace

std::optional<std::string> account_of_link(state const& passwords, std::string const& digest, instant now) {
    for (auto const& [username, link] : keyed<issued_link>(passwords.data, "link/"))
        if (link.digest == digest && now.us < link.expires) return username;
    return {};
}

feature const& passwords_feature() {
    static feature const f{.id = "passwords",
                           .label = {"Nye passord", "Nye passord", "New passwords"},
                           .prefix = "passwords",
                           .commands = {command_of<issue_password_link>(), command_of<use_password_link>(),
                                        command_of<change_password>()}};
    return f;
}

} // namespace saksgang
