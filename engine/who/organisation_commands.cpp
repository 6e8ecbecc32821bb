#include <algorithm>

#include "engine/who/accounts.hpp"
#include "engine/who/list_body.hpp"
#include "engine/who/name_erasure.hpp"
#include "engine/who/register_words.hpp"

namespace saksgang {
namespace {

known_rule const own_roles{"own_roles",
                           {"Ingen kan gi seg selv en rolle.", "Ingen kan gje seg sjølv ei rolle.",
                            "Nobody may grant themselves a role."},
                           {},
                           refusal_kind::not_entitled};
known_rule const auditor_period{
    "auditor_needs_period",
    {"En revisors tilgang gis for en avgrenset periode, med vedtaket som grunnlag.",
     "Tilgangen til ein revisor blir gjeven for ein avgrensa periode, med vedtaket som grunnlag.",
     "An auditor's access is granted for a period, with the decision as its basis."},
    "own:auditor_for_a_period"};
known_rule const party_needed{"party_needed",
                              {"Skriv hvilken part rollen gjelder for.", "Skriv kva part rolla gjeld for.",
                               "State the party that the role is for."}};
known_rule const body_of_handler{"body_of_handler",
                                 {"Bare rollen som saksbehandler gis for ett utvalg.",
                                  "Berre rolla som saksbehandlar blir gjeven for eitt utval.",
                                  "Only the role of case handler is granted for a body."}};
known_rule const no_such_body{"no_such_body",
                              {"Utvalget finnes ikke.", "Utvalet finst ikkje.", "There is no such body."}};
known_rule const which_grant{
    "which_grant",
    {"Personen har rollen for flere. Skriv hvilken part eller hvilket utvalg det gjelder.",
     "Personen har rolla for fleire. Skriv kva part eller kva utval det gjeld.",
     "The person has the role for several. State the party or body that it is about."}};
known_rule const already_founded{
    "already_founded",
    {"Fellesskapet finnes allerede.", "Fellesskapet finst alt.", "The community is already there."}};

constexpr text the_party{"Parten", "Parten", "The party"};
constexpr text the_organisation{"Organisasjonen", "Organisasjonen", "The organisation"};
constexpr text the_role{"Rollen", "Rolla", "The role"};

std::string new_person(command_step& step, personal_text const& name, std::string const& position,
                       std::optional<id> const& party) {
    auto const key = step.chance.new_id(step.subject.stream, step.subject.version + 1);
    step.put("person/" + key, person{name, position, party});
    return key;
}

template <class T>
void add_to_list(command_step& step, std::string const& key, T one) {
    auto const* before = step.find<std::vector<T>>(key);
    auto list = before ? *before : std::vector<T>();
    list.push_back(std::move(one));
    step.put(key, list);
}

void add_role(command_step& step, std::string const& person, role_grant grant) {
    grant.person = id{person};
    add_to_list(step, "roles/" + person, std::move(grant));
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
        step.put("community", name);
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
        if (step.has("party/" + party.value)) return already_there({{"id", the_party}});
        step.put("party/" + party.value, details);
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
        if (step.has("organisation/" + organisation.value)) return already_there({{"id", the_organisation}});
        if (details.party && !step.has("party/" + details.party->value))
            return not_there({{"id", the_party}});
        step.put("organisation/" + organisation.value, details);
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
    ref<a_named_person> person;
    saksgang::role role;
    date valid_from;
    std::optional<date> valid_to;
    std::optional<ref<a_party>> party;
    std::optional<ref<a_body>> body; // of a case handler; none: the whole community
    std::optional<std::string> basis;

    std::optional<refusal> apply(command_step& step) const {
        if (person == step.person()) return own_roles();
        if (valid_to && *valid_to < valid_from) return ends_before_start();
        if (role == saksgang::role::auditor && (!valid_to || !basis)) return auditor_period();
        if (role == saksgang::role::party_representative && !party) return party_needed();
        if (body && role != saksgang::role::case_handler) return body_of_handler();
        if (body && !step.has("body/" + body->value)) return no_such_body();
        if (auto no = lacks_source(valid_from, basis, step)) return no;
        add_role(step, person.value, role_grant{{valid_from, valid_to}, {}, role, party, body, basis, {}});
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(grant_role, (), (person, role, valid_from, valid_to, party, body, basis))

struct end_role {
    static constexpr text label{"Avslutt rolle", "Avslutt rolle", "End a role"};
    static constexpr who by[]{by::administrator};
    static constexpr bool has_room = true;
    id person;
    saksgang::role role;
    date valid_to;
    std::optional<id> party, body; // that the grant is limited to
    std::optional<std::string> source;

    // All that run and are of the same: what was granted twice ends once.
    std::optional<refusal> apply(command_step& step) const {
        auto const key = "roles/" + person.value;
        auto const* before = step.find<std::vector<role_grant>>(key);
        if (!before) return not_there({{"id", the_role}});
        auto grants = *before;
        std::vector<role_grant*> running;
        for (auto& g : grants)
            if (g.role == role && (!g.valid_to || *g.valid_to > valid_to) && (!party || g.party == party) &&
                (!body || g.body == body))
                running.push_back(&g);
        if (running.empty()) return not_there({{"id", the_role}});
        for (auto const* g : running)
            if (g->party != running.front()->party || g->body != running.front()->body) return which_grant();
        if (auto no = lacks_source(valid_to, source, step)) return no;
        for (auto* g : running) {
            if (valid_to < g->valid_from) return ends_before_start();
            g->valid_to = valid_to;
            g->source_of_end = source;
        }
        if (role == saksgang::role::administrator && nobody_administers(step)) return last_administrator();
        step.put(key, grants);
        return {};
    }

  private:
    // From the day after: nobody but the one whose role ends.
    bool nobody_administers(command_step const& step) const {
        for (auto const& [who, grants] : records_of(step.subject).roles)
            if (who != person.value && std::ranges::any_of(grants, [&](auto const& g) {
                    return g.role == saksgang::role::administrator && g.holds_on(valid_to.plus_days(1));
                }))
                return false;
        return true;
    }
};
BOOST_DESCRIBE_STRUCT(end_role, (), (person, role, valid_to, party, body, source))

struct register_mandate {
    static constexpr text label{"Registrer fullmakt til å tale for en part",
                                "Registrer fullmakt til å tale for ein part",
                                "Register a mandate to speak for a party"};
    static constexpr who by[]{by::registrar, by::case_handler};
    ref<a_named_person> person;
    ref<a_party> party;
    document basis;
    date valid_from;
    std::optional<date> valid_to;

    std::optional<refusal> apply(command_step& step) const {
        add_to_list(step, "mandates/" + person.value,
                    mandate{{valid_from, valid_to}, person, party, basis.digest});
        step.in.on_behalf_of = party.value;
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(register_mandate, (), (person, party, basis, valid_from, valid_to))

} // namespace

feature const& organisation_feature() {
    static feature const f = [] {
        feature all{.id = "organisation",
                    .label = {"Organisasjonen", "Organisasjonen", "The organisation"},
                    .prefix = "organisation",
                    .address = "organisation",
                    .commands = {command_of<found_community>(), command_of<register_party>(),
                                 command_of<register_organisation>(), command_of<register_person>(),
                                 command_of<grant_role>(), command_of<end_role>(),
                                 command_of<register_mandate>(), command_of<list_body>()}};
        for (auto& each : name_erasure_commands()) all.commands.push_back(std::move(each));
        return all;
    }();
    return f;
}

} // namespace saksgang
