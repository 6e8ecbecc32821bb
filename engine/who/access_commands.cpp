// Who has read what is closed, and the numbers that cases get: registers that the program writes by itself.
#include <stdexcept>

#include "engine/case/case.hpp"
#include "engine/feature.hpp"

namespace saksgang {
namespace {

BOOST_DEFINE_ENUM_CLASS(read_part, a_case, history, document)

void count_reading(command_step& step) { // the entries are what matters
    auto const* before = step.find<std::int64_t>("readings");
    step.put("readings", before ? *before + 1 : std::int64_t{1});
}

struct note_reading {
    static constexpr text label{"Lest", "Lese", "Read"};
    static constexpr who by[]{by::anyone};
    id a_case;
    read_part what;

    std::optional<refusal> apply(command_step& step) const {
        count_reading(step);
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(note_reading, (), (a_case, what))

// The same of many cases at once: entries across cases.
struct note_search {
    static constexpr text label{"Lest på tvers av saker", "Lese på tvers av saker", "Read across cases"};
    static constexpr who by[]{by::anyone};
    std::vector<id> cases;

    std::optional<refusal> apply(command_step& step) const {
        count_reading(step);
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(note_search, (), (cases))

// Lists that an auditor has looked through: once for each and hour, however many pages.
struct read_list : choice {
    static constexpr std::string_view list = "read_list";
};
struct note_listing {
    static constexpr text label{"Sett gjennom en liste", "Sett gjennom ei liste", "Looked through a list"};
    static constexpr who by[]{by::anyone};
    read_list listing;

    std::optional<refusal> apply(command_step& step) const {
        count_reading(step);
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(note_listing, (), (listing))

// What left the program as a file: of what, and from which cases that are closed or that an auditor reads.
struct note_export {
    static constexpr text label{"Eksportert", "Eksportert", "Exported"};
    static constexpr who by[]{by::anyone};
    read_list listing;
    std::vector<id> cases;

    std::optional<refusal> apply(command_step& step) const {
        count_reading(step);
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(note_export, (), (listing, cases))

// That an account's sign-ins wait after wrong passwords in series: once an hour, in the account's own name.
struct note_held_back {
    static constexpr text label{"Innlogging holdt tilbake etter feil passord",
                                "Innlogging halden tilbake etter feil passord",
                                "Sign-in held back after wrong passwords"};
    static constexpr who by[]{by::anyone};
    id username;

    std::optional<refusal> apply(command_step& step) const {
        count_reading(step);
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(note_held_back, (), (username))

// Of a document that stands in a register.
struct note_document_reading {
    static constexpr text label{"Lest dokument i et register", "Lese dokument i eit register",
                                "Read a document in a register"};
    static constexpr who by[]{by::anyone};
    std::string stream, digest;

    std::optional<refusal> apply(command_step& step) const {
        count_reading(step);
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(note_document_reading, (), (stream, digest))

struct take_number {
    static constexpr bool internal = true;
    static constexpr text label{"Saksnummer tatt", "Saksnummer teke", "Case number taken"};
    static constexpr who by[]{by::anyone};
    std::int64_t number;

    std::optional<refusal> apply(command_step& step) const {
        if (number != last_number(step.subject) + 1) throw std::logic_error("a gap in the case numbers");
        step.put("last", number);
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(take_number, (), (number))

} // namespace

feature const& access_feature() {
    static feature const f{.id = "access",
                           .label = {"Lesing av det som har begrenset tilgang",
                                     "Lesing av det som har avgrensa tilgang", "Reading of what is closed"},
                           .prefix = "access/",
                           .commands = {command_of<note_reading>(), command_of<note_search>(),
                                        command_of<note_listing>(), command_of<note_document_reading>(),
                                        command_of<note_export>(), command_of<note_held_back>()}};
    return f;
}
feature const& numbers_feature() {
    static feature const f{.id = "numbers",
                           .label = {"Saksnumre", "Saksnummer", "Case numbers"},
                           .prefix = "numbers/",
                           .commands = {command_of<take_number>()}};
    return f;
}

follow_up takes_number(std::string const& case_stream) {
    auto const number = id_in(case_stream);
    auto const dash = number.find('-');
    return send(numbers_stream(std::stoi(number.substr(0, dash))),
                take_number{std::stoll(number.substr(dash + 1))});
}

} // namespace saksgang
