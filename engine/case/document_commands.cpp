#include <algorithm>

#include "engine/case/withdrawing.hpp"
#include "engine/round/round_commands.hpp"

namespace saksgang {
namespace {

constexpr rule_text no_erasure{
    "no_pending_erasure",
    {"Ingen har foreslått å slette dokumentet.", "Ingen har foreslått å slette dokumentet.",
     "Nobody has proposed to erase the document."}};
constexpr rule_text own_erasure{"own_erasure",
                                {"Sletting godkjennes av en annen enn den som foreslo den.",
                                 "Sletting blir godkjend av ein annan enn den som foreslo henne.",
                                 "An erasure is approved by another than who proposed it."},
                                {},
                                refusal_kind::not_entitled};

bool is_hidden(linked_document const& d) { return d.withdrawn && !d.erasure; }
bool waits_for_approval(linked_document const& d) { return d.erasure && !d.is_erased(); }

// How many streams besides this one have it of their own.
int others_with(std::string const& digest, command_step const& step) {
    auto const known = step.now.world.documents.find(digest);
    if (known == step.now.world.documents.end()) return 0;
    return static_cast<int>(std::ranges::count_if(known->second.links, [&](auto const& link) {
        return link.second && link.first != step.subject.stream;
    }));
}

// That it is in the case, out of view, and still there.
std::optional<refusal> can_be_shown_again(linked_document const* d) {
    if (!d) return document_not_linked();
    if (!d->withdrawn) return not_withdrawn();
    if (d->is_erased()) return already_erased();
    return {};
}

struct link_document {
    static constexpr text label{"Legg til dokument", "Legg til dokument", "Add a document"};
    static constexpr who by[]{by::case_handler, by::member()};
    document attached; // the kernel links every document that a payload names

    std::optional<refusal> apply(command_step&) const { return {}; }
};
BOOST_DESCRIBE_STRUCT(link_document, (), (attached))

struct withdraw_document {
    static constexpr text label = withdraw_label;
    static constexpr who by[]{by::case_handler};
    static constexpr bool has_room = true;
    std::string digest, reason;

    static bool offered(case_common const& c, rounds const&) {
        return std::ranges::any_of(c.documents, [](auto const& d) { return !d.withdrawn; });
    }
    std::optional<refusal> apply(command_step& step) const {
        auto* d = document_in(step.common, digest);
        if (!d) return document_not_linked();
        if (d->withdrawn) return already_withdrawn();
        d->withdrawn = withdrawal{reason, {step.person()}, step.now.today};
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(withdraw_document, (), (digest, reason))

struct show_document_again {
    static constexpr text label = show_again_label;
    static constexpr who by[]{by::case_handler};
    std::string digest, reason;

    static bool offered(case_common const& c, rounds const&) {
        return std::ranges::any_of(c.documents, is_hidden);
    }
    std::optional<refusal> apply(command_step& step) const {
        auto* d = document_in(step.common, digest);
        if (auto no = can_be_shown_again(d)) return no;
        d->withdrawn.reset();
        d->erasure.reset();
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(show_document_again, (), (digest, reason))

struct propose_erasure {
    static constexpr text label{"Foreslå å slette dokumentet", "Foreslå å slette dokumentet",
                                "Propose to erase the document"};
    static constexpr who by[]{by::case_handler};
    static constexpr bool has_room = true;
    std::string digest, reason, hjemmel;

    static bool offered(case_common const& c, rounds const&) {
        return std::ranges::any_of(c.documents, is_hidden);
    }
    std::optional<refusal> apply(command_step& step) const {
        auto* d = document_in(step.common, digest);
        if (auto no = can_be_shown_again(d)) return no;
        d->erasure = saksgang::erasure{reason, hjemmel, {step.person()}, {}, {}};
        step.hjemmel = hjemmel;
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(propose_erasure, (), (digest, reason, hjemmel))

struct approve_erasure {
    static constexpr text label{"Godkjenn slettingen", "Godkjenn slettinga", "Approve the erasure"};
    static constexpr who by[]{by::case_handler, by::leader()};
    static constexpr bool has_room = true;
    static constexpr bool erases = true;
    std::string digest;

    static bool offered(case_common const& c, rounds const&) {
        return std::ranges::any_of(c.documents, waits_for_approval);
    }
    std::optional<refusal> apply(command_step& step) const {
        auto* d = document_in(step.common, digest);
        if (!d) return document_not_linked();
        if (!d->erasure) return no_erasure();
        if (d->is_erased()) return already_erased();
        if (d->erasure->proposed_by == step.person()) return own_erasure();
        d->erasure->approved_by = id{step.person()};
        d->erasure->on = step.now.today;
        step.hjemmel = d->erasure->hjemmel;
        if (auto const others = others_with(digest, step))
            d->erasure->kept_by = others;
        else
            step.erased = digest;
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(approve_erasure, (), (digest))

} // namespace

feature const& documents_feature() {
    static feature const f{.id = "documents",
                           .label = {"Dokumenter", "Dokument", "Documents"},
                           .commands = {command_of<link_document>(), command_of<withdraw_document>(),
                                        command_of<show_document_again>(), command_of<propose_erasure>(),
                                        command_of<approve_erasure>()}};
    return f;
}

} // namespace saksgang
