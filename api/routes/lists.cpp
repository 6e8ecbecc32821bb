// Lists with names, for search fields and screens: in the order of names, filtered as one types, page by page.
#include <algorithm>

#include "api/names.hpp"
#include "api/routes/routes.hpp"
#include "api/showing.hpp"
#include "engine/who/accounts.hpp"
#include "engine/words.hpp"

namespace saksgang::api::routes {
namespace {

// Something with the words that it is found by; in the order of these, and of its id.
template <class Item>
struct named {
    std::string words, id;
    Item item;
};

// What is asked for: words as they are typed so far, and a page.
struct search {
    std::vector<std::string> words;
    std::size_t limit = usual_page;
    std::string after;      // id of the last one of the page before
    std::optional<date> on; // of lists that have one

    bool finds(std::string const& those) const {
        return std::ranges::all_of(words, [&](auto const& w) { return those.find(" " + w) != those.npos; });
    }
};
result<search> search_in_query(exchange const& in) {
    search s;
    if (auto const typed = in.query("q")) s.words = words_in(*typed);
    auto const limit = limit_in_query(in);
    if (!limit) return limit.error();
    s.limit = *limit;
    if (auto const cursor = in.query("cursor")) {
        auto const plain = from_base64url(*cursor);
        if (!plain || plain->empty()) return bad_parameter("cursor");
        s.after = *plain;
    }
    auto const on = date_in_query(in, "at");
    if (!on) return on.error();
    s.on = *on;
    return s;
}
// By whoever is signed in.
result<search> asked_of(reading& r) {
    if (auto admitted = r.admit(); !admitted) return admitted.error();
    return search_in_query(r.in);
}

template <class Item>
result<response> page_of(std::vector<named<Item>> all, search const& s) {
    std::erase_if(all, [&](auto const& each) { return !s.finds(each.words); });
    std::ranges::sort(all, {}, [](auto const& each) { return std::tie(each.words, each.id); });
    list_of<Item> list{.total = static_cast<std::int64_t>(all.size())};
    auto from = all.begin();
    if (!s.after.empty()) {
        from = std::ranges::find(all, s.after, &named<Item>::id);
        if (from == all.end()) return bad_parameter("cursor"); // of another list
        ++from;
    }
    for (; from != all.end() && list.items.size() < s.limit; ++from)
        list.items.push_back(std::move(from->item));
    if (from != all.end()) list.next = base64url(std::prev(from)->id);
    return json_response(show(list));
}

std::optional<std::string> party_name(reading const& r, std::optional<std::string> const& party) {
    if (!party) return {};
    return name_of_party(r.organisation(), *party);
}
std::string words_of(person_view const& p) { return spaced_words(p.name.value_or("") + " " + p.position); }

} // namespace

// Everyone, or those of a party, or with a role on a day.
result<response> list_people(reading& r) {
    auto const asked = asked_of(r);
    if (!asked) return asked.error();
    auto const day = asked->on.value_or(r.today());
    auto const role = r.in.query("role"), party = r.in.query("party");
    people_names names;
    std::vector<named<listed_person>> all;
    for (auto const& [id, record] : records_of(r.organisation()).persons) {
        if (party && (!record.party || record.party->value != *party)) continue;
        listed_person item;
        for (auto const& g : roles_of(r.organisation(), id, day))
            item.roles.emplace_back(describe::name_of(g.role));
        if (role && std::ranges::find(item.roles, *role) == item.roles.end()) continue;
        names.mention(r, id);
        all.push_back({{}, id, std::move(item)});
    }
    names.fetch(r);
    for (auto& each : all) {
        each.item.person = names.view(r, each.id);
        each.item.party_name = party_name(r, each.item.person.party);
        each.words = words_of(each.item.person);
    }
    return page_of(std::move(all), *asked);
}

result<response> list_organisations(reading& r) {
    auto const asked = asked_of(r);
    if (!asked) return asked.error();
    std::vector<named<listed_organisation>> all;
    for (auto const& [id, unit] : records_of(r.organisation()).units) {
        listed_organisation item{.id = id, .name = unit.name};
        if (unit.party) item.party = unit.party->value;
        item.party_name = party_name(r, item.party);
        all.push_back({spaced_words(unit.name), id, std::move(item)});
    }
    return page_of(std::move(all), *asked);
}

// Of all bodies, or of one, on a day: found by body, by what they represent, and by who sits there.
result<response> list_seats(reading& r) {
    auto const asked = asked_of(r);
    if (!asked) return asked.error();
    auto const day = asked->on.value_or(r.today());
    auto const of = r.in.query("body");
    r.load_bodies();
    people_names names;
    std::vector<std::pair<state const*, std::pair<std::string, seat>>> found;
    for (auto const& [body, kind] : records_of(r.organisation()).bodies) {
        if (of && *of != body) continue;
        auto const& s = r.stream(body_stream(body));
        for (auto const& each : seats_on(s, day)) {
            found.emplace_back(&s, each);
            if (auto const* h = holder_on(each.second, day)) names.mention(r, h->person.value);
        }
    }
    names.fetch(r);
    std::vector<named<listed_seat>> all;
    for (auto const& [body, each] : found) {
        auto const& [id, s] = each;
        auto const of_body = id_in(body->stream);
        listed_seat item{of_body, name_of_body(r, of_body),        id, name_of_seat(r, s),
                         s.kind,  side_in(rule_on(*body, day), s), {}};
        auto words = spaced_words(item.body_name + " " + item.name);
        if (auto const* h = holder_on(s, day)) {
            item.holder = seat_holder{names.view(r, h->person.value),
                                      std::string(describe::name_of(h->function)),
                                      h->valid_from,
                                      h->valid_to,
                                      h->tenure,
                                      h->source};
            words += words_of(item.holder->person);
        }
        all.push_back({std::move(words), of_body + "/" + id, std::move(item)});
    }
    return page_of(std::move(all), *asked);
}

// For an administrator.
result<response> list_accounts(reading& r) {
    if (auto admitted = r.admit(); !admitted) return admitted.error();
    if (!r.has(role::administrator)) return no_right();
    auto const asked = search_in_query(r.in);
    if (!asked) return asked.error();
    people_names names;
    std::vector<named<listed_account>> all;
    for (auto const& [username, record] : keyed<account>(r.stream("accounts").data, "account/")) {
        names.mention(r, record.person.value);
        listed_account item{.username = username, .enabled = record.is_in_use()};
        item.person.id = record.person.value;
        all.push_back({{}, username, std::move(item)});
    }
    names.fetch(r);
    for (auto& each : all) {
        each.item.person = names.view(r, each.item.person.id);
        each.words = spaced_words(each.item.username) + words_of(each.item.person);
    }
    return page_of(std::move(all), *asked);
}

// Of a person, of a kind, or on a day; without one, those too that have ended.
result<response> list_roles(reading& r) {
    auto const asked = asked_of(r);
    if (!asked) return asked.error();
    auto const& on = asked->on;
    auto const person = r.in.query("person"), role = r.in.query("role");
    r.load_bodies();
    people_names names;
    std::vector<named<listed_role>> all;
    for (auto const& [who, grants] : records_of(r.organisation()).roles) {
        if (person && *person != who) continue;
        std::size_t n = 0;
        for (auto const& g : grants) {
            auto const name = std::string(describe::name_of(g.role));
            auto const id = who + "/" + std::to_string(++n);
            if ((role && *role != name) || (on && !g.holds_on(*on))) continue;
            names.mention(r, who);
            listed_role item{.role = name, .label = r.in.words(word(name))};
            if (g.party) item.party = g.party->value;
            if (g.body) {
                item.body = g.body->value;
                item.body_name = name_of_body(r, *item.body);
            }
            item.party_name = party_name(r, item.party);
            item.basis = g.basis;
            item.valid_from = g.valid_from;
            item.valid_to = g.valid_to;
            item.person.id = who;
            all.push_back({{}, id, std::move(item)});
        }
    }
    names.fetch(r);
    for (auto& each : all) {
        each.item.person = names.view(r, each.item.person.id);
        each.words = words_of(each.item.person) + spaced_words(each.item.label);
    }
    return page_of(std::move(all), *asked);
}

} // namespace saksgang::api::routes
