#include "api/pages.hpp"

#include <algorithm>
#include <deque>
#include <stdexcept>

#include "api/files.hpp"

namespace saksgang::api {

namespace fs = std::filesystem;

namespace {

// Without `data:` the design system's icons vanish. No script or style but our own, and in nobody's frame.
constexpr std::string_view policy =
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'";
constexpr std::string_view for_ever = "public, max-age=31536000, immutable", revalidated = "no-cache";
constexpr std::string_view index_page = "index.html";

std::string contents(fs::path const& file) {
    auto held = contents_of(file);
    if (!held) throw std::runtime_error("the pages lack " + file.string());
    return *std::move(held);
}

bool names_tag(std::string_view list, std::string_view tag) {
    return list == "*" || (!list.empty() && list.find(tag) != list.npos);
}

} // namespace

struct pages::from_folder {
    fs::file_time_type written;
    std::deque<std::string> texts; // that the rows view
    std::vector<page> rows;

    std::string_view keep(std::string text) { return texts.emplace_back(std::move(text)); }

    explicit from_folder(fs::path const& folder) : written(fs::last_write_time(folder / "manifest.json")) {
        for (auto const& each : json::parse(contents(folder / "manifest.json"))) {
            auto const path = each.at("path").get<std::string>();
            page p{.path = keep(path),
                   .media_type = keep(each.at("type")),
                   .hash = keep(each.at("sha256")),
                   .forever = each.at("forever"),
                   .plain = keep(contents(folder / path))};
            for (auto const& encoding : each.at("encodings"))
                (encoding == "br" ? p.brotli : p.gzip) =
                    keep(contents(folder / (path + "." + encoding.get<std::string>())));
            rows.push_back(p);
        }
    }
};

pages::pages(std::span<page const> embedded) : embedded_(embedded) {}

pages::pages(fs::path folder) : folder_(std::move(folder)) {
    if (!fs::exists(folder_ / "manifest.json"))
        throw std::runtime_error("there are no pages in " + folder_.string() + ": node build.mjs FOLDER");
    read_ = std::make_shared<from_folder>(folder_);
}

bool pages::any() const { return !folder_.empty() || !embedded_.empty(); }

std::shared_ptr<pages::from_folder const> pages::current() const {
    std::lock_guard const lock(mutex_);
    try {
        if (fs::last_write_time(folder_ / "manifest.json") != read_->written)
            read_ = std::make_shared<from_folder>(folder_);
    } catch (std::exception const&) { // it is being written: what was there is good for a moment more
    }
    return read_;
}

std::optional<response> pages::find(std::string_view path, request_headers const& asked) const {
    if (folder_.empty()) return find_in(embedded_, path, asked, true);
    auto const now = current();
    return find_in(now->rows, path, asked, false);
}

response pages::index(request_headers const& asked) const {
    auto out = find(index_page, asked);
    if (!out) throw std::runtime_error("the pages lack index.html");
    return *std::move(out);
}

std::optional<response> pages::find_in(std::span<page const> all, std::string_view path,
                                       request_headers const& asked, bool fixed) const {
    auto const found = std::ranges::find(all, path, &page::path);
    if (found == all.end()) return {};
    auto bytes = found->plain;
    std::string_view encoding;
    if (!found->brotli.empty() && accepts(asked.accept_encoding, "br"))
        encoding = "br", bytes = found->brotli;
    else if (!found->gzip.empty() && accepts(asked.accept_encoding, "gzip"))
        encoding = "gzip", bytes = found->gzip;

    response out{.media_type = std::string(found->media_type)};
    auto tag = "\"" + std::string(found->hash.substr(0, 32)) + std::string(encoding) + "\"";
    auto const known = names_tag(asked.if_none_match, tag);
    out.headers = {{"ETag", std::move(tag)},
                   {"Vary", "Accept-Encoding"},
                   {"Content-Security-Policy", std::string(policy)},
                   {"Referrer-Policy", "same-origin"}};
    out.cache = found->forever ? for_ever : revalidated;
    if (known) {
        out.status = 304;
        return out;
    }
    if (!encoding.empty()) out.headers.emplace_back("Content-Encoding", std::string(encoding));
    if (fixed)
        out.fixed = bytes;
    else
        out.body = std::string(bytes);
    return out;
}

response pages::choice(std::vector<std::string> const& communities, language lang) {
    constexpr text title{"Velg helsefellesskap", "Vel helsefellesskap", "Choose a health community"};
    constexpr text nothing{"Her er det ingen helsefellesskap ennå.", "Her er det ingen helsefellesskap enno.",
                           "There is no health community here yet."};
    auto const heading = std::string(title.in(lang));
    std::string body =
        "<!doctype html>\n<html lang=\"" + std::string(tag_of_language.in(lang)) +
        "\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n"
        "<title>Saksgang</title>\n<h1>" +
        heading + "</h1>\n";
    if (communities.empty()) body += "<p>" + std::string(nothing.in(lang)) + "</p>\n";
    body += "<ul>\n"; // names are identifiers: nothing in them needs escaping
    for (auto const& c : communities) body += "<li><a href=\"/" + c + "\">" + c + "</a></li>\n";
    body += "</ul>\n</html>\n";
    return {.media_type = "text/html; charset=utf-8",
            .body = std::move(body),
            .headers = {{"Content-Security-Policy", std::string(policy)}, {"Vary", "Accept-Language"}}};
}

std::optional<std::string> community_of_page(std::string_view path) {
    if (!path.starts_with('/')) return {};
    auto const name = path.substr(1, path.find('/', 1) - 1);
    auto const rest = path.substr(1 + name.size());
    if (rest == "/api" || rest.starts_with("/api/")) return {};
    auto community = percent_decoded(name);
    if (!community || community->empty()) return {};
    return community;
}

} // namespace saksgang::api
