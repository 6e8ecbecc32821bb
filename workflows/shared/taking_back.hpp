// What lies before a body is the body's to decide on. Its leader or the secretariat takes it back, and says why; nobody takes it
// away by handing in another text. Of data with `taken_back_because`.
#pragma once

#include "workflows/common.hpp"

namespace saksgang {

struct take_from_body : called<"Ta saken tilbake fra behandling", "Ta saka tilbake frå behandling",
                               "Take the case back from the body", by::case_handler, by::its_leader> {
    static constexpr bool task = false; // may be done, and waits for nobody
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(take_from_body, (), (reason))

// Of rows of a new text, in states where a body has the one before it.
struct is_taken_back
    : refuses<"before_the_body",
              "Teksten ligger til behandling i {body}. Før en ny kan leveres, må lederen der eller "
              "sekretariatet ta saken tilbake.",
              "Teksten ligg til behandling i {body}. Før ein ny kan leverast, må leiaren der eller "
              "sekretariatet ta saka tilbake.",
              "The text is before {body}. Before a new one can be handed in, its leader or the secretariat "
              "must take the case back."> {
    template <class Data>
    static verdict holds(view<Data> const& v) {
        return verdict::fails({{"body", name_of_body(v.now, v.data.body.value)}});
    }
};
struct note_why_taken_back {
    static void run(take_from_body const& e, auto& s) { s.data.taken_back_because = e.reason; }
};

inline constexpr word_of words_of_taking_back[]{
    {"taken_back_because",
     {"Hvorfor saken ble tatt tilbake", "Kvifor saka vart teken tilbake", "Why the case was taken back"},
     asked_as::long_text},
};

} // namespace saksgang
