#include "api/proxies.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <stdexcept>

#include "api/asio.hpp"

namespace saksgang::api {
namespace {

constexpr std::size_t most_hops = 16, bytes_of_network = 8;

std::optional<asio::ip::address> parsed(std::string_view text) {
    beast::error_code ec;
    auto const a = asio::ip::make_address(std::string(text), ec);
    if (ec) return {};
    if (a.is_v6() && a.to_v6().is_v4_mapped())
        return asio::ip::address(asio::ip::make_address_v4(asio::ip::v4_mapped, a.to_v6()));
    return a;
}

// As addresses are compared; without the port that some proxies add. None: it is no address.
std::optional<std::string> address_in(std::string_view text) {
    while (text.starts_with(' ') || text.starts_with('\t')) text.remove_prefix(1);
    while (text.ends_with(' ') || text.ends_with('\t')) text.remove_suffix(1);
    if (text.starts_with('['))
        text = text.substr(1, text.find(']') - 1);
    else if (std::ranges::count(text, ':') == 1)
        text = text.substr(0, text.find(':'));
    auto const a = parsed(text);
    if (!a) return {};
    return a->to_string();
}

// Takes the last item off a list.
std::string_view take_last(std::string_view& list) {
    auto const comma = list.rfind(',');
    auto const last = comma == list.npos ? list : list.substr(comma + 1);
    list = comma == list.npos ? std::string_view{} : list.substr(0, comma);
    return last;
}

} // namespace

trusted_proxies::trusted_proxies(std::string_view described) {
    auto const [end, error] = std::from_chars(described.data(), described.data() + described.size(), hops_);
    if (error == std::errc{} && end == described.data() + described.size() && hops_ <= most_hops) return;
    hops_ = 0;
    while (!described.empty()) {
        auto const one = take_last(described);
        auto const address = address_in(one);
        if (!address) throw std::invalid_argument("no address of a proxy: " + std::string(one));
        addresses_.insert(*address);
    }
}

bool trusted_proxies::believes(std::string_view peer) const {
    if (hops_ > 0) return true;
    if (addresses_.empty()) return false;
    auto const address = address_in(peer);
    return address && addresses_.contains(*address);
}

std::string trusted_proxies::client_of(std::string const& peer, std::string_view forwarded_for) const {
    auto client = peer;
    for (std::size_t hop = 0; hop < (hops_ > 0 ? hops_ : most_hops); ++hop) {
        if (forwarded_for.empty() || !believes(client)) break;
        auto const before = address_in(take_last(forwarded_for));
        if (!before) break; // who wrote that is all that is known
        client = *before;
    }
    return client;
}

std::string place_of(std::string const& address) {
    auto const a = parsed(address);
    if (!a || !a->is_v6()) return a ? a->to_string() : address;
    auto bytes = a->to_v6().to_bytes();
    std::fill(bytes.begin() + bytes_of_network, bytes.end(), std::uint8_t{0});
    return asio::ip::address_v6(bytes).to_string() + "/64";
}

} // namespace saksgang::api
