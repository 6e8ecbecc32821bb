// Documents: which streams name them, who may read one through a stream, and who may put one into another.
#include <algorithm>

#include "engine/case/title_of_document.hpp"
#include "engine/case/withdrawing.hpp"
#include "engine/kernel.hpp"

namespace saksgang {
namespace {

// The same for one that is not there as for one that is another's: a digest tells nobody what is stored.
known_rule const document_missing{
    "document_missing",
    {"«{title}» er ikke lastet opp av deg, og står ikke i noen sak du kan lese. Last opp dokumentet først.",
     "«{title}» er ikkje lasta opp av deg, og står ikkje i noka sak du kan lese. Last opp dokumentet først.",
     "“{title}” has not been uploaded by you, and is in no case that you may read. Upload the document "
     "first."}};

} // namespace

std::vector<document_link> kernel::links_of(state const& s) const {
    if (!s.exists()) return {};
    if (!is_case(s.stream)) {
        auto const* f = feature_of(s.stream);
        return f && f->links ? f->links(s) : std::vector<document_link>();
    }
    std::vector<document_link> links;
    for (auto const& d : common_of(s).documents)
        if (!d.is_erased()) links.push_back({d.digest, s.stream});
    std::ranges::sort(links);
    return links;
}

bool kernel::shows_document(state const& s, std::string const& digest, situation const& now) const {
    if (!is_case(s.stream)) {
        auto const* f = feature_of(s.stream);
        return f && f->shows_document && f->shows_document(s, digest, now);
    }
    auto const* d = document_in(common_of(s), digest);
    return d && !d->withdrawn && reader_of(s, now);
}

// By whoever uploaded it, who may read it where it stands, or where it stands already. What is asked inside the
// program, and by no session, may link whatever is stored.
bool kernel::may_link(std::string const& digest, state const& into, decision const& d) const {
    auto const& documents = d.seen().documents;
    auto const known = documents.find(digest);
    if (known == documents.end()) return false;
    auto const& [uploaders, links] = known->second;
    if (d.asked.session.empty() || uploaders.contains(d.asked.account)) return true;
    if (links.contains(into.stream) || d.linked_documents().contains(digest)) return true;
    auto const now = d.here(d.asked.person);
    auto const any = [&](auto const& holds) {
        return std::ranges::any_of(links, [&](auto const& link) {
            return now.world.knows(link.first) && holds(now.world.at(link.first));
        });
    };
    bool const came_from_a_case = std::ranges::any_of(links, [](auto const& link) { return !link.second; });
    auto const has_withdrawn_it = [&](state const& from) {
        auto const* there = is_case(from.stream) ? document_in(common_of(from), digest) : nullptr;
        return there && there->withdrawn;
    };
    // What a case has withdrawn is withdrawn where it came to from there.
    if (came_from_a_case && any(has_withdrawn_it)) return false;
    return any([&](state const& from) { return shows_document(from, digest, now); });
}

std::set<std::string> kernel::reads_to_link(command const& c, world const& w) const {
    std::set<std::string> streams;
    if (c.session.empty() || w.documents.empty()) return streams;
    for (auto const& digest : reads(c).documents) {
        auto const known = w.documents.find(digest);
        if (known == w.documents.end()) continue;
        auto const& [uploaders, links] = known->second;
        if (uploaders.contains(c.account) || links.contains(c.stream)) continue;
        for (auto const& [stream, own] : links) {
            streams.insert(stream);
            if (is_case(stream) && w.knows(stream)) streams.merge(reads_for_case(w.at(stream)));
        }
    }
    return streams;
}

std::optional<refusal> kernel::documents_stored(decision const& d, command_info const& info,
                                                part const& payload, state const& subject) const {
    for (auto const& each : info.documents(payload)) {
        if (!may_link(each.digest, subject, d)) return document_missing({{"title", each.title}});
        if (!is_case(subject.stream)) continue;
        if (auto const* there = document_in(common_of(subject), each.digest); there && there->is_erased())
            return already_erased();
    }
    return {};
}

void link_changes::add(std::vector<document_link> const& before, std::vector<document_link> const& after) {
    auto const is_before = [](document_link const& a, document_link const& b) {
        return std::tie(a.digest, a.stream) < std::tie(b.digest, b.stream);
    };
    std::ranges::set_difference(before, after, std::back_inserter(gone), is_before);
    std::ranges::set_difference(after, before, std::back_inserter(put)); // new, or otherwise its own
}

namespace {

// As whoever asks has uploaded it; else as it is where they read it. None: as it is stored.
std::string media_type_for(decision const& d, std::string const& digest) {
    auto const known = d.seen().documents.find(digest);
    if (known == d.seen().documents.end()) return {};
    auto const& [uploaders, links] = known->second;
    if (auto const mine = uploaders.find(d.asked.account); mine != uploaders.end()) return mine->second;
    for (auto const& [stream, own] : links)
        if (is_case(stream) && d.seen().knows(stream))
            if (auto const* there = document_in(common_of(d.seen().at(stream)), digest))
                return there->media_type;
    return {};
}

} // namespace

// Every document that a payload names is the case's from then on: access to it goes through the case.
// So is the source of another business date, in every case that the command touches.
void link_documents(decision& d, state& subject, command_info const& info, part const& payload) {
    auto const named = info.documents(payload);
    for (auto const& each : named) d.link(each.digest);
    if (!is_case(subject.stream) || (named.empty() && d.asked.source.empty())) return;
    auto common = common_of(subject);
    auto const add = [&](std::string const& digest, std::string const& title) {
        if (!document_in(common, digest))
            common.documents.push_back({.digest = digest,
                                        .title = title,
                                        .command = info.name,
                                        .linked = d.today(),
                                        .media_type = media_type_for(d, digest)});
    };
    for (auto const& each : named) add(each.digest, each.title);
    if (d.asked.effective) add(d.asked.source, title_of_source(d.today(), language::nb));
    put_common(subject, common);
}

} // namespace saksgang
