// Guidelines of earlier programs: each case goes on by the rules of today, to an end.
#include "tests/system/fsu.hpp"
#include "tests/system/old_stores.hpp"

namespace saksgang::test {
namespace {

struct old_guidelines {
    served& s;
    int month = 12 * 2026; // since year 0

    // Of this month: the second is today, once a month has begun.
    std::string day(int of_month = 2) const {
        auto const two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
        return std::to_string(month / 12) + "-" + two(1 + month % 12) + "-" + two(of_month);
    }
    void next_month() {
        ++month;
        s.now(day());
    }
    json draft() {
        auto parts = json::array();
        for (auto const* actor : {"specialist", "municipality", "gp", "pharmacy"})
            parts.push_back({{"actor", actor}, {"does", "Sin del"}});
        return {{"text", s.text("Retningslinje", "9.0")},
                {"matrix", {{{"task", "Oppstart"}, {"parts", parts}}}},
                {"national", {{"conflict", false}}}};
    }
    // What is missing before it is put before the FSU, one after the other.
    void work_on(std::string const& id) {
        auto const data = case_of(s, id)["data"];
        auto const does = [&](char const* command, json const& payload = json::object()) {
            s.does("koordinator", "case/" + id, command, payload);
        };
        if (!data.contains("text")) return does("submit_draft", draft());
        if (!data.contains("agreement"))
            return does("assess_agreement", {{"touched", false}, {"reason", "Ingen oppgave flyttes"}});
        if (!data.contains("heard_on"))
            return does("open_hearing", {{"recipients", {{{"kind", "body"}, {"target", "lsu-ringerike"}}}},
                                         {"deadline", day(3)}});
        does("put_before_fsu");
    }
    void confirm(std::string const& id) {
        auto const answers = round_of(s, id)["parties"];
        for (auto const& [party, answer] : answers.items())
            if (answer["status"] != "confirmed")
                s.does("koordinator", "case/" + id, "confirm_in_use",
                       {{"party", party}, {"confirmed_on", day()}});
    }
    void step(std::string const& id, std::string const& state) {
        auto const does = [&](char const* command, json const& payload = json::object()) {
            s.does("koordinator", "case/" + id, command, payload);
        };
        if (state == "in_preparation")
            does("resubmit_commission", {{"fsu", "fsu-psykisk-rus"},
                                         {"mandate", s.document("Oppdrag " + id)},
                                         {"mandate_until", "2040-01-01"},
                                         {"actors", {"specialist", "municipality", "gp", "pharmacy"}}});
        else if (state == "commission_proposed" || state == "fsu_endorsed" || state == "review_before_ssu")
            ssu_agrees(s, id, "decision", day());
        else if (state == "assigned")
            does("set_group", {{"members", {{{"person", person_of(s, "fsu")}, {"capacity", "spesialist"}}}}});
        else if (state == "group_set")
            does("begin_drafting");
        else if (state == "drafting")
            work_on(id);
        else if (state == "professional_hearing")
            next_month(), does("close_hearing");
        else if (state == "for_fsu")
            fsu_endorses(s, id, day());
        else if (state == "returned")
            does("resume_drafting");
        else if (state == "ssu_approved")
            does("publish");
        else if (state == "published")
            confirm(id);
        else if (state == "implemented")
            does("start_review", {{"reason", "Tre år"}});
        else if (state == "review_due")
            does("supersede", {{"replaced_by", s.document("Ny tekst " + id)}});
        else
            FAIL("no way on from ", state);
    }
};

ON_BOTH_SERVED("every guideline of every earlier program is carried to its end") {
    on_each_old_store<where>([](served& s, old_store const& store) {
        old_guidelines all{s};
        all.next_month();
        carry_to_an_end(s, store, "guideline_revision",
                        [&](std::string const& id, std::string const& state) { all.step(id, state); });
        s.stop();
    });
}

} // namespace
} // namespace saksgang::test
