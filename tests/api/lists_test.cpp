// Lists of cases, through a real server: by who has them, by what one types, in order of titles.
#include <doctest/doctest.h>

#include "tests/api/community.hpp"

using namespace saksgang;
using namespace saksgang::test;

namespace {

struct cases_here {
    community here;
    std::unique_ptr<client> kari = here.signed_in("kari"), admin = here.signed_in("admin");

    std::string created(std::string const& title) {
        auto const r = kari->post(at + "/cases",
                                  {{"workflow", "grant_scheme"},
                                   {"payload", {{"title", title}, {"fund", "tilskudd"}, {"year", 2024}}}});
        REQUIRE(r.status == 201);
        return r.content()["case"]["id"];
    }
    std::string listed(client& who, std::string const& query) {
        auto const r = who.get(at + "/cases" + query);
        REQUIRE_MESSAGE(r.status == 200, r.body);
        std::string all;
        auto const list = r.content();
        for (auto const& c : list["items"]) all += (all.empty() ? "" : ", ") + c["title"].get<std::string>();
        return all;
    }
};

} // namespace

TEST_CASE_FIXTURE(cases_here, "cases are filtered by who has them, who is shown by name") {
    auto const first = created("Første"), second = created("Andre");
    CHECK(kari->post(at + "/cases/" + first + "/commands/take_over", json::object()).status == 200);
    CHECK(listed(*kari, "?handler=me") == "Første");
    CHECK(listed(*kari, "?handler=nobody") == "Andre");
    CHECK(listed(*admin, "?handler=me") == "");
    CHECK(listed(*admin, "?handler=" + here.person("kari")) == "Første");
    CHECK(kari->get(at + "/cases?handler=me").content()["items"][0]["handler"]["name"] == "Person kari");
    CHECK_FALSE(kari->get(at + "/cases?handler=nobody").content()["items"][0].contains("handler"));

    auto const given =
        admin->post(at + "/cases/" + second + "/commands/assign_handler", {{"handler", here.person("kari")}});
    REQUIRE(given.status == 200);
    CHECK(given.content()["case"]["handler"]["name"] == "Person kari");
    CHECK(given.content()["case"]["data"]["handler"] == here.person("kari"));
    CHECK(listed(*kari, "?handler=me&ended=false") == "Andre, Første");
    CHECK(kari->get(at + "/cases?handler=me").content()["total"] == 2);
}

TEST_CASE_FIXTURE(cases_here, "search as one types, and the order of titles, page by page") {
    for (auto const* title :
         {"Øvre Eiker: årsplan", "Årsrapport for FSU", "Søknad fra Ål", "Søknad fra Asker"})
        created(title);
    CHECK(listed(*kari, "?q=%C3%A5rs") == "Årsrapport for FSU, Øvre Eiker: årsplan");
    CHECK(listed(*kari, "?q=S%C3%98KNAD%20as") == "Søknad fra Asker");
    CHECK(listed(*kari, "?q=ars") == "");
    CHECK(listed(*kari, "?q=") == "Søknad fra Asker, Søknad fra Ål, Årsrapport for FSU, Øvre Eiker: årsplan");
    CHECK(listed(*kari, "?sort=title") ==
          "Søknad fra Asker, Søknad fra Ål, Øvre Eiker: årsplan, Årsrapport for FSU");
    CHECK(kari->get(at + "/cases?q=s%C3%B8knad").content()["total"] == 2);

    std::string all, cursor;
    for (int page = 0; page < 4; ++page) {
        auto const r = kari->get(at + "/cases?sort=title&limit=1" + cursor).content();
        CHECK(r["total"] == 4);
        all += r["items"][0]["title"].get<std::string>() + "; ";
        CHECK(r.contains("next") == (page < 3));
        if (r.contains("next")) cursor = "&cursor=" + r["next"].get<std::string>();
    }
    CHECK(all == "Søknad fra Asker; Søknad fra Ål; Øvre Eiker: årsplan; Årsrapport for FSU; ");

    CHECK(kari->get(at + "/cases?sort=colour").status == 422);
    CHECK(kari->get(at + "/cases?sort=newest" + cursor).status == 422); // another order's
    CHECK(kari->get(at + "/cases?q=a+b+c+d+e+f+g+h+i").status == 422);
    CHECK(kari->get(at + "/cases?q=" + std::string(201, 'a')).status == 422);
}

TEST_CASE_FIXTURE(cases_here, "what waits for others in my cases") {
    auto const mine = created("Min"), other = created("Ingens");
    kari->post(at + "/cases/" + mine + "/commands/take_over", json::object());
    CHECK(kari->get(at + "/worklist/others").content()["items"].empty()); // it waits for me
    auto const paper = kari->call("POST", at + "/documents", "Ordning", {{"Content-Type", "text/plain"}});
    REQUIRE(kari->post(at + "/cases/" + mine + "/commands/submit_scheme",
                       {{"text",
                         {{"title", "Ordning"},
                          {"version", "1.0"},
                          {"renditions", {{{"digest", paper.content()["digest"]}, {"title", "Ordning"}}}}}},
                        {"criteria", {"Felles søknad"}}})
                .status == 200);
    auto const waits = kari->get(at + "/worklist/others").content();
    REQUIRE(waits["items"].size() == 1);
    CHECK(waits["items"][0]["a_case"] == mine);
    CHECK(waits["items"][0]["title"] == "Min");
    auto const& whom = waits["items"][0]["waits_for"];
    REQUIRE(whom.size() == 1);
    CHECK(whom[0]["kind"] == "leader");
    CHECK(whom[0]["id"] == "ssu");
    CHECK(whom[0]["label"].get<std::string>().starts_with("Leder av utvalget"));
    CHECK(admin->get(at + "/worklist/others").content()["items"].empty());
}
