// What every case has, whatever its workflow: the fields that the kernel itself reads and writes.
#pragma once

#include <algorithm>
#include <concepts>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/describe.hpp"

namespace saksgang {

struct state;

// An uploaded file, named by its digest (POST /documents gives it).
struct document {
    std::string digest;
    std::string title;
};
BOOST_DESCRIBE_STRUCT(document, (), (digest, title))
template <>
inline constexpr auto describe::mark_of<document> = describe::mark::document;

// «Forslag til vedtak», point by point: the words that whoever is asked says yes or no to.
using proposed_points = std::optional<std::vector<std::string>>;

// A version of a text: a set of renditions (bokmål, nynorsk, Word, PDF), each with its digest.
struct text_version {
    std::string title;
    std::string version; // 2.0; an editorial change makes it 2.0.1
    std::vector<document> renditions;
    proposed_points proposed_decision = {};
};
BOOST_DESCRIBE_STRUCT(text_version, (), (title, version, renditions, proposed_decision))
// The digest that positions name: of the first rendition.
std::string digest_of(text_version const&);

struct participant {
    id person;
    std::string capacity; // free words; the kinds are the workflow's
};
BOOST_DESCRIBE_STRUCT(participant, (), (person, capacity))

// Hidden from everyone, at once and by one alone; it can be shown again.
struct withdrawal {
    std::string reason;
    id by;
    date on;
};
BOOST_DESCRIBE_STRUCT(withdrawal, (), (reason, by, on))
// Of a document in this case, for good once another has approved. Its bytes go with it, unless other cases or registers
// have it too; the digest stays, so that the history can be checked.
struct erasure {
    std::string reason, hjemmel;
    id proposed_by;
    std::optional<id> approved_by;
    std::optional<date> on;
    std::optional<int> kept_by =
        {}; // so many others have it still, as far as they are known; none: its bytes are gone
};
BOOST_DESCRIBE_STRUCT(erasure, (), (reason, hjemmel, proposed_by, approved_by, on, kept_by))

// Unntatt offentlighet: what is kept from the public, by a provision of offentleglova. Who reads it in the community is
// another question (case_access), and whether it is published a third.
struct exemption {
    std::string hjemmel;
    id by;
    date on;
};
BOOST_DESCRIBE_STRUCT(exemption, (), (hjemmel, by, on))

struct linked_document {
    std::string digest, title;
    std::string command; // that linked it
    date linked;
    std::optional<withdrawal> withdrawn = {};
    std::optional<saksgang::erasure> erasure = {};
    std::string media_type = {}; // as whoever linked it uploaded it; none: as it is stored
    std::optional<exemption> exempt = {};

    bool is_erased() const { return erasure && erasure->approved_by; }
};
BOOST_DESCRIBE_STRUCT(linked_document, (),
                      (digest, title, command, linked, withdrawn, erasure, media_type, exempt))

struct exception_record { // Unntak med begrunnelse: on the case's first page for ever
    std::string rule, reason;
    id person;
    date recorded;
    std::map<std::string, id> approved_by = {}; // side -> person; none: it took nobody else's word

    // A rule that protects both sides is excepted from by one of each.
    bool counts() const { return approved_by.size() != 1; }
};
BOOST_DESCRIBE_STRUCT(exception_record, (), (rule, reason, person, recorded, approved_by))

struct case_link {
    id target; // case number
    std::string kind;
};
BOOST_DESCRIBE_STRUCT(case_link, (), (target, kind))

struct correction {
    std::string field; // JSON Pointer into the case's data; or, of the first program, "title"
    std::string before, after, reason;
    id proposed_by;
    std::optional<id> approved_by;
    bool of_substance = false;
    date made;
};
BOOST_DESCRIBE_STRUCT(correction, (),
                      (field, before, after, reason, proposed_by, approved_by, of_substance, made))

struct editorial_change {
    text_version text; // as it would be
    std::string change;
    std::string corrects; // digest of the text that it is a change of
    id body;              // that approves it
    id proposed_by;
    std::map<std::string, id> approved_by; // side -> person
};
BOOST_DESCRIBE_STRUCT(editorial_change, (), (text, change, corrects, body, proposed_by, approved_by))

BOOST_DEFINE_ENUM_CLASS(case_access, community, closed)

// A workflow's case data derives from this.
struct case_common {
    std::string title;
    id body;    // that decides
    id handler; // person: who has the case; nobody has it until somebody is given it, or takes it
    std::optional<id> taken_from; // who had it when the handler took it over; the handler: nobody had
    std::string archive_owner;    // party: arkivansvarlig organ, from its creation
    std::string simulated;        // what in this case is filled in and not in the sources
    case_access access = case_access::community;
    std::string access_basis;                                     // hjemmel, when closed
    std::map<std::string, std::vector<participant>> participants; // group -> persons
    std::vector<id> parties;                                      // that the case concerns
    std::optional<text_version> text;                             // that positions are taken on
    std::vector<linked_document> documents;
    std::vector<exception_record> exceptions;
    std::vector<case_link> links;
    std::vector<correction> corrections;
    std::optional<editorial_change> pending_change;
    std::map<std::string, erasure> text_erasures; // of what stands behind a commitment, by that
};
BOOST_DESCRIBE_STRUCT(case_common, (),
                      (title, body, handler, taken_from, archive_owner, simulated, access, access_basis,
                       participants, parties, text, documents, exceptions, links, corrections, pending_change,
                       text_erasures))

case_common const& common_of(state const& a_case);
// Of the documents that the case has linked, withdrawn and erased ones too; none: null.
template <class Common>
requires std::same_as<std::remove_const_t<Common>, case_common>
auto* document_in(Common& c, std::string const& digest) {
    auto const found = std::ranges::find(c.documents, digest, &linked_document::digest);
    return found == c.documents.end() ? nullptr : &*found;
}
// The body that a stream is of: a case's, or the body itself. None: empty.
std::string body_of(state const& subject);
std::int64_t last_number(state const& numbers); // of the cases of a year; 0: there is none yet
case_common const& common_of(state&&) = delete; // what is read out lives as long as the state
// Writes what differs.
void put_common(state& a_case, case_common const&);

bool has_exception(case_common const&, std::string_view rule);

} // namespace saksgang
