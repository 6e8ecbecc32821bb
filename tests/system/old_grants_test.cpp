// Grants and schemes of earlier programs: each case goes on by the rules of today, to an end.
#include <set>

#include "engine/calendar.hpp"
#include "tests/system/old_stores.hpp"
#include "tests/system/stories.hpp"

namespace saksgang::test {
namespace {

struct old_grants {
    served& s;
    date today = *date::parse("2026-01-06");
    std::set<std::string> proposed = {}; // put before SSU here

    void does(std::string const& id, char const* command, json const& payload = json::object(),
              char const* who = "koordinator") {
        s.does(who, "case/" + id, command, payload);
    }
    void on(date day) { s.now((today = day).str()); }

    void assess(std::string const& id, json const& data) {
        if (!data.contains("assessment"))
            return does(id, "submit_assessment", {{"assessment", s.document("Vurdering " + id)}});
        if (!data.contains("impartiality"))
            return does(id, "assess_impartiality", {{"concerns", json::array()}});
        proposed.insert(id);
        does(id, "propose_decision", {{"outcome", "reject"}, {"text", s.text("Avslag " + id, id + " 9.0")}});
    }
    void decide(std::string const& id) {
        if (proposed.contains(id)) return ssu_agrees(s, id, "decision", today.str());
        withdraw(id);
    }
    void withdraw(std::string const& id) {
        auto const data = case_of(s, id)["data"];
        for (auto const& party : data["parties"])
            does(id, "withdraw_application",
                 {{"party", party},
                  {"reason", "Prosjektet er lagt ned"},
                  {"in_writing",
                   {{"said_by", "Prosjektleder"},
                    {"said_on", today.str()},
                    {"document", s.document("E-post " + id + party.get<std::string>())}}}});
    }
    // A private body may complain for three weeks from when the letter has come.
    void close_rejected(std::string const& id, json const& data) {
        if (!data.contains("letter"))
            return does(id, "send_rejection_letter",
                        {{"letter", s.document("Avslagsbrev " + id)},
                         {"reasons", "Treffer ikke målgruppen"},
                         {"appeals_body", "Helse Sør-Øst RHF"}});
        if (says(data["letter"]["appeal"]["nb"], "Vedtaket kan ikke påklages"))
            return does(id, "close_grant");
        CHECK_FALSE(data["letter"].contains("complaint_deadline")); // counted from dispatch before
        CHECK(s.refused("koordinator", "case/" + id, "close_grant") == "arrival_unknown");
        does(id, "register_arrival", {{"arrived", today.str()}});
        auto const last_day = case_of(s, id)["data"]["letter"]["complaint_deadline"].get<std::string>();
        on(date::parse(last_day)->plus_days(1));
        does(id, "close_grant");
    }
    // And one that is late may be taken up for a year.
    void close_for_good(std::string const& id, json const& data) {
        auto const decided = date::parse(data["decided_on"].get<std::string>());
        on(std::max(today, decided->plus_months(12).plus_days(1)));
        does(id, "close_grant");
    }
    void accept(std::string const& id, json const& data) {
        if (!data.contains("letter"))
            return does(id, "send_award_letter",
                        {{"letter", s.document("Tilsagnsbrev " + id)},
                         {"appeals_body", "Helse Sør-Øst RHF"},
                         {"accept_by", today.plus_days(21).str()}},
                        "okonom");
        for (auto const& party : {"vestre-viken", "kongsberg"}) {
            json acceptance{{"party", party}, {"document", s.document("Aksept " + id)}};
            if (acceptance["party"] == "vestre-viken") acceptance["unit"] = "kongsberg-sykehus";
            does(id, "accept_award", acceptance);
        }
    }
    static std::int64_t paid(json const& data) {
        std::int64_t sum = 0;
        for (auto const& p : data["payments"]) sum += p["amount"].get<std::int64_t>();
        return sum;
    }
    void pay(std::string const& id, json const& data) {
        does(id, "disburse",
             {{"amount", data["decision"]["amount"]}, {"voucher", "VV " + id}, {"recipient", "kongsberg"}},
             "okonom");
    }
    void report(std::string const& id, json const& data) {
        if (!data.contains("final_account"))
            return does(id, "submit_final_report",
                        {{"document", s.document("Sluttrapport " + id)},
                         {"accounts", s.document("Regnskap " + id)},
                         {"used", paid(data)}});
        does(id, "approve_final_report");
    }
    void settle(std::string const& id, json const& data) {
        auto const unused = paid(data) - data["final_account"]["used"].get<std::int64_t>();
        if (unused == 0) return does(id, "close_grant");
        does(id, "register_repayment", {{"amount", unused}, {"voucher", "VV t " + id}}, "okonom");
    }

    void step_grant(std::string const& id, std::string const& state) {
        auto const data = case_of(s, id)["data"];
        if (state == "draft" && data.contains("ends"))
            does(id, "submit_application", {{"application", s.document("Søknad " + id)}});
        else if (state == "draft")
            does(id, "discard_draft", {{"reason", "Prosjektet er lagt ned"}});
        else if (state == "incomplete" || state == "screening")
            withdraw(id);
        else if (state == "submitted")
            does(id, "begin_screening");
        else if (state == "lsu_statement")
            does(id, "go_on_without_statement", {{"reason", "Ikke møte før fristen"}});
        else if (state == "assessment")
            assess(id, data);
        else if (state == "for_ssu")
            decide(id);
        else if (state == "deferred")
            does(id, "resume_assessment");
        else if (state == "rejected")
            close_rejected(id, data);
        else if (state == "rejection_stands")
            close_for_good(id, data);
        else if (state == "awarded" || state == "partially_awarded")
            accept(id, data);
        else if (state == "accepted")
            pay(id, data);
        else if (state == "disbursed")
            does(id, "start_project");
        else if (state == "in_progress")
            does(id, "begin_reporting");
        else if (state == "reporting")
            report(id, data);
        else if (state == "final_report")
            settle(id, data);
        else
            FAIL("no way on from ", state);
    }
    void step_scheme(std::string const& id, std::string const& state) {
        if (state == "under_preparation" || state == "for_ssu")
            does(id, "abandon_scheme", {{"reason", "Ingen midler"}});
        else if (state == "abandoning_for_ssu")
            ssu_agrees(s, id, "decision", today.str());
        else
            does(id, "propose_to_abandon",
                 {{"reason", "Ingen midler"}, {"text", s.text("Ordningen oppgis " + id, id + " 9.0")}});
    }
};

ON_BOTH_SERVED("every grant and every scheme of every earlier program is carried to its end") {
    on_each_old_store<where>([](served& s, old_store const& store) {
        old_grants all{s};
        all.on(all.today);
        auto const grants = carry_to_an_end(
            s, store, "grant_application",
            [&](std::string const& id, std::string const& state) { all.step_grant(id, state); });
        auto const schemes = carry_to_an_end(
            s, store, "grant_scheme",
            [&](std::string const& id, std::string const& state) { all.step_scheme(id, state); });
        for (auto const& carried : {grants, schemes})
            for (auto const& id : carried) CHECK_FALSE(says(case_of(s, id).dump(), "\"F12\""));
        books_balance(s);
        s.stop();
    });
}

} // namespace
} // namespace saksgang::test
