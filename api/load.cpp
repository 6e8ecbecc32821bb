#include "api/load.hpp"

#include <algorithm>
#include <map>

#include "api/files.hpp"
#include "engine/calendar.hpp"
#include "engine/digest.hpp"
#include "engine/entry.hpp"

namespace saksgang {
namespace {

namespace fs = std::filesystem;

json read_file(fs::path const& path) {
    auto const text = api::contents_of(path);
    if (!text) throw std::runtime_error(path.string() + " can't be read");
    try {
        return parse_json(*text);
    } catch (malformed_json const& error) {
        throw std::runtime_error(path.string() + ": " + error.what());
    }
}

class loading {
  public:
    loading(store& s, executor& e, source& c) : session_(s.open()), executor_(e), source_(c) {}

    void play(fs::path const& path, std::function<void(std::string const&)> const& progress) {
        auto const file = read_file(path);
        community_ = file.at("community");
        for (auto const& [key, d] : file.at("documents").items()) upload(key, d);
        auto const source_digest = file.contains("source")
                                       ? documents_.at(file["source"])["digest"].get<std::string>()
                                       : std::string();
        auto const name = path.filename().string();
        std::size_t n = 0;
        for (auto const& step : file.at("steps")) {
            if (++n % 100 == 0)
                progress(name + ": " + std::to_string(n) + " of " + std::to_string(file["steps"].size()));
            do_step(step, source_digest, name, n);
        }
        progress(name + ": " + std::to_string(n) + " steps");
    }

    void open_accounts(fs::path const& path,
                       std::function<std::string(std::string const&)> const& hash_password) {
        auto const file = read_file(path);
        // One hash for all: it is one common password, and only ever in an example.
        auto const hash = hash_password(file.at("password"));
        std::size_t n = 0;
        for (auto const& a : file.at("accounts")) {
            json const step{
                {"as", "founder"},
                {"stream", "accounts"},
                {"command", "open_account"},
                {"payload",
                 {{"username", a.at("username")}, {"person", "@" + a.at("person").get<std::string>()}}}};
            do_step(step, "", path.filename().string(), ++n);
            if (!session_->credential(community_, a["username"]))
                session_->put_credential(community_, a["username"], hash);
        }
    }

  private:
    void upload(std::string const& key, json const& d) {
        bool given = false;
        auto const info = session_->put_document(community_, "text/plain; charset=utf-8", source_.now(), [&] {
            return std::exchange(given, true) ? std::string() : d.at("text").get<std::string>();
        });
        documents_[key] = {{"digest", info.digest}, {"title", d.at("title")}};
        saved_.emplace(key, info.digest);
    }

    // What was saved under a name, in place of "@name" at the end of a text; or a day, as days from today.
    std::string named(std::string text) const {
        auto const at = text.find('@');
        if (at == text.npos) return text;
        auto const name = text.substr(at + 1);
        if (name.starts_with('+') || name.starts_with('-'))
            return date_in_oslo(source_.now()).plus_days(std::stoi(name)).str();
        auto const found = saved_.find(name);
        if (found == saved_.end()) throw std::runtime_error("nothing was saved as " + name);
        return text.substr(0, at) + found->second;
    }

    json filled(json const& from) const {
        if (from.is_object() && from.contains("@document"))
            return documents_.at(from["@document"].get<std::string>());
        if (from.is_string() && from.get_ref<std::string const&>().starts_with('@')) return named(from);
        if (!from.is_structured()) return from;
        auto to = from;
        for (auto& child : to) child = filled(child);
        return to;
    }

    void do_step(json const& step, std::string const& source_digest, std::string const& file, std::size_t n) {
        auto const place = file + ", step " + std::to_string(n) + " (" +
                           step.at("stream").get<std::string>() + " " +
                           step.at("command").get<std::string>() + ")";
        try {
            command c{.community = community_,
                      .stream = named(step["stream"]),
                      .name = step["command"],
                      .payload = filled(step.at("payload"))};
            if (step.contains("as")) c.person = saved_.at(step["as"]);
            if (step.contains("workflow")) c.workflow = step["workflow"];
            c.account = "load";
            c.key = file + "/" + std::to_string(n);
            c.request = sha256(canonical(step));
            if (step.contains("on")) {
                c.effective = date::parse(named(step["on"]));
                c.source = source_digest;
            }
            auto const answer = executor_.execute(c);
            if (auto const* no = std::get_if<refusal>(&answer)) throw std::runtime_error(words_of(*no));
            if (auto const* lost = std::get_if<unavailable>(&answer)) throw std::runtime_error(lost->why);
            if (step.contains("save")) saved_[step["save"]] = made_by(std::get<accepted>(answer));
        } catch (std::exception const& error) {
            throw std::runtime_error(place + ": " + error.what());
        }
    }

    static std::string words_of(refusal const& no) {
        auto words = no.code + ": " + no.in(language::en);
        for (auto const& f : no.fields)
            words += " " + f.pointer + " " + f.code + (f.detail.empty() ? "" : " (" + f.detail + ")");
        return words;
    }

    // The new thing's id: a case's number, or the person that the entry sets.
    static std::string made_by(accepted const& a) {
        if (is_case(a.stream)) return id_in(a.stream);
        auto const e = entry_from(a.entries.front().bytes);
        for (auto const& [field, value] : e.set.items())
            if (field.starts_with("person/")) return field.substr(7);
        throw std::runtime_error("nothing new to save");
    }

    std::unique_ptr<store_session> session_;
    executor& executor_;
    source& source_;
    std::string community_;
    std::map<std::string, std::string> saved_;
    std::map<std::string, json> documents_;
};

} // namespace

void load_community(fs::path const& folder, store& s, executor& e, source& c,
                    std::function<std::string(std::string const&)> const& hash_password,
                    std::function<void(std::string const&)> const& progress,
                    std::vector<fs::path> const& then) {
    std::vector<fs::path> years;
    for (auto const& file : fs::directory_iterator(folder))
        if (file.path().filename().string().starts_with("year-")) years.push_back(file.path());
    std::ranges::sort(years);
    loading run(s, e, c);
    run.play(folder / "community.json", progress);
    run.open_accounts(folder / "accounts.json", hash_password);
    for (auto const& year : years) run.play(year, progress);
    for (auto const& file : then) run.play(file, progress);
}

} // namespace saksgang
