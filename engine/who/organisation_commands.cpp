#include <algorithm>

#include "engine/who/list_body.hpp"
#include "engine/who/register_words.hpp"

namespace saksgang {
namespace {

constexpr rule_text own_roles{"own_roles",
                              {"Ingen kan gi seg selv en rolle.", "Ingen kan gje seg sjølv ei rolle.",
                               "Nobody may grant themselves a role."},
                              {},
                              refusal_kind::not_entitled};
constexpr rule_text auditor_period{
    "auditor_needs_period",
    {"En revisors tilgang gis for en avgrenset periode, med vedtaket som grunnlag.",
     "Tilgangen til ein revisor blir gjeven for ein avgrensa periode, med vedtaket som grunnlag.",
     "An auditor's access is granted for a period, with the decision as its basis."},
    "koml. § 24-3"};
constexpr rule_text party_needed{"party_needed",
                                 {"Skriv hvilken part rollen gjelder for.", "Skriv kva part rolla gjeld for.",
                                  "State the party that the role is for."}};
constexpr rule_text already_founded{
    "already_founded",
    {"Fellesskapet finnes allerede.", "Fellesskapet finst alt.", "The community is already there."}};

std::string new_person(command_step& step, personal_text const& name, std::string const& position,
                       std::optional<id> const& party) {
    auto const key = step.chance.new_id(step.subject.stream, step.subject.version + 1);
    step.field_of("person/" + key) = write(person{name, position, party});
    return key;
}

void add_role(command_step& step, std::string const& person, role_grant grant) {
    grant.person = id{person};
    auto& list = step.field_of("roles/" + person);
    if (list.is_null()) list = json::array();
    list.push_back(write(grant));
}

struct found_community {
    static constexpr text label{"Opprett helsefellesskapet", "Opprett helsefellesskapet",
                                "Found the community"};
    static constexpr who by[]{by::founder};
    names name;
    personal_text founder;
    std::string position;
    date founded;

    std::optional<refusal> apply(command_step& step) const {
        if (step.subject.exists()) return already_founded();
        step.field_of("community") = write(name);
        auto const key = new_person(step, founder, position, {});
        for (auto const r : {role::registrar, role::administrator})
            add_role(step, key, role_grant{{founded, {}}, {}, r});
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(found_community, (), (name, founder, position, founded))

struct register_party {
    static constexpr text label{"Registrer part", "Registrer part", "Register a party"};
    static constexpr who by[]{by::registrar};
    new_id party;
    saksgang::party details;

    std::optional<refusal> apply(command_step& step) const {
        if (step.has("party/" + party.value)) return already_there({{"id", party.value}});
        step.field_of("party/" + party.value) = write(details);
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(register_party, (), (party, details))

struct register_organisation {
    static constexpr text label{"Registrer organisasjon", "Registrer organisasjon",
                                "Register an organisation"};
    static constexpr who by[]{by::registrar};
    new_id organisation;
    organisation_unit details;

    std::optional<refusal> apply(command_step& step) const {
        if (step.has("organisation/" + organisation.value))
            return already_there({{"id", organisation.value}});
        if (details.party && !step.has("party/" + details.party->value))
            return not_there({{"id", details.party->value}});
        step.field_of("organisation/" + organisation.value) = write(details);
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(register_organisation, (), (organisation, details))

struct register_person {
    static constexpr text label{"Registrer person", "Registrer person", "Register a person"};
    static constexpr who by[]{by::registrar, by::administrator};
    personal_text name;
    std::string position;
    std::optional<ref<a_party>> party;

    std::optional<refusal> apply(command_step& step) const {
        new_person(step, name, position, party);
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(register_person, (), (name, position, party))

struct grant_role {
    static constexpr text label{"Gi rolle", "Gje rolle", "Grant a role"};
    static constexpr who by[]{by::administrator};
    ref<a_person> person;
    saksgang::role role;
    date valid_from;
    std::optional<date> valid_to;
    std::optional<ref<a_party>> party;
    std::optional<std::string> basis;

    std::optional<refusal> apply(command_step& step) const {
        if (person == step.person()) return own_roles();
        if (valid_to && *valid_to < valid_from) return ends_before_start();
        if (role == saksgang::role::auditor && (!valid_to || !basis)) return auditor_period();
        if (role == saksgang::role::party_representative && !party) return party_needed();
        add_role(step, person.value, role_grant{{valid_from, valid_to}, {}, role, party, basis});
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(grant_role, (), (person, role, valid_from, valid_to, party, basis))

struct end_role {
    static constexpr text label{"Avslutt rolle", "Avslutt rolle", "End a role"};
    static constexpr who by[]{by::administrator};
    id person;
    saksgang::role role;
    date valid_to;

    std::optional<refusal> apply(command_step& step) const {
        auto const key = "roles/" + person.value;
        if (!step.has(key)) return not_there({{"id", person.value}});
        auto grants = restore<std::vector<role_grant>>(step.field_of(key));
        auto const running = std::ranges::find_if(
            grants, [&](auto const& g) { return g.role == role && (!g.valid_to || *g.valid_to > valid_to); });
        if (running == grants.end()) return not_there({{"id", std::string(describe::name_of(role))}});
        if (valid_to < running->valid_from) return ends_before_start();
        running->valid_to = valid_to;
        step.field_of(key) = write(grants);
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(end_role, (), (person, role, valid_to))

struct register_mandate {
    static constexpr text label{"Registrer fullmakt til å tale for en part",
                                "Registrer fullmakt til å tale for ein part",
                                "Register a mandate to speak for a party"};
    static constexpr who by[]{by::registrar, by::case_handler};
    ref<a_person> person;
    ref<a_party> party;
    document basis;
    date valid_from;
    std::optional<date> valid_to;

    std::optional<refusal> apply(command_step& step) const {
        auto& list = step.field_of("mandates/" + person.value);
        if (list.is_null()) list = json::array();
        list.push_back(write(mandate{{valid_from, valid_to}, person, party, basis.digest}));
        step.in.on_behalf_of = party.value;
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(register_mandate, (), (person, party, basis, valid_from, valid_to))

// -------------------------------------------------------------------------------------------------- accounts

struct open_account {
    static constexpr text label{"Opprett brukerkonto", "Opprett brukarkonto", "Open an account"};
    static constexpr who by[]{by::administrator};
    new_id username;
    ref<a_person> person;

    std::optional<refusal> apply(command_step& step) const {
        if (step.has("account/" + username.value)) return already_there({{"id", username.value}});
        step.field_of("account/" + username.value) = {{"person", person.value}, {"enabled", true}};
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(open_account, (), (username, person))

struct close_account {
    static constexpr text label{"Steng brukerkonto", "Steng brukarkonto", "Close an account"};
    static constexpr who by[]{by::administrator};
    id username;

    std::optional<refusal> apply(command_step& step) const {
        if (!step.has("account/" + username.value)) return not_there({{"id", username.value}});
        step.field_of("account/" + username.value)["enabled"] = false;
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(close_account, (), (username))

// ----------------------------------------------------------------------------------- who read what is closed

BOOST_DEFINE_ENUM_CLASS(read_part, a_case, history, document)

struct note_reading {
    static constexpr text label{"Lest", "Lese", "Read"};
    static constexpr who by[]{by::anyone};
    id a_case;
    read_part what;

    std::optional<refusal> apply(command_step& step) const {
        auto& count = step.field_of("readings"); // the entries are what matters; the state only counts them
        count = count.is_null() ? 1 : count.get<std::int64_t>() + 1;
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(note_reading, (), (a_case, what))

// The same of many cases at once: entries across cases.
struct note_search {
    static constexpr text label{"Lest på tvers av saker", "Lese på tvers av saker", "Read across cases"};
    static constexpr who by[]{by::anyone};
    std::vector<id> cases;

    std::optional<refusal> apply(command_step& step) const {
        auto& count = step.field_of("readings");
        count = (count.is_null() ? 0 : count.get<std::int64_t>()) + 1;
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(note_search, (), (cases))

struct take_number {
    static constexpr bool internal = true;
    static constexpr text label{"Saksnummer tatt", "Saksnummer teke", "Case number taken"};
    static constexpr who by[]{by::anyone};
    std::int64_t number;

    std::optional<refusal> apply(command_step& step) const {
        if (number != step.subject.data->value("last", std::int64_t{0}) + 1)
            throw std::logic_error("a gap in the case numbers");
        step.field_of("last") = number;
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(take_number, (), (number))

} // namespace

feature const& organisation_feature() {
    static feature const f{.id = "organisation",
                           .label = {"Organisasjonen", "Organisasjonen", "The organisation"},
                           .prefix = "organisation",
                           .address = "organisation",
                           .commands = {command_of<found_community>(), command_of<register_party>(),
                                        command_of<register_organisation>(), command_of<register_person>(),
                                        command_of<grant_role>(), command_of<end_role>(),
                                        command_of<register_mandate>(), command_of<list_body>()}};
    return f;
}
feature const& accounts_feature() {
    static feature const f{.id = "accounts",
                           .label = {"Brukerkontoer", "Brukarkontoar", "Accounts"},
                           .prefix = "accounts",
                           .address = "accounts",
                           .shows_history = false,
                           .commands = {command_of<open_account>(), command_of<close_account>()}};
    return f;
}
feature const& access_feature() {
    static feature const f{
        .id = "access",
        .label = {"Lesing av det som er lukket", "Lesing av det som er lukka", "Reading of what is closed"},
        .prefix = "access/",
        .commands = {command_of<note_reading>(), command_of<note_search>()}};
    return f;
}
feature const& numbers_feature() {
    static feature const f{.id = "numbers",
                           .label = {"Saksnumre", "Saksnummer", "Case numbers"},
                           .prefix = "numbers/",
                           .commands = {command_of<take_number>()}};
    return f;
}

follow_up takes_number(std::string const& case_stream) {
    auto const number = id_in(case_stream);
    auto const dash = number.find('-');
    return send(numbers_stream(std::stoi(number.substr(0, dash))),
                take_number{std::stoll(number.substr(dash + 1))});
}

} // namespace saksgang
