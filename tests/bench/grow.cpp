// How a community behaves when it has grown. In two parts; tests/bench/growth runs both.
//
//   grow load URL CASES     the example community and so many cases, through the executor: nothing is inserted behind
//                           its back. A tenth are open, in several states; most have ended. Some things are rare
//                           whatever the number: a workflow, a state, a party
//   grow measure PORT CASES asks the server there, one request after the other, and prints what it measured as JSON
#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <iostream>
#include <mutex>
#include <nlohmann/json.hpp>
#include <random>

#include "api/asio.hpp"
#include "api/auth.hpp"
#include "api/load.hpp"
#include "api/projections.hpp"
#include "api/system_source.hpp"
#include "storage/storage.hpp"
#include "workflows/registry.hpp"

namespace {

using namespace saksgang;
using clock_type = std::chrono::steady_clock;

constexpr char const* community = "vest-viken";
constexpr auto folder = SAKSGANG_SOURCE_DIR "/docs/examples/vest-viken";
constexpr std::size_t most_under_way = 2000;
constexpr std::int64_t rare = 20; // cases of a rare kind

// ------------------------------------------------------------------------------------------------------ loading

struct step {
    std::string name;
    json payload;
};
// A case as it will be: created by the first step, which names its workflow, and taken on by the others.
struct plan {
    std::string workflow;
    std::vector<step> steps;
};

class loader {
  public:
    loader(std::string const& url)
        : data_(open_store(url)), rules_(kernel_with()), run_(prepared(*data_, rules_), rules_, chance_) {
        load_community(folder, *data_, run_, chance_, api::hash_password,
                       [](auto const& line) { std::cerr << line << '\n'; });
        auto const db = data_->open();
        auto const accounts = db->read(community, {.streams = {"accounts"}}).states.at("accounts");
        auto const known = json::parse(accounts.bytes); // named, so that it lives as long as the loop
        for (auto const& [key, account] : known["data"].items())
            if (key == "account/koordinator") handler_ = account["person"];
        bool given = false;
        auto const info = db->put_document(community, "text/plain", chance_.now(), [&] {
            return std::exchange(given, true) ? std::string() : std::string("et dokument");
        });
        document_ = {{"digest", info.digest}, {"title", "Vedlegg"}};
        text_ = {{"title", "Forslag"}, {"version", "1"}, {"renditions", {document_}}};
        year_ = date_in_oslo(chance_.now()).year();
    }

    void load(std::int64_t cases) {
        if (cases == 0) return; // the example alone
        ground();
        auto const begun = clock_type::now();
        for (std::int64_t n = 0; n < cases; ++n) {
            begin(std::make_shared<plan>(planned(n, cases)));
            if ((n + 1) % 50'000 == 0) {
                std::chrono::duration<double> const took = clock_type::now() - begun;
                std::cerr << n + 1 << " of " << cases << " cases, "
                          << static_cast<int>(static_cast<double>(n + 1) / took.count()) << " a second"
                          << std::endl;
            }
        }
        finish();
    }

  private:
    static store& prepared(store& data, kernel const& rules) {
        data.migrate();
        refresh_projections(data, rules, [](auto const&) {});
        return data;
    }

    command asked(std::string stream, step s, std::string workflow = {}) const {
        command c{.community = community,
                  .stream = std::move(stream),
                  .name = std::move(s.name),
                  .payload = std::move(s.payload)};
        c.account = "koordinator";
        c.person = handler_;
        c.workflow = std::move(workflow);
        return c;
    }
    std::string must(command c) {
        auto const a = run_.execute(std::move(c));
        if (auto const* yes = std::get_if<accepted>(&a)) return yes->stream;
        auto const* no = std::get_if<refusal>(&a);
        throw std::runtime_error(no ? no->code + " " + no->in(language::en) : "unavailable");
    }
    // A fund and a scheme that applications can name; three cases in which a member is asked and has not answered.
    void ground() {
        must(asked("fund/vekst", {"open_fund",
                                  {{"name", {{"nb", "Vekst"}, {"nn", "Vekst"}, {"en", "Growth"}}},
                                   {"holder", "vestre-viken"}}}));
        scheme_ = id_in(must(
            asked("case/new", {"propose_scheme", {{"title", "Vekst"}, {"fund", "vekst"}, {"year", year_}}},
                  "grant_scheme")));
        for (int i = 0; i < 3; ++i) {
            auto const s = must(asked("case/new", scheme("Til skriftlig behandling"), "grant_scheme"));
            must(asked(s, {"submit_scheme", {{"text", text_}, {"criteria", {"Felles søknad"}}}}));
            must(asked(s, {"open_round",
                           {{"procedure", "written"},
                            {"deadline", date_in_oslo(chance_.now()).plus_days(7 + i).str()}}}));
        }
    }

    plan planned(std::int64_t n, std::int64_t cases) {
        auto const every = std::max<std::int64_t>(1, cases / rare);
        if (n % every == 0) return {"guideline_revision", {{"commission", commission()}}};
        bool const open = n % 10 == 0;
        auto const kind = (n / 10) % 10;
        if (!open) {
            if (n % 10 == 9)
                return {
                    "agreement_revision",
                    {{"propose_revision", revision()}, {"withdraw", {{"reason", "Ikke lenger aktuelt"}}}}};
            return {"grant_application",
                    {{"draft_application", application(n, every)},
                     {"discard_draft", {{"reason", "Ikke lenger aktuelt"}}}}};
        }
        if (kind == 0) return {"grant_scheme", {scheme("Ordning")}};
        if (kind == 1)
            return {
                "grant_scheme",
                {scheme("Ordning"), {"submit_scheme", {{"text", text_}, {"criteria", {"Felles søknad"}}}}}};
        if (kind == 2) return {"agreement_revision", {{"propose_revision", revision()}}};
        plan p{"grant_application", {{"draft_application", application(n, every)}}};
        if (kind >= 7) p.steps.push_back({"submit_application", {{"application", document_}}});
        if (kind == 9) p.steps.push_back({"begin_screening", json::object()});
        return p;
    }
    step scheme(char const* title) const {
        return {"propose_scheme", {{"title", title}, {"fund", "vekst"}, {"year", year_}}};
    }
    json revision() const {
        return {{"title", "Samarbeidsavtale"},
                {"reason", "Utløper"},
                {"base_version", "1.0"},
                {"base_date", "2020-01-01"},
                {"proposal", document_}};
    }
    json commission() const {
        return {{"title", "Retningslinje"},
                {"product", "guideline"},
                {"fsu", "fsu-psykisk-rus"},
                {"mandate", document_},
                {"mandate_until", std::to_string(year_ + 2) + "-06-30"},
                {"actors", {"specialist", "municipality"}}};
    }
    // Flå takes part in few, Kongsberg in every second.
    json application(std::int64_t n, std::int64_t every) const {
        auto const party = n % every == 1 ? "flaa" : n % 2 ? "kongsberg" : "drammen";
        return {{"title", "Forprosjekt " + std::to_string(n)},
                {"fund", "vekst"},
                {"scheme", scheme_},
                {"year", year_},
                {"applied", 10'000},
                {"phase", "preliminary_project"},
                {"priority_groups", {"frail_elderly"}},
                {"goals", {"Tidlig oppdagelse av skrøpelighet"}},
                {"applicants", {{{"party", "vestre-viken"}}, {{"party", party}}}},
                {"partners", json::array()},
                {"contributions",
                 {{{"party", "vestre-viken"}, {"amount", 100}}, {{"party", party}, {"amount", 100}}}},
                {"ends", std::to_string(year_ + 1) + "-10-31"},
                {"user_involvement", "Brukerutvalget"},
                {"implementation_plan", "Tre faser"},
                {"evaluation_plan", "Ved slutt"}};
    }

    void begin(std::shared_ptr<plan> p) {
        {
            std::unique_lock hold(mutex_);
            fewer_.wait(hold, [&] { return under_way_ < most_under_way; });
            if (!failure_.empty()) throw std::runtime_error(failure_);
            ++under_way_;
        }
        take(std::move(p), "case/new", 0);
    }
    void take(std::shared_ptr<plan> p, std::string stream, std::size_t n) {
        auto c = asked(std::move(stream), p->steps[n], n == 0 ? p->workflow : "");
        run_.submit(std::move(c), [this, p, n](answer a) {
            auto const* yes = std::get_if<accepted>(&a);
            if (yes && n + 1 < p->steps.size()) return take(p, yes->stream, n + 1);
            std::lock_guard const hold(mutex_);
            if (auto const* no = std::get_if<refusal>(&a))
                failure_ = p->steps[n].name + ": " + no->code + " " + no->in(language::en);
            if (auto const* lost = std::get_if<unavailable>(&a)) failure_ = lost->why;
            --under_way_;
            fewer_.notify_all();
        });
    }
    void finish() {
        std::unique_lock hold(mutex_);
        fewer_.wait(hold, [&] { return under_way_ == 0; });
        if (!failure_.empty()) throw std::runtime_error(failure_);
    }

    api::system_source chance_;
    std::unique_ptr<store> data_;
    kernel rules_;
    executor run_;
    std::string handler_, scheme_;
    json document_, text_;
    int year_ = 0;
    std::mutex mutex_;
    std::condition_variable fewer_;
    std::size_t under_way_ = 0;
    std::string failure_;
};

// ---------------------------------------------------------------------------------------------------- measuring

namespace asio = boost::asio;
using tcp = asio::ip::tcp;

class client {
  public:
    explicit client(unsigned short port) : socket_(io_) {
        socket_.connect({asio::ip::address_v4::loopback(), port});
        socket_.set_option(tcp::no_delay(true));
    }
    json call(std::string const& verb, std::string const& path, std::string const& token,
              std::string const& body = {}) {
        auto request = verb + " /" + community + "/api/v1" + path + " HTTP/1.1\r\nHost: localhost\r\n";
        if (!token.empty()) request += "Authorization: Bearer " + token + "\r\n";
        if (verb == "POST")
            request +=
                "Content-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) + "\r\n";
        request += "\r\n" + body;
        auto const begun = clock_type::now();
        asio::write(socket_, asio::buffer(request));
        std::size_t head = 0;
        while ((head = held_.find("\r\n\r\n")) == held_.npos) more();
        head += 4;
        std::size_t length = 0;
        for (auto const* name : {"Content-Length: ", "content-length: "})
            if (auto const at = held_.find(name); at < head) length = std::stoul(held_.substr(at + 16, 20));
        while (held_.size() < head + length) more();
        ms = std::chrono::duration<double, std::milli>(clock_type::now() - begun).count();
        auto const status = std::stoi(held_.substr(9, 3));
        auto const text = held_.substr(head, length);
        held_.erase(0, head + length);
        if (status >= 300)
            throw std::runtime_error(path + " answered " + std::to_string(status) + ": " + text);
        return json::parse(text);
    }
    double ms = 0; // the last took

  private:
    void more() { held_.append(chunk_.data(), socket_.read_some(asio::buffer(chunk_))); }
    asio::io_context io_;
    tcp::socket socket_;
    std::string held_;
    std::array<char, 64 * 1024> chunk_;
};

double at(std::vector<double> sorted, double q) {
    return sorted[static_cast<std::size_t>(q * static_cast<double>(sorted.size() - 1))];
}
double median(std::vector<double> v) {
    std::ranges::sort(v);
    return v[v.size() / 2];
}

// p50 and p99 of a run, the medians of three runs.
template <class Path>
json measured(client& c, std::string const& token, Path const& path) {
    constexpr int runs = 3, warm = 20, times = 300;
    std::vector<double> p50, p99;
    for (int run = 0; run < runs; ++run) {
        std::vector<double> ms;
        for (int i = 0; i < warm + times; ++i) {
            (void)c.call("GET", path(), token);
            if (i >= warm) ms.push_back(c.ms);
        }
        std::ranges::sort(ms);
        p50.push_back(at(ms, 0.5));
        p99.push_back(at(ms, 0.99));
    }
    auto const rounded = [](double v) { return std::round(v * 1000) / 1000; };
    return {{"p50_ms", rounded(median(p50))}, {"p99_ms", rounded(median(p99))}};
}

json measure(unsigned short port, std::int64_t cases) {
    client c(port);
    auto const sign_in = [&](char const* username) {
        return c
            .call("POST", "/sessions", "",
                  json{{"username", username}, {"password", "samhandling-2024"}}.dump())["token"]
            .get<std::string>();
    };
    auto const handler = sign_in("koordinator"), leader = sign_in("leder"), member = sign_in("drammen"),
               representative = sign_in("kongsberg"), auditor = sign_in("revisor");
    auto const newest = c.call("GET", "/cases?limit=1", handler)["items"][0]["id"].get<std::string>();
    auto const year = newest.substr(0, 4);
    std::mt19937_64 chance(1);
    std::uniform_int_distribution<std::int64_t> any(5, cases);
    auto const a_case = [&] { return "/cases/" + year + "-" + std::to_string(any(chance)); };
    json out;
    auto const take = [&](std::string const& name, std::string const& token, std::string const& path) {
        out[name] = measured(c, token, [&] { return path; });
        auto const answer = c.call("GET", path, token);
        if (answer.contains("items")) out[name]["shown"] = answer["items"].size();
        if (answer.contains("total")) out[name]["total"] = answer["total"];
        std::cerr << name << " " << out[name].dump() << std::endl;
    };
    take("list", handler, "/cases");
    take("list_state_common", handler, "/cases?state=withdrawn");
    take("list_state_rare", handler, "/cases?state=commission_proposed");
    take("list_workflow_common", handler, "/cases?workflow=grant_application");
    take("list_workflow_rare", handler, "/cases?workflow=guideline_revision");
    take("list_party_common", handler, "/cases?party=vestre-viken");
    take("list_party_rare", handler, "/cases?party=flaa");
    take("list_body_common", handler, "/cases?body=ssu");
    take("list_body_none", handler, "/cases?body=lsu-kongsberg");
    take("list_year", handler, "/cases?year=" + year);
    take("list_year_rare", handler, "/cases?year=2024");
    take("list_open", handler, "/cases?ended=false");
    take("list_ended", handler, "/cases?ended=true");
    take("list_workflow_and_state", handler, "/cases?workflow=grant_application&state=submitted");
    take("list_party_and_open", handler, "/cases?party=kongsberg&ended=false");
    take("list_party_and_state", handler, "/cases?party=flaa&state=withdrawn");
    take("list_body_and_workflow", handler, "/cases?body=ssu&workflow=agreement_revision");
    take("list_of_representative", representative, "/cases");
    take("list_of_auditor", auditor, "/cases");
    take("worklist_of_handler", handler, "/worklist");
    take("worklist_of_leader", leader, "/worklist");
    take("worklist_of_member", member, "/worklist");
    take("worklist_of_representative", representative, "/worklist");
    out["case"] = measured(c, handler, a_case);
    out["history"] = measured(c, handler, [&] { return a_case() + "/history"; });
    std::cerr << "case " << out["case"].dump() << " history " << out["history"].dump() << std::endl;
    return out;
}

} // namespace

int main(int argc, char** argv) try {
    std::string const what = argc == 4 ? argv[1] : "";
    if (what == "load") {
        loader(argv[2]).load(std::stoll(argv[3]));
    } else if (what == "measure") {
        std::cout << measure(static_cast<unsigned short>(std::stoi(argv[2])), std::stoll(argv[3])).dump(1)
                  << std::endl;
    } else {
        std::cerr << "grow load URL CASES | grow measure PORT CASES" << std::endl;
        return 2;
    }
} catch (std::exception const& error) {
    std::cerr << "grow: " << error.what() << std::endl;
    return 1;
}
