#include <algorithm>

#include "engine/register.hpp"

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

std::string new_person(register_step& step, personal_text const& name, std::string const& position,
                       std::optional<id> const& party) {
    auto const key = step.chance.new_id(step.subject.stream, step.subject.version + 1);
    step.field("person/" + key) = write(person{name, position, party});
    return key;
}

void add_role(register_step& step, std::string const& person, role_grant grant) {
    grant.person = id{person};
    auto& list = step.field("roles/" + person);
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

    std::optional<refusal> apply(register_step& step) const {
        if (step.subject.exists()) return already_founded();
        step.field("community") = write(name);
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
    id party;
    saksgang::party details;

    std::optional<refusal> apply(register_step& step) const {
        if (step.has("party/" + party.value)) return already_there({{"id", party.value}});
        step.field("party/" + party.value) = write(details);
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(register_party, (), (party, details))

struct register_organisation {
    static constexpr text label{"Registrer organisasjon", "Registrer organisasjon",
                                "Register an organisation"};
    static constexpr who by[]{by::registrar};
    id organisation;
    organisation_unit details;

    std::optional<refusal> apply(register_step& step) const {
        if (step.has("organisation/" + organisation.value))
            return already_there({{"id", organisation.value}});
        if (details.party && !step.has("party/" + details.party->value))
            return not_there({{"id", details.party->value}});
        step.field("organisation/" + organisation.value) = write(details);
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(register_organisation, (), (organisation, details))

struct register_person {
    static constexpr text label{"Registrer person", "Registrer person", "Register a person"};
    static constexpr who by[]{by::registrar, by::administrator};
    personal_text name;
    std::string position;
    std::optional<id> party;

    std::optional<refusal> apply(register_step& step) const {
        if (party && !step.has("party/" + party->value)) return not_there({{"id", party->value}});
        new_person(step, name, position, party);
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(register_person, (), (name, position, party))

struct grant_role {
    static constexpr text label{"Gi rolle", "Gje rolle", "Grant a role"};
    static constexpr who by[]{by::administrator};
    id person;
    saksgang::role role;
    date valid_from;
    std::optional<date> valid_to;
    std::optional<id> party;
    std::optional<std::string> basis;

    std::optional<refusal> apply(register_step& step) const {
        if (!step.has("person/" + person.value)) return not_there({{"id", person.value}});
        if (person == step.person) return own_roles();
        if (valid_to && *valid_to < valid_from) return ends_before_start();
        if (party && !step.has("party/" + party->value)) return not_there({{"id", party->value}});
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

    std::optional<refusal> apply(register_step& step) const {
        auto const key = "roles/" + person.value;
        if (!step.has(key)) return not_there({{"id", person.value}});
        auto grants = restore<std::vector<role_grant>>(step.field(key));
        auto const running = std::ranges::find_if(
            grants, [&](auto const& g) { return g.role == role && (!g.valid_to || *g.valid_to > valid_to); });
        if (running == grants.end()) return not_there({{"id", std::string(describe::name_of(role))}});
        if (valid_to < running->valid_from) return ends_before_start();
        running->valid_to = valid_to;
        step.field(key) = write(grants);
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(end_role, (), (person, role, valid_to))

struct register_mandate {
    static constexpr text label{"Registrer fullmakt til å tale for en part",
                                "Registrer fullmakt til å tale for ein part",
                                "Register a mandate to speak for a party"};
    static constexpr who by[]{by::registrar, by::case_handler};
    id person;
    id party;
    document basis;
    date valid_from;
    std::optional<date> valid_to;

    std::optional<refusal> apply(register_step& step) const {
        if (!step.has("person/" + person.value)) return not_there({{"id", person.value}});
        if (!step.has("party/" + party.value)) return not_there({{"id", party.value}});
        auto& list = step.field("mandates/" + person.value);
        if (list.is_null()) list = json::array();
        list.push_back(write(mandate{{valid_from, valid_to}, person, party, basis.digest}));
        step.in.on_behalf_of = party.value;
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(register_mandate, (), (person, party, basis, valid_from, valid_to))

struct list_body {
    static constexpr bool internal = true;
    static constexpr text label{"Utvalg opprettet", "Utval oppretta", "Body established"};
    static constexpr who by[]{by::anyone};
    id body;
    body_kind kind;

    std::optional<refusal> apply(register_step& step) const {
        step.field("body/" + body.value) = write(kind);
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(list_body, (), (body, kind))

// -------------------------------------------------------------------------------------------------- accounts

constexpr rule_text unknown_person{"not_there",
                                   {"{id} finnes ikke.", "{id} finst ikkje.", "{id} is not there."}};

struct open_account {
    static constexpr text label{"Opprett brukerkonto", "Opprett brukarkonto", "Open an account"};
    static constexpr who by[]{by::administrator};
    id username;
    id person;

    std::optional<refusal> apply(register_step& step) const {
        if (!is_person(step.now.organisation(), person.value)) return unknown_person({{"id", person.value}});
        if (step.has("account/" + username.value)) return already_there({{"id", username.value}});
        step.field("account/" + username.value) = {{"person", person.value}, {"enabled", true}};
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(open_account, (), (username, person))

struct close_account {
    static constexpr text label{"Steng brukerkonto", "Steng brukarkonto", "Close an account"};
    static constexpr who by[]{by::administrator};
    id username;

    std::optional<refusal> apply(register_step& step) const {
        if (!step.has("account/" + username.value)) return not_there({{"id", username.value}});
        step.field("account/" + username.value)["enabled"] = false;
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

    std::optional<refusal> apply(register_step& step) const {
        auto& count = step.field("readings"); // the entries are what matters; the state only counts them
        count = count.is_null() ? 1 : count.get<std::int64_t>() + 1;
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(note_reading, (), (a_case, what))

struct take_number {
    static constexpr bool internal = true;
    static constexpr text label{"Saksnummer tatt", "Saksnummer teke", "Case number taken"};
    static constexpr who by[]{by::anyone};
    std::int64_t number;

    std::optional<refusal> apply(register_step& step) const {
        if (number != step.subject.data->value("last", std::int64_t{0}) + 1)
            throw std::logic_error("a gap in the case numbers");
        step.field("last") = number;
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(take_number, (), (number))

} // namespace

register_kind organisation_register() {
    return {"organisation",
            {"Organisasjonen", "Organisasjonen", "The organisation"},
            {in_register<found_community>(), in_register<register_party>(),
             in_register<register_organisation>(), in_register<register_person>(), in_register<grant_role>(),
             in_register<end_role>(), in_register<register_mandate>(), in_register<list_body>()}};
}
register_kind accounts_register() {
    return {"accounts",
            {"Brukerkontoer", "Brukarkontoar", "Accounts"},
            {in_register<open_account>(), in_register<close_account>()}};
}
register_kind access_register() {
    return {"access/",
            {"Lesing av det som er lukket", "Lesing av det som er lukka", "Reading of what is closed"},
            {in_register<note_reading>()}};
}
register_kind numbers_register() {
    return {"numbers/", {"Saksnumre", "Saksnummer", "Case numbers"}, {in_register<take_number>()}};
}

std::vector<register_kind> const& register_kinds() {
    static std::vector const all{organisation_register(), accounts_register(), access_register(),
                                 numbers_register(),      body_register(),     fund_register(),
                                 agreement_register()};
    return all;
}

register_command const* register_named(std::string_view stream, std::string_view name) {
    auto const* kind = kind_of(stream);
    if (!kind) return nullptr;
    auto const found = std::ranges::find(
        kind->commands, name, [](auto const& c) -> auto const& { return c.info.name; });
    return found == kind->commands.end() ? nullptr : &*found;
}

register_kind const* kind_of(std::string_view stream) {
    for (auto const& kind : register_kinds())
        if (kind.prefix.ends_with('/') ? stream.starts_with(kind.prefix) : stream == kind.prefix)
            return &kind;
    return nullptr;
}

} // namespace saksgang
