// Commands as they come from outside, on the example as it was at any moment of its log:
//
//   {"after": 268, "command": {...}}     the command, by the names of its fields
//
// A payload that is taken goes as bytes and comes back; what is decided is either refused, in words, with nothing changed,
// or entries that both readers know and whose fold is the state that was decided.
#include <algorithm>
#include <map>

#include "engine/digest.hpp"
#include "engine/slices.hpp"
#include "tests/fuzz/example.hpp"
#include "tests/fuzz/fuzz.hpp"

namespace saksgang::fuzz {
namespace {

command command_from(json const& j) {
    auto const text = [&](char const* field) { return j.value(field, std::string()); };
    command c{.community = j.at("community"),
              .stream = j.at("stream"),
              .name = j.at("name"),
              .payload = j.at("payload")};
    c.account = text("account");
    c.person = text("person");
    c.key = text("key");
    c.request = text("request");
    if (j.contains("expected_version")) c.expected_version = j["expected_version"].get<std::int64_t>();
    if (j.contains("effective")) c.effective = date::parse(text("effective"));
    c.source = text("source");
    c.workflow = text("workflow");
    return c;
}

constexpr std::size_t all_of_them = 100'000;

// Every stream at every position of the log.
class log_of_example {
  public:
    log_of_example() {
        example e;
        auto const session = e.data->open();
        for (auto const& each : session->entries(e.community, 0, all_of_them)) add(each);
    }

    head at(std::int64_t position) const {
        return heads_.at(static_cast<std::size_t>(position) % heads_.size());
    }
    state stood(std::string const& stream, head const& at) const {
        auto const found = states_.find(stream);
        if (found == states_.end()) return state{.stream = stream};
        auto const& all = found->second;
        auto const next = std::ranges::upper_bound(all, at.position, {}, &moment::position);
        return next == all.begin() ? state{.stream = stream} : std::prev(next)->is;
    }
    std::set<std::string> const& documents() const { return documents_; }

    kernel const rules = kernel_with();

  private:
    struct moment {
        std::int64_t position;
        state is;
    };
    void add(stored_entry const& stored) {
        auto const e = entry_from(stored.bytes);
        auto& all = states_[e.stream];
        auto next = all.empty() ? state{.stream = e.stream} : all.back().is;
        evolve(next, e, stored.hash);
        all.push_back({e.position, std::move(next)});
        heads_.push_back({e.position, e.recorded});
        find_digests(e.payload);
    }
    void find_digests(json const& in) {
        if (in.is_string() && is_digest(in.get_ref<std::string const&>())) documents_.insert(in);
        if (in.is_structured())
            for (auto const& child : in) find_digests(child);
    }

    std::map<std::string, std::vector<moment>> states_;
    std::vector<head> heads_{head{}};
    std::set<std::string> documents_;
};

log_of_example const& the_log() {
    static log_of_example const log;
    return log;
}

// Of a text with {places}, which what is put there may look like too.
bool leaves_none_open(std::string_view words, text_arguments const& arguments) {
    for (auto open = words.find('{'); open != words.npos; open = words.find('{', open + 1)) {
        auto const name = words.substr(open + 1, words.find('}', open) - open - 1);
        if (std::ranges::find(arguments, name, &text_arguments::value_type::first) == arguments.end())
            return false;
    }
    return true;
}

void must_be_in_words(refusal const& no) {
    expect(!no.code.empty() && no.words.complete(), "a refusal has a code, and words in three languages");
    for (auto const l : {language::nb, language::nn, language::en})
        expect(leaves_none_open(no.words.in(l), no.arguments), "nothing in its words is left open");
    expect(no.fields.size() <= most_field_errors, "it points at no more fields than it may");
    for (auto const& f : no.fields) {
        expect(!f.code.empty(), "a field that is wrong is so for a reason");
        (void)json::json_pointer(f.pointer); // throws where it is none
    }
}

// Of one that was taken.
void must_be_carried(command_info const& info, part const& payload) {
    auto const bytes = canonical(*payload);
    auto const carried = part::of_bytes(bytes);
    expect(*carried == *payload && carried.bytes() == bytes,
           "a payload goes as bytes and comes back as it was");
    expect(info.check(carried, written::whole).empty(), "and is taken there too");
    expect(info.check(part::of_bytes(bytes), written::compact).empty(),
           "as it is by whoever reads what was sent on");
    (void)info.schema(language::nb);
    if (!info.has_personal_text()) return;
    auto sealed = *payload;
    info.seal(sealed, [](std::string const& value) { return sha256(value); });
    expect(info.check(part(sealed), written::compact).empty(),
           "a sealed payload is taken as what was sent on");
    expect(!info.check(part(sealed), written::whole).empty() || sealed == *payload,
           "but from outside nobody gives a commitment");
}

std::optional<refusal> checked(kernel const& rules, command const& c) {
    auto no = rules.check(c);
    if (no) must_be_in_words(*no);
    bool taken = false;
    for (auto const* info : rules.commands_named(c.stream, c.name)) {
        part const payload(*c.payload);
        auto const wrong = info->check(payload, written::whole);
        taken = taken || wrong.empty();
        if (wrong.empty()) must_be_carried(*info, payload);
    }
    expect(taken == !no, "a payload is taken where it fits one of the commands of that name");
    return no;
}

// What a batch would read for it (engine/execute/deciding.cpp).
world world_for(command const& c, head const& at) {
    auto const& log = the_log();
    world w;
    w.community = example::community;
    w.read_at = at.recorded;
    auto const put = [&](std::set<std::string> const& streams) {
        for (auto const& stream : streams)
            if (!w.knows(stream)) w.put(log.stood(stream, at));
    };
    auto const named = log.rules.reads(c);
    put(named.streams);
    for (auto const& digest : named.documents)
        if (log.documents().contains(digest)) w.documents.try_emplace(digest);
    put(log.rules.reads(c, w));
    return w;
}

std::map<std::string, std::string> bytes_in(world const& w) {
    std::map<std::string, std::string> all;
    for (auto const& [stream, is] : w.all()) all[stream] = is.hash + bytes_of(is);
    return all;
}

void must_fold_to(std::vector<stored_entry> const& entries, world const& before, world const& after) {
    expect(!entries.empty(), "what is accepted makes an entry");
    std::map<std::string, state> trees;
    std::vector<slices::member> room;
    for (auto const& each : entries) {
        expect(each.hash == sha256(each.bytes), "an entry's hash is of its bytes");
        auto const strict = slices::entry_in(each.bytes, room);
        auto const e = entry_from(each.bytes);
        expect(bytes_of(e) == each.bytes && strict.stream == e.stream && strict.position == each.position,
               "an entry is read as it was written");
        auto& s = trees[e.stream];
        if (s.stream.empty()) s = before.knows(e.stream) ? before.at(e.stream) : state{.stream = e.stream};
        evolve(s, e, each.hash);
    }
    for (auto const& [stream, folded] : trees)
        expect(bytes_of(folded) == bytes_of(after.at(stream)), "the fold of the entries is what was decided");
}

void decided(command const& c, head const& at) {
    test::derived_source chance;
    chance.set(at.recorded);
    auto w = world_for(c, at);
    if (!w.at("organisation").exists() && c.name != "found_community") return; // as deciding.cpp has it
    auto const was = bytes_in(w);
    auto before = w;
    auto result = the_log().rules.decide(w, c, chance, at);
    if (auto const* no = std::get_if<refusal>(&result)) {
        must_be_in_words(*no);
        for (auto const& [stream, bytes] : was)
            expect(w.at(stream).hash + bytes_of(w.at(stream)) == bytes,
                   "what is refused has changed nothing");
    } else {
        must_fold_to(std::get<decision>(result).entries(), before, w);
    }
}

// As the API's addresses do it: an id, of a case or of a feature's.
bool can_be_addressed(std::string const& stream) {
    bool const has_id = stream.find('/') != stream.npos;
    return (!has_id || is_identifier(id_in(stream))) &&
           (is_case(stream) || the_log().rules.feature_of(stream));
}

} // namespace

void payloads(std::string_view text) {
    json in;
    command c;
    std::int64_t after = 0;
    if (refuses<malformed_json>([&] { in = parse_json(text, most_items); })) return;
    bool const no_command = refuses<json::exception>([&] {
        if (auto const at = in.find("after"); at != in.end() && at->is_number_integer())
            after = std::max(at->get<std::int64_t>(), std::int64_t{0});
        c = command_from(in.at("command"));
    });
    if (no_command || !can_be_addressed(c.stream)) return;
    if (!checked(the_log().rules, c)) decided(c, the_log().at(after));
}

} // namespace saksgang::fuzz
