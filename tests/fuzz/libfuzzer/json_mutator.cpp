// Half of the changes that libFuzzer makes to inputs that are JSON, a value a line: of a value, rather than of a byte, so
// that what comes of it is JSON still.
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <vector>

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most);

namespace {

using nlohmann::json;

class changing {
  public:
    explicit changing(unsigned seed) : chance_(seed) {}

    std::size_t pick(std::size_t n) { return std::uniform_int_distribution<std::size_t>(0, n - 1)(chance_); }

    void change(json& whole) {
        std::vector<json*> all;
        gather(whole, all);
        auto& one = *all[pick(all.size())];
        switch (pick(5)) {
            case 0: // another value of the same text
                one = json(*all[pick(all.size())]);
                break;
            case 1:
                one = something();
                break;
            case 2:
                if (!one.empty() && one.is_structured()) one.erase(std::next(one.begin(), at(one)));
                break;
            case 3: // what it holds once more, or under another name
                if (one.is_array() && !one.empty())
                    one.push_back(json(one[pick(one.size())]));
                else if (one.is_object() && !one.empty())
                    one[name_in(all)] = json(*std::next(one.begin(), at(one)));
                break;
            default:
                if (one.is_string()) one = changed(one.get<std::string>());
        }
    }

  private:
    static void gather(json& from, std::vector<json*>& all) {
        all.push_back(&from);
        if (from.is_structured())
            for (auto& child : from) gather(child, all);
    }
    std::ptrdiff_t at(json const& in) { return static_cast<std::ptrdiff_t>(pick(in.size())); }
    json something() {
        static std::vector<json> const all{nullptr,
                                           true,
                                           0,
                                           -1,
                                           std::int64_t{9007199254740991},
                                           std::int64_t{9007199254740992},
                                           0.5,
                                           "",
                                           " ",
                                           "Å",
                                           "\x01",
                                           std::string(300, 'x'),
                                           "2024-02-29",
                                           json::array(),
                                           json::object(),
                                           {{"+", json::array()}},
                                           {{"0", nullptr}}};
        return all[pick(all.size())];
    }
    std::string name_in(std::vector<json*> const& all) {
        auto const& from = *all[pick(all.size())];
        if (from.is_string()) return from.get<std::string>();
        return from.is_object() && !from.empty() ? std::next(from.begin(), at(from)).key() : "+";
    }
    std::string changed(std::string text) {
        auto const size = text.size();
        text.resize(size + 16);
        text.resize(LLVMFuzzerMutate(reinterpret_cast<std::uint8_t*>(text.data()), size, text.size()));
        return text;
    }

    std::minstd_rand chance_;
};

} // namespace

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t most,
                                               unsigned seed) {
    changing how(seed);
    std::string all(reinterpret_cast<char const*>(data), size);
    if (how.pick(2) == 0 || size == 0) return LLVMFuzzerMutate(data, size, most);
    auto const from = all.rfind('\n', how.pick(size)) + 1; // that line; npos + 1: the first
    auto const end = std::min(all.find('\n', from), size);
    auto whole = json::parse(all.begin() + static_cast<std::ptrdiff_t>(from),
                             all.begin() + static_cast<std::ptrdiff_t>(end), nullptr, false);
    if (whole.is_discarded()) return LLVMFuzzerMutate(data, size, most);
    how.change(whole);
    all.replace(from, end - from, whole.dump(-1, ' ', false, json::error_handler_t::ignore));
    if (all.size() > most) return LLVMFuzzerMutate(data, size, most);
    std::memcpy(data, all.data(), all.size());
    return all.size();
}
