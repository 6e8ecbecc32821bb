// What a meeting writes of itself: the notice (innkalling og saksliste) and the minutes (referat). The minutes hold what
// koml § 11-4 asks of a møtebok: time and place, who was there and who was not, the cases and what was decided in each, and
// the legal basis of closed doors and of whoever stood aside. What a case says is there for those who may read the case.
#pragma once

#include "workflows/meeting/forms.hpp"
#include "workflows/meeting/minutes.hpp"

namespace saksgang::meeting_workflow {

struct labelled {
    std::string label, value;
};
BOOST_DESCRIBE_STRUCT(labelled, (), (label, value))
struct seated_person {
    std::string name, seat; // seat: empty where the name says it
    std::optional<std::string> stands_in_for = {}, basis = {};
    std::vector<std::string> for_which = {}; // when they came and went: «kom før Sak 03-25»
};
BOOST_DESCRIBE_STRUCT(seated_person, (), (name, seat, stands_in_for, basis, for_which))
struct people_of_side {
    std::string side;
    std::vector<seated_person> people;
};
BOOST_DESCRIBE_STRUCT(people_of_side, (), (side, people))
struct said_by {
    std::string of, said; // seat
};
BOOST_DESCRIBE_STRUCT(said_by, (), (of, said))
struct decided_point {
    int number = 0;
    std::string words;
    std::optional<std::string> put_off = {}; // that it was postponed, and why
};
BOOST_DESCRIBE_STRUCT(decided_point, (), (number, words, put_off))

struct follow_up_on_paper {
    std::string what, whose, by_day;
};
BOOST_DESCRIBE_STRUCT(follow_up_on_paper, (), (what, whose, by_day))

struct item_on_paper {
    std::string called, title;            // «Sak 07-25»
    std::optional<std::string> kind = {}; // where the title does not say it
    std::optional<std::string> case_number = {};
    std::vector<labelled> notes = {};
    std::vector<std::string> proposed = {}; // forslag til vedtak
    std::vector<seated_person> recused = {};
    std::optional<std::string> outcome = {}, conclusion = {}, text = {}, next = {};
    std::vector<decided_point> points = {};
    std::vector<said_by> against = {}, reservations = {}, remarks = {};
};
BOOST_DESCRIBE_STRUCT(item_on_paper, (),
                      (called, title, kind, case_number, notes, proposed, recused, outcome, conclusion, text,
                       next, points, against, reservations, remarks))
struct meeting_on_paper {
    std::string heading, paper, body, standing;
    std::vector<labelled> facts;
    std::vector<people_of_side> present = {};
    std::vector<seated_person> left = {}, absent = {}, not_reached = {};
    std::vector<item_on_paper> items;
    std::vector<follow_up_on_paper> follow_ups = {};
};
BOOST_DESCRIBE_STRUCT(meeting_on_paper, (),
                      (heading, paper, body, standing, facts, present, left, absent, not_reached, items,
                       follow_ups))

inline std::string with_weekday(date d, language l) {
    constexpr text names[]{{"søndag", "søndag", "Sunday"},     {"mandag", "måndag", "Monday"},
                           {"tirsdag", "tysdag", "Tuesday"},   {"onsdag", "onsdag", "Wednesday"},
                           {"torsdag", "torsdag", "Thursday"}, {"fredag", "fredag", "Friday"},
                           {"lørdag", "laurdag", "Saturday"}};
    return std::string(names[std::chrono::weekday{d.day}.c_encoding()].in(l)) + " " + d.in_words(l);
}

class on_paper {
  public:
    on_paper(state const& a_case, paper_reader const& reader)
        : of_(a_case), d_(a_case.data.read(restore<data>)), r_(reader), body_(body_of_meeting(d_, r_.now)) {}

    json notice() const {
        auto p = begun("meeting_notice");
        p.standing = d_.called_on ? called("called_on", d_.called_on) : words("not_called_yet");
        for (auto const& i : d_.items) {
            p.items.push_back(item(i));
            if (i.awaits_treatment()) p.items.back().proposed = proposed_for(i);
        }
        for (auto const& [number, point] : follow_ups_of(body_)) // until the meeting, which settles some
            if (!d_.held_on && (!point.a_case || r_.other_case(case_stream(point.a_case->value))))
                p.follow_ups.push_back(on_list(point));
        return write(p);
    }

    json minutes() const {
        auto p = begun("meeting_minutes");
        p.standing = how_they_stand();
        if (d_.chair) note(p.facts, "chair", chair_called());
        add_people(p);
        for (auto const& i : d_.items) {
            p.items.push_back(item(i));
            add_outcome(p.items.back(), i);
        }
        for (auto const& point : d_.follow_ups) p.follow_ups.push_back(on_list(point));
        return write(p);
    }

  private:
    std::string words(std::string_view name) const { return std::string(word(name).in(r_.lang)); }
    void note(std::vector<labelled>& to, std::string_view name, std::string value) const {
        to.push_back({words(name), std::move(value)});
    }
    void note(std::vector<labelled>& to, std::string_view name,
              std::optional<std::string> const& value) const {
        if (value) note(to, name, *value);
    }
    std::string called(std::string_view name, std::optional<date> const& on) const {
        return on ? words(name) + " " + on->in_words(r_.lang) : std::string();
    }
    // What a name says already is not said again: who is known by a position, and for whom they sit.
    seated_person person_on(id const& seat, id const& person) const {
        auto name = r_.person(person.value);
        auto const called = seat_called(seat);
        return {name, name.find(called) == name.npos ? called : std::string()};
    }
    seat const* seat_then(id const& name) const { return seat_on(body_, name.value, d_.day); }
    std::string chair_called() const {
        for (auto const* all : {&d_.present, &d_.who_left})
            for (auto const& a : *all)
                if (a.seat == *d_.chair && a.person) return r_.person(a.person->value);
        return seat_called(*d_.chair);
    }
    std::string seat_called(id const& name) const {
        auto const* s = seat_then(name);
        return s ? r_.words(name_of_seat(r_.now.organisation(), *s)) : words("seat");
    }

    meeting_on_paper begun(std::string_view name) const {
        auto const body = r_.words(name_of_body(r_.now, d_.body.value));
        auto const paper = words(name);
        meeting_on_paper p{
            .heading = paper + ", " + body + ", " + d_.day.in_words(r_.lang), .paper = paper, .body = body};
        note(p.facts, "day", with_weekday(d_.day, r_.lang));
        note(p.facts, "place", d_.place);
        if (d_.remote.value_or(false)) note(p.facts, "held_as", words("remote"));
        note(p.facts, "meeting_case", id_in(of_.stream));
        return p;
    }

    follow_up_on_paper on_list(follow_up_said const& point) const {
        return {point.what, r_.person(point.responsible.value), point.settle_by.in_numbers()};
    }

    // ---------------------------------------------------------------------------------------- who was there

    seated_person person_in(attendance const& a) const {
        // Those that were entered before persons were: whoever had the seat.
        auto const who = a.person ? a.person : who_meets(a, d_, r_.now);
        auto p = person_on(a.seat, or_empty(who));
        auto const* s = seat_then(a.seat);
        auto const* held = s ? holder_on(*s, d_.day) : nullptr;
        if (held && held->person != who) p.stands_in_for = r_.person(held->person.value);
        for (auto const& c : d_.comings_and_goings)
            if (c.seat == a.seat && c.person == who) p.for_which.push_back(when(c));
        return p;
    }
    std::string when(coming_or_going const& c) const {
        constexpr text came{"kom før {item}", "kom før {item}", "came before {item}"},
            went{"gikk før {item}", "gjekk før {item}", "left before {item}"},
            came_last{"kom etter siste sak", "kom etter siste sak", "came after the last item"},
            went_last{"gikk etter siste sak", "gjekk etter siste sak", "left after the last item"};
        auto const* item = c.before_item ? d_.find(*c.before_item) : nullptr;
        auto const& words = c.came ? (item ? came : came_last) : (item ? went : went_last);
        return fill(words.in(r_.lang), {{"item", item ? name_of_item(*item, d_.day) : said("")}}, r_.lang);
    }
    void add_people(meeting_on_paper& p) const {
        auto const* rule = rule_on(body_, d_.day);
        for (auto const name : choices_in(side::list)) {
            people_of_side of{words(name), {}};
            for (auto const& a : d_.present)
                if (auto const* s = seat_then(a.seat); (s ? side_in(rule, *s) : side::advisory).name == name)
                    of.people.push_back(person_in(a));
            if (!of.people.empty()) p.present.push_back(std::move(of));
        }
        for (auto const& a : d_.who_left) p.left.push_back(person_in(a));
        for (auto const& a : d_.absent) p.absent.push_back(person_on(a.seat, or_empty(a.person)));
        for (auto const& c : d_.substitutes_asked)
            if (!c.reached) p.not_reached.push_back(person_on(c.seat, c.person));
    }
    std::string how_they_stand() const {
        if (d_.approved_on) return called("approved_on", d_.approved_on);
        return called("comments_due", last_day_of_comments(d_));
    }

    // -------------------------------------------------------------------------------------- what was decided

    item_on_paper item(agenda_item const& i) const {
        item_on_paper p{.called = i.number ? r_.words(name_of_item(i, d_.day)) : std::string(),
                        .title = i.title.empty() ? words(describe::name_of(i.kind)) : i.title};
        if (!i.title.empty()) p.kind = words(describe::name_of(i.kind));
        if (i.a_case) p.case_number = i.a_case->value;
        note(p.notes, "closed_by", i.closed_by);
        note(p.notes, "added_late", i.added_late);
        note(p.notes, "taken_off", i.taken_off);
        return p;
    }
    // What its case puts forward now, to whoever may read that.
    std::vector<std::string> proposed_for(agenda_item const& i) const {
        auto const* a_case = i.a_case ? r_.other_case(i.a_case->stream()) : nullptr;
        if (!a_case) return {};
        for (auto const& [name, r] : rounds_in(*a_case))
            if (r.live() && r.body == d_.body && r.subject.proposed_decision)
                return *r.subject.proposed_decision;
        return {};
    }
    void add_outcome(item_on_paper& p, agenda_item const& i) const {
        if (i.result) p.outcome = words(describe::name_of(*i.result));
        p.conclusion = i.conclusion;
        for (auto const& each : i.remarks) p.remarks.push_back({seat_called(each.seat), each.text});
        if (i.decision) add_decision(p, *i.decision);
    }
    void add_decision(item_on_paper& p, item_decision const& d) const {
        p.text = d.text;
        for (auto const& each : d.aside) {
            auto who = person_on(each.seat, each.person);
            who.basis = each.hjemmel;
            p.recused.push_back(std::move(who));
        }
        for (auto const& each : d.points) {
            p.points.push_back({each.number, each.words});
            if (each.result == point_result::postponed)
                p.points.back().put_off = words("postponed") + (each.reason ? ": " + *each.reason : "");
        }
        for (auto const& each : d.reservations)
            p.reservations.push_back({seat_called(each.seat), each.text + " (" +
                                                                  in_passing(words("clear_by")) + " " +
                                                                  each.clear_by.in_words(r_.lang) + ")"});
        for (auto const& each : d.against) p.against.push_back({seat_called(each.seat), each.reason});
        if (d.next) p.next = words(describe::name_of(*d.next));
    }
    // Not at the beginning of a sentence.
    static std::string in_passing(std::string s) {
        if (!s.empty() && s.front() >= 'A' && s.front() <= 'Z')
            s.front() = static_cast<char>(s.front() - 'A' + 'a');
        return s;
    }

    state const& of_;
    data const d_;
    paper_reader const& r_;
    state const& body_;
};

} // namespace saksgang::meeting_workflow
