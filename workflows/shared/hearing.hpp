// A hearing: who is asked, and what must be answered before the text goes on.
#pragma once

#include "workflows/common.hpp"

namespace saksgang {

// Of commands with `recipients`.
struct asks_somebody : refuses<"recipients_missing", "Skriv hvem som skal få uttale seg.",
                               "Skriv kven som skal få uttale seg.", "State who is to be heard."> {
    template <class Event, class Data>
    requires requires(Event const& e) { e.recipients.empty(); }
    static verdict holds(Event const& e, view<Data> const&) { return !e.recipients.empty(); }
};

struct all_are_heard : refuses<"hearing_recipients_missing", "Disse mangler på adresselisten: {missing}.",
                               "Desse manglar på adresselista: {missing}.",
                               "These are missing from the list of recipients: {missing}.",
                               "own:all_are_heard"> {
    template <class Event, class Data>
    requires requires(Event const& e) { e.recipients.empty(); }
    static verdict holds(Event const& e, view<Data> const& v) {
        std::vector<said> missing;
        auto const name_of = [&](recipient_kind kind, std::string const& target) -> said {
            if (target.empty()) return word(describe::name_of(kind));
            if (kind == recipient_kind::body) return name_of_body(v.now, target);
            return name_of_party(v.now.organisation(), target);
        };
        auto const need = [&](recipient_kind kind, std::string const& target) {
            auto const is = [&](recipient const& r) {
                return r.kind == kind && (target.empty() || r.target == target);
            };
            if (std::ranges::none_of(e.recipients, is)) missing.push_back(name_of(kind, target));
        };
        for (auto const& [id, p] : records_of(v.now.organisation()).parties)
            if (p.kind == party_kinds::municipality) need(recipient_kind::party, id);
        for (auto const& [id, kind] : records_of(v.now.organisation()).bodies)
            if (kind == body_kinds::local || kind == body_kinds::professional ||
                kind == body_kinds::user_council)
                need(recipient_kind::body, id);
        for (auto const kind :
             {recipient_kinds::gp_representatives, recipient_kinds::employee_representatives})
            need(kind, "");
        return {missing.empty(), {{"missing", said::list(missing)}}};
    }
};

struct every_statement_answered
    : refuses<"statements_unanswered", "Høringsmatrisen har {count} innspill uten svar.",
              "Høyringsmatrisa har {count} innspel utan svar.",
              "{count} statements have no answer in the matrix."> {
    template <class Data>
    static verdict holds(view<Data> const& v) {
        long unanswered = 0;
        for (auto const& [name, r] : rounds_in(v.a_case))
            unanswered += std::ranges::count_if(r.statements, [](auto const& s) { return !s.second.answer; });
        return {unanswered == 0, {{"count", std::to_string(unanswered)}}};
    }
};

inline constexpr word_of words_of_hearing[]{
    {"hearing_deadline", {"Høringsfrist", "Høyringsfrist", "Hearing deadline"}},
};

} // namespace saksgang
