// A meeting of a body (møte, W5): items are reported in, the agenda is locked and numbered, the meeting is called and held
// item by item, and its minutes are approved and published. What is agreed in a case is agreed there, by the meeting.
#include "workflows/meeting/papers.hpp"

namespace saksgang {
namespace meeting_workflow {

using ahead = states<struct agenda_open, struct agenda_locked, struct notice_sent>;

using table = rows< // the first row that holds is taken
    step<start, begin_meeting, agenda_open, struct begun, body_is_established, previous_is_a_meeting>,
    step<agenda_open, report_item, stay, struct item_put_on, item_is_sound>,
    step<agenda_open, arrange_agenda, stay, put_in_order, names_each_item_once>,
    step<agenda_open, lock_agenda, agenda_locked, struct numbered, has_items, is_in_the_plan,
         no_other_meeting_that_day>,
    step<agenda_locked, send_notice, notice_sent, notes<&data::called_on>>,
    step<states<agenda_locked, notice_sent>, reopen_agenda, agenda_open,
         copies<&reopen_agenda::reason, &data::reopened>>,
    step<ahead, take_off_item, stay, take_off, item_awaits_treatment>,
    step<ahead, move_to_day, stay, struct moved, stays_in_its_year, new_day_is_free>,
    step<ahead, name_previous_meeting, stay, name_it, previous_is_a_meeting>,
    step<ahead, report_absence, stay, note_absence, has_a_seat_then>,
    step<ahead, register_absence, stay, note_absence, seat_is_held>,
    step<ahead, ask_question, stay, note_question, item_awaits_treatment, room_for_questions>,
    step<ahead, ask_substitute, stay, note_call, room_for_calls, is_its_substitute>,
    step<notice_sent, open_meeting, struct in_session, struct seated, day_has_come, place_is_known,
         closed_items_in_the_room, attendance_is_sound>,
    step<in_session, change_attendance, stay, struct seated_anew, no_round_is_open, attendance_is_sound,
         room_to_come_and_go>,
    step<in_session, take_up_item, stay, open_round_of_item, item_awaits_treatment, item_is_put_forward,
         case_is_as_open>,
    step<in_session, agree_on_item, stay, agree, item_awaits_treatment, item_is_put_forward, case_is_as_open,
         text_is_as_on_agenda>,
    step<in_session, conclude_item, stay, conclude, item_awaits_treatment, nothing_is_put_forward,
         result_fits, sides_are_present>,
    step<in_session, postpone_item, stay, put_off, item_awaits_treatment, case_is_as_open>,
    step<in_session, close_item_without_agreement, stay, close_without_agreement, item_awaits_treatment,
         item_is_put_forward>,
    step<in_session, add_item_in_meeting, stay, put_on_with_number, item_is_sound, added_item_in_the_room,
         nobody_objects>,
    step<in_session, close_meeting, struct minutes_drafted, struct closed, no_round_is_open, each_is_treated>,
    step<states<in_session, minutes_drafted>, add_follow_up, stay, hand_to_body, room_for_follow_ups>,
    step<minutes_drafted, comment_on_minutes, stay, note_comment>,
    step<minutes_drafted, reword_item, stay, reword, is_treated>,
    step<minutes_drafted, approve_minutes, struct minutes_approved, notes<&data::approved_on>,
         minutes_circulate, comments_are_in>,
    step<minutes_drafted, approve_at_next_meeting, minutes_approved, note_approval_in_meeting,
         minutes_wait_for_meeting>,
    step<minutes_approved, publish_minutes, struct published, struct let_out>,
    step<ahead, call_off, struct called_off, struct note_called_off>>;

// ---------------------------------------------------------------------------------------------------- states

struct agenda_open : stage<"Saker meldes inn", "Saker blir melde inn", "Items are reported in"> {};
struct agenda_locked : stage<"Sakslisten er låst", "Sakslista er låst", "The agenda is locked"> {};
struct notice_sent : stage<"Innkalt", "Innkalla", "Called"> {};
struct in_session : stage<"Møtet er satt", "Møtet er sett", "In session"> {};
struct minutes_drafted : stage<"Referat til merknader", "Referat til merknader", "Minutes for comment"> {};
struct minutes_approved : stage<"Referatet er godkjent", "Referatet er godkjent", "Minutes approved"> {};
struct published : ending<"Referatet er publisert", "Referatet er publisert", "Minutes published"> {};
struct called_off : ending<"Avlyst", "Avlyst", "Cancelled"> {};

// --------------------------------------------------------------------------------------------------- actions

struct begun : actions<take, put_standing_items> {};
struct item_put_on : actions<put_on_agenda, tells_once> {};
struct numbered : actions<number_items, tells_once> {};
struct moved : actions<take, tells<meeting_standing::prepared>> {};
struct seated_anew : actions<note_who_came_and_went, take, name_each> {};
struct seated : actions<take, name_each, note_day_held, tells<meeting_standing::held>> {};
struct closed : actions<notes<&data::closed_on>, note_absent> {};
struct let_out : actions<notes<&data::published_on>, tells<meeting_standing::minutes_published>> {};
struct note_called_off
    : actions<copies<&call_off::reason, &data::why_called_off>, tells<meeting_standing::called_off>> {};

// ----------------------------------------------------------------------------------------------------- words

constexpr word_of own_words[]{
    {"absences", {"Meldt forfall", "Meldt forfall", "Can't come"}},
    {"absent", {"Ikke til stede", "Ikkje til stades", "Not present"}},
    {"added_late",
     {"Hvorfor saken kom etter at sakslisten var låst", "Kvifor saka kom etter at sakslista var låst",
      "Why the item came after the agenda was locked"}},
    {"any_other_business", {"Eventuelt", "Eventuelt", "Any other business"}},
    {"aside", {"Fratrådte som inhabile", "Gjekk frå som inhabile", "Stood aside"}},
    {"called_on", {"Innkalt", "Innkalla", "Called on"}},
    {"closed_by",
     {"Hjemmel for å behandle saken for lukkede dører", "Heimel for å behandle saka for stengde dører",
      "Legal basis for treating the item behind closed doors"}},
    {"closed_on", {"Hevet", "Heva", "Closed on"}},
    {"comment", {"Merknad", "Merknad", "Comment"}, asked_as::long_text},
    {"comments", {"Merknader til referatet", "Merknader til referatet", "Comments on the minutes"}},
    {"comments_due",
     {"Frist for merknader til referatet", "Frist for merknader til referatet",
      "Comments on the minutes due"}},
    {"before_item", {"Før sak", "Før sak", "Before item"}},
    {"came", {"Kom", "Kom", "Came"}},
    {"comings_and_goings",
     {"Kom eller gikk underveis", "Kom eller gjekk undervegs", "Came or went during the meeting"}},
    {"decision_item", {"Vedtakssak", "Vedtakssak", "Item for decision"}},
    {"discussed", {"Drøftet", "Drøfta", "Discussed"}},
    {"discussion_item", {"Drøftingssak", "Drøftingssak", "Item for discussion"}},
    {"follow_up_points", {"Oppfølgingspunkter", "Oppfølgingspunkt", "Follow-up points"}},
    {"follow_ups",
     {"Oppfølgingspunkter fra møtet", "Oppfølgingspunkt frå møtet", "Follow-up points of the meeting"}},
    {"held_as", {"Møteform", "Møteform", "Held as"}},
    {"item", {"Sak på sakslisten", "Sak på sakslista", "Item of the agenda"}},
    {"items", {"Saksliste", "Saksliste", "Agenda"}},
    {"meeting_ahead", {"Møte å forberede seg til", "Møte å førebu seg til", "Meeting to prepare for"}},
    {"meeting_case", {"Saksnummer", "Saksnummer", "Case number"}},
    {"meeting_minutes", {"Referat", "Referat", "Minutes"}},
    {"meeting_notice", {"Innkalling", "Innkalling", "Notice"}},
    {"not_called_yet",
     {"Innkallingen er ikke sendt ennå.", "Innkallinga er ikkje send enno.",
      "The notice has not been sent yet."}},
    {"noted", {"Tatt til orientering", "Teke til orientering", "Noted"}},
    {"notice_and_agenda", {"Innkalling og saksliste", "Innkalling og saksliste", "Notice and agenda"}},
    {"notice_due", {"Innkallingen skal sendes", "Innkallinga skal sendast", "Notice due"}},
    {"objecting",
     {"Hvem som har noe imot at saken tas opp", "Kven som har noko imot at saka blir teken opp",
      "Who objects to taking it up"},
     asked_as::seat},
    {"orientation_item", {"Orienteringssak", "Orienteringssak", "Item for information"}},
    {"partly_agreed", {"Enighet om noen av punktene", "Semje om somme av punkta", "Agreed on some points"}},
    {"previous_meeting", {"Forrige møte", "Førre møte", "Previous meeting"}},
    {"previous_minutes",
     {"Referat fra forrige møte", "Referat frå førre møte", "Minutes of the previous meeting"}},
    {"questions", {"Spørsmål før møtet", "Spørsmål før møtet", "Questions before the meeting"}},
    {"remote", {"Fjernmøte", "Fjernmøte", "Remote meeting"}},
    {"reopened",
     {"Hvorfor sakslisten er åpnet igjen", "Kvifor sakslista er opna att", "Why the agenda is open again"}},
    {"report_item", {"Referatsak", "Referatsak", "Item reported"}},
    {"substitutes_asked", {"Vara som er spurt", "Vara som er spurde", "Substitutes asked"}},
    {"substitutes_not_reached",
     {"Vara som ikke ble nådd", "Vara som ikkje vart nådde", "Substitutes not reached"}},
    {"taken_off", {"Tatt av sakslisten", "Teken av sakslista", "Taken off the agenda"}},
    {"text_version", {"Versjon av teksten", "Versjon av teksten", "Version of the text"}},
    {"who_left", {"Gikk før møtet var slutt", "Gjekk før møtet var slutt", "Left before the end"}},
    {"why_called_off", {"Hvorfor møtet er avlyst", "Kvifor møtet er avlyst", "Why the meeting is cancelled"}},
    {"without_agreement", {"Ikke enighet", "Ikkje semje", "No agreement"}},
};

// ----------------------------------------------------------------------------------------------- the workflow

struct definition : defines<data, table> {
    static constexpr auto id = "meeting";
    static constexpr int version = 1;
    static constexpr text label{"Møte", "Møte", "Meeting"};
    static constexpr text purpose{
        "Et møte i et utvalg: saksliste, innkalling, behandling sak for sak og referat.",
        "Eit møte i eit utval: saksliste, innkalling, behandling sak for sak og referat.",
        "A meeting of a body: agenda, notice, each item in its turn, and minutes."};
    static constexpr std::span<word_of const> words[]{own_words};
    static constexpr paper_info papers[]{
        {"meeting_notice", meeting_form,
         [](state const& s) { return !stands_in<agenda_open, called_off>(s); },
         [](state const& s, paper_reader const& r) { return on_paper(s, r).notice(); }},
        {"meeting_minutes", meeting_form,
         [](state const& s) { return stands_in<minutes_drafted, minutes_approved, published>(s); },
         [](state const& s, paper_reader const& r) { return on_paper(s, r).minutes(); }}};

    static constexpr int days_of_notice = 7;
    static std::vector<deadline> deadlines(data const& d, state const& a_case, situation const&) {
        if (stands_in<agenda_open, agenda_locked>(a_case))
            return {{"notice_due", d.day.plus_days(-days_of_notice), {by::case_handler}}};
        if (stands_in<notice_sent>(a_case)) return {{"meeting_ahead", d.day, {by::its_member}}};
        if (stands_in<minutes_drafted>(a_case))
            return {{"comments_due", last_day_of_comments(d), {by::its_member}}};
        return {};
    }
};

} // namespace meeting_workflow

workflow const& meeting() { return made_of<meeting_workflow::definition>(); }

} // namespace saksgang
