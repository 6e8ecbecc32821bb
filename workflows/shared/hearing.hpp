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

// An FSU is there for a time (L25).
inline bool is_at_work(situation const& now, std::string const& body) {
    auto const stream = body_stream(body);
    if (!now.world.knows(stream) || !now.world.at(stream).exists()) return true;
    auto const& ends = head_of(now.world.at(stream)).mandate_ends;
    return !ends || now.today <= *ends;
}

// Whoever is to be heard on the agreement between all the parties.
inline std::vector<recipient> those_to_be_heard(situation const& now) {
    std::vector<recipient> all;
    auto const& known = records_of(now.organisation());
    for (auto const& [party, p] : known.parties)
        if (p.kind == party_kinds::municipality) all.push_back({recipient_kind::party, {party}});
    for (auto const& [body, kind] : known.bodies)
        if (kind == body_kinds::local || kind == body_kinds::user_council ||
            (kind == body_kinds::professional && is_at_work(now, body)))
            all.push_back({recipient_kind::body, {body}});
    for (auto const kind : {recipient_kinds::gp_representatives, recipient_kinds::employee_representatives})
        all.push_back({kind, {std::string(kind.name)}});
    return all;
}

// Else it is named by what it is: one of each kind.
inline bool is_registered(recipient const& r) {
    return r.kind == recipient_kind::party || r.kind == recipient_kind::body;
}
inline said name_of(situation const& now, recipient const& r) {
    if (r.kind == recipient_kind::body) return name_of_body(now, r.target.value);
    if (r.kind == recipient_kind::party) return name_of_party(now.organisation(), r.target.value);
    return word(describe::name_of(r.kind));
}

struct all_are_heard
    : refuses<"hearing_recipients_missing", "Disse mangler på adresselisten: {missing}.",
              "Desse manglar på adresselista: {missing}.",
              "These are missing from the list of recipients: {missing}.", "own:all_are_heard"> {
    template <class Event, class Data>
    requires requires(Event const& e) { e.recipients.empty(); }
    static verdict holds(Event const& e, view<Data> const& v) {
        std::vector<said> missing;
        for (auto const& wanted : those_to_be_heard(v.now)) {
            auto const is_it = [&](recipient const& r) {
                return r.kind == wanted.kind && (!is_registered(wanted) || r.target == wanted.target);
            };
            if (std::ranges::none_of(e.recipients, is_it)) missing.push_back(name_of(v.now, wanted));
        }
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

// SSU sends a draft on hearing, or the secretariat where SSU has said so with the mandate.
struct hearing_is_delegated
    : refuses<
          "hearing_not_delegated",
          "SSU sender utkastet på høring. Arbeidsutvalget har ikke fått fullmakt til det i mandatet. Legg "
          "utkastet fram for SSU.",
          "SSU sender utkastet på høyring. Arbeidsutvalet har ikkje fått fullmakt til det i mandatet. Legg "
          "utkastet fram for SSU.",
          "SSU sends the draft on hearing. The mandate has not authorised the secretariat to. Put the "
          "draft before SSU.",
          "own:ssu_sends_to_hearing"> {
    template <class Data>
    static verdict holds(view<Data> const& v) {
        return v.data.hearing_delegated_on.has_value();
    }
};

// Of the last hearing that was held to its end; none: null.
inline text_version const* heard_text(state const& a_case) {
    std::pair<int, text_version const*> last{};
    for (auto const& [name, r] : rounds_in(a_case))
        if (r.kind == round_kind::hearing && r.status == round_status::closed &&
            number_of_round(name) > last.first)
            last = {number_of_round(name), &r.subject};
    return last.second;
}
struct was_on_hearing : refuses<"not_heard", "Utkastet har ikke vært på høring.",
                                "Utkastet har ikkje vore på høyring.", "The draft has not been on hearing."> {
    template <class Data>
    static verdict holds(view<Data> const& v) {
        return heard_text(v.a_case) != nullptr;
    }
};
struct draft_is_new
    : refuses<"draft_was_heard", "Dette utkastet har vært på høring. Lever det omarbeidede utkastet først.",
              "Dette utkastet har vore på høyring. Lever det omarbeidde utkastet først.",
              "This draft has been on hearing. Hand in the revised draft first."> {
    template <class Data>
    static verdict holds(view<Data> const& v) {
        auto const* heard = heard_text(v.a_case);
        return !heard || digest_of(*heard) != digest_of(v.data.text.value());
    }
};

// Those asked are told by letter, and find the new day where they found the old one: in the case and on their list.
struct extend_hearing
    : called<"Forleng høringsfristen", "Forleng høyringsfristen", "Extend the hearing", by::case_handler> {
    static constexpr bool task = false; // may be done, and waits for nobody
    date deadline;
    document letter;
};
BOOST_DESCRIBE_STRUCT(extend_hearing, (), (deadline, letter))

struct hearing_is_longer
    : refuses<"hearing_not_longer", "Høringsfristen er {deadline}. Den nye fristen må være etter den.",
              "Høyringsfristen er {deadline}. Den nye fristen må vere etter han.",
              "The hearing runs until {deadline}. The new deadline must be later."> {
    template <class Data>
    static verdict holds(extend_hearing const& e, view<Data> const& v) {
        auto const& runs = v.data.hearing_deadline;
        return {!runs || e.deadline > *runs, {{"deadline", runs ? runs->in_numbers() : ""}}};
    }
};
struct store_longer_deadline {
    template <class Data>
    static void run(extend_hearing const& e, stepping<Data>& s) {
        s.data.hearing_deadline = e.deadline;
    }
};

inline constexpr word_of words_of_hearing[]{
    {"delegates_hearing",
     {"Arbeidsutvalget kan sende utkastet på høring", "Arbeidsutvalet kan sende utkastet på høyring",
      "The secretariat may send the draft on hearing"}},
    {"hearing_deadline", {"Høringsfrist", "Høyringsfrist", "Hearing deadline"}},
    {"hearing_delegated_on",
     {"Fullmakt til å sende på høring gitt", "Fullmakt til å sende på høyring gjeven",
      "Authority to send on hearing given on"}},
    {"hearing_recipients", {"Høringsinstanser", "Høyringsinstansar", "Those asked in the hearing"}},
};

} // namespace saksgang
