#include <algorithm>
#include <charconv>

#include "engine/case/erasing.hpp"
#include "engine/case/withdrawing.hpp"
#include "engine/round/round_commands.hpp"

namespace saksgang {
namespace {

known_rule const no_erasure{
    "no_pending_erasure",
    {"Ingen har foreslått å slette dokumentet.", "Ingen har foreslått å slette dokumentet.",
     "Nobody has proposed to erase the document."}};
known_rule const already_exempt{"already_exempt",
                                {"Dokumentet er allerede unntatt offentlighet etter {hjemmel}.",
                                 "Dokumentet er alt unnateke offentlegheit etter {hjemmel}.",
                                 "The document is already exempt by {hjemmel}."}};
known_rule const not_exempt{"not_exempt",
                            {"Dokumentet er ikke unntatt offentlighet.",
                             "Dokumentet er ikkje unnateke offentlegheit.", "The document is not exempt."}};
known_rule const no_provision{
    "exempt_without_provision",
    {"Unntak fra offentlighet trenger en bestemmelse i offentleglova §§ 13–26, ned til ledd og bokstav: "
     "«offl. § 13 første ledd».",
     "Unntak frå offentlegheit treng ei føresegn i offentleglova §§ 13–26, ned til ledd og bokstav: «offl. § "
     "13 første ledd».",
     "An exemption needs a provision of the Freedom of Information Act §§ 13–26, down to paragraph and "
     "letter: "
     "“offl. § 13 første ledd”."},
    "offl. § 31 første ledd"};

// Offentleglova, one of its provisions on exemptions.
bool names_exemption(std::string_view hjemmel) {
    constexpr std::string_view law = "offl. § ";
    constexpr int first = 13, last = 26;
    if (!hjemmel.starts_with(law)) return false;
    hjemmel.remove_prefix(law.size());
    int section = 0;
    std::from_chars(hjemmel.data(), hjemmel.data() + hjemmel.size(), section);
    return first <= section && section <= last;
}

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

struct exempt_document {
    static constexpr text label{"Unnta dokumentet fra offentlighet", "Unnta dokumentet frå offentlegheit",
                                "Exempt the document from public access"};
    static constexpr who by[]{by::case_handler};
    std::string digest, hjemmel;

    static bool offered(case_common const& c, rounds const&) {
        return std::ranges::any_of(c.documents, [](auto const& d) { return !d.exempt && !d.is_erased(); });
    }
    std::optional<refusal> apply(command_step& step) const {
        auto* d = document_in(step.common, digest);
        if (!d) return document_not_linked();
        if (d->is_erased()) return already_erased();
        if (d->exempt) return already_exempt({{"hjemmel", d->exempt->hjemmel}});
        if (!names_exemption(hjemmel)) return no_provision();
        d->exempt = exemption{hjemmel, {step.person()}, step.now.today};
        step.hjemmel = hjemmel;
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(exempt_document, (), (digest, hjemmel))

struct lift_exemption {
    static constexpr text label{"Opphev unntaket fra offentlighet", "Opphev unntaket frå offentlegheit",
                                "Lift the exemption from public access"};
    static constexpr who by[]{by::case_handler};
    static constexpr bool has_room = true;
    std::string digest, reason;

    static bool offered(case_common const& c, rounds const&) {
        return std::ranges::any_of(c.documents, [](auto const& d) { return d.exempt && !d.is_erased(); });
    }
    std::optional<refusal> apply(command_step& step) const {
        auto* d = document_in(step.common, digest);
        if (!d) return document_not_linked();
        if (!d->exempt) return not_exempt();
        d->exempt.reset();
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(lift_exemption, (), (digest, reason))

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
        d->erasure = proposed_by(step, reason, hjemmel);
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
    static std::vector<proposal> answers(case_common const& c) {
        std::vector<proposal> out;
        for (auto const& d : c.documents)
            if (waits_for_approval(d))
                out.push_back(
                    {"propose_erasure",
                     {{"title", d.title}, {"reason", d.erasure->reason}, {"hjemmel", d.erasure->hjemmel}},
                     d.erasure->proposed_by});
        return out;
    }
    std::optional<refusal> apply(command_step& step) const {
        auto* d = document_in(step.common, digest);
        if (!d) return document_not_linked();
        if (!d->erasure) return no_erasure();
        if (d->is_erased()) return already_erased();
        if (auto no = approve(step, *d->erasure)) return no;
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
    static feature const f{
        .id = "documents",
        .label = {"Dokumenter", "Dokument", "Documents"},
        .commands = {command_of<link_document>(), command_of<exempt_document>(), command_of<lift_exemption>(),
                     command_of<withdraw_document>(), command_of<show_document_again>(),
                     command_of<propose_erasure>(), command_of<approve_erasure>()}};
    return f;
}

} // namespace saksgang
