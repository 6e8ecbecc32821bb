#include "tests/golden/player.hpp"

#include <stdexcept>

namespace saksgang::test::golden {
namespace {

constexpr std::size_t all_of_them = 100'000;
constexpr instant after_everything{4'000'000'000'000'000}; // in 2096

std::string from_hex(std::string const& digits) {
    std::string bytes;
    for (std::size_t i = 0; i + 1 < digits.size(); i += 2)
        bytes += static_cast<char>(std::stoi(digits.substr(i, 2), nullptr, 16));
    return bytes;
}

void find_commitments(json const& in, std::set<std::string>& all) {
    if (in.is_object() && in.size() == 1 && in.contains("commitment")) all.insert(in["commitment"]);
    if (in.is_structured())
        for (auto const& child : in) find_commitments(child, all);
}

void fold(std::map<std::string, state>& all, std::string const& stream, entry const& e,
          std::string const& hash) {
    auto& s = all[stream];
    s.stream = stream;
    evolve(s, e, hash);
}

json const& entries_in(json const& line) {
    static json const none = json::array();
    auto const outcome = line.find("outcome");
    if (outcome == line.end() || !outcome->contains("entries") || outcome->contains("repeated")) return none;
    return outcome->at("entries");
}

} // namespace

player::player(store& data, kernel const& rules, so_far before, int committers)
    : rules_(rules),
      run_(data, rules, chance_, committers),
      session_(data.open()),
      made_(std::move(before)) {}

json player::played(json line) {
    if (line.contains("document"))
        line["outcome"] = stored(line["document"]);
    else if (line.contains("checked"))
        line["outcome"] = [&]() -> json {
            auto const no = rules_.check(command_from(line["checked"]));
            return no ? json{{"refusal", json_of(*no)}} : json("nothing is wrong with it");
        }();
    else if (line.contains("command"))
        return told(line, asked(line).get());
    return line;
}

json player::stored(json const& d) {
    auto const bytes = d.contains("hex") ? from_hex(d["hex"]) : d.at("text").get<std::string>();
    bool given = false;
    auto const info =
        session_->put_document(community_, d.at("media_type"), {d.at("now").get<std::int64_t>()},
                               [&] { return std::exchange(given, true) ? std::string() : bytes; });
    made_.documents.insert(info.digest);
    return {{"digest", info.digest}, {"erased", info.erased}};
}

std::vector<json> player::played_together(std::vector<json> const& lines) {
    std::vector<std::future<answer>> answers;
    for (auto const& l : lines) answers.push_back(asked(l));
    std::vector<json> all;
    for (std::size_t i = 0; i < lines.size(); ++i) all.push_back(told(lines[i], answers[i].get()));
    return all;
}

std::future<answer> player::asked(json const& line) {
    chance_.set({line.at("now").get<std::int64_t>()});
    auto const promise = std::make_shared<std::promise<answer>>();
    run_.submit(command_from(line["command"]), [promise](answer a) { promise->set_value(std::move(a)); });
    return promise->get_future();
}

json player::told(json const& line, answer const& a) {
    json out{{"command", line["command"]}, {"now", line["now"]}, {"outcome", json_of(a)}};
    auto const* yes = std::get_if<accepted>(&a);
    if (!yes || yes->repeated) return out;
    for (auto const& e : yes->entries) {
        auto const read = entry_from(e.bytes);
        fold(made_.streams, e.stream, read, e.hash);
        for (auto const* in : {&read.payload, &read.set, &read.change})
            find_commitments(*in, made_.commitments);
    }
    auto c = command_from(line["command"]);
    c.stream = yes->stream; // a new case's own
    if (is_case(c.stream) && !c.person.empty()) out["then"] = then(c, {line["now"].get<std::int64_t>()});
    return out;
}

json player::then(command const& c, instant now) {
    world w;
    w.community = community_;
    w.read_at = now;
    // What is read for a case's page, and no more (api/reading.cpp).
    auto const& a_case = made_.streams.at(c.stream);
    auto read = rules_.reads_for_case(a_case);
    read.insert({"organisation", "accounts", c.stream});
    for (auto const& stream : read) {
        auto const found = made_.streams.find(stream);
        w.put(found == made_.streams.end() ? state{.stream = stream} : found->second);
    }
    return seen(rules_, a_case, {w, c.person, now, date_in_oslo(now)});
}

void player::fold_recorded(json const& line) {
    for (auto const& e : entries_in(line))
        fold(made_.recorded, e.at("stream").get<std::string>(), entry_from(e.at("bytes").get<std::string>()),
             e.at("hash").get<std::string>());
}

std::string player::differs(json const& line) const {
    for (auto const& e : entries_in(line))
        if (auto const& stream = e.at("stream").get_ref<std::string const&>();
            bytes_of(made_.streams.at(stream)) != bytes_of(made_.recorded.at(stream)))
            return stream;
    return {};
}

state player::from_nothing(std::string const& stream) {
    state s{.stream = stream};
    for (auto const& e : session_->history(community_, stream, 0, all_of_them))
        evolve(s, entry_from(e.bytes), e.hash);
    return s;
}

std::vector<json> player::ending() {
    run_.stop();
    std::vector<json> all;
    auto const streams = session_->streams(community_, "", "", all_of_them);
    for (auto const& each : streams) {
        auto const is = json_of(from_store(each));
        for (auto const& again : {from_nothing(each.stream), made_.streams[each.stream]})
            if (json_of(again) != is)
                throw std::runtime_error(each.stream + " is not what its entries amount to: " + is.dump() +
                                         "\nbut: " + json_of(again).dump());
        all.push_back({{"state", is}});
    }
    if (streams.size() != made_.streams.size())
        throw std::runtime_error("a stream with entries and no state");
    for (auto const& row : session_->cases(community_, {.closed_too = true, .limit = all_of_them}))
        all.push_back({{"row", json_of(row)}});
    for (auto const& [commitment, value] : session_->personal(community_, made_.commitments))
        all.push_back({{"personal", {{"commitment", commitment}, {"value", value}}}});
    // What no entry named goes with the reaper.
    session_->reap_documents(after_everything);
    for (auto const& digest : made_.documents) {
        auto const info = session_->document(community_, digest);
        json d{{"digest", digest}};
        if (info)
            d.update({{"size", info->size}, {"media_type", info->media_type}, {"erased", info->erased}});
        all.push_back({{"stored", d}});
    }
    return all;
}

} // namespace saksgang::test::golden
