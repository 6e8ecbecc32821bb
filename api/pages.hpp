// The screens: files that api/web was built into, embedded in the program or, in development, read from a folder.
// A name is looked up in a table; no path of a request ever becomes one of the file system.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "api/http.hpp"

namespace saksgang::api {

struct page {
    std::string_view path; // assets/main-HASH.js, index.html
    std::string_view media_type;
    std::string_view hash;                          // SHA-256 of the plain bytes
    bool forever = false;                           // the name holds a hash: such a file never changes
    std::string_view plain, gzip = {}, brotli = {}; // empty: not in that encoding
};

// In the program itself; none where it was built without (api/cmake/pages.cmake).
std::span<page const> embedded_pages();

// Thread-safe.
class pages {
  public:
    // What is viewed lives as long as the program.
    explicit pages(std::span<page const>);
    // What build.mjs wrote into a folder, read anew when it has been written anew. Throws std::runtime_error where there
    // is no manifest.json that can be read.
    explicit pages(std::filesystem::path folder);

    bool any() const;
    // The answer to GET; none where there is no such page. `path` without its first '/'.
    std::optional<response> find(std::string_view path, request_headers const&) const;
    response index(request_headers const&) const; // throws where there is none
    // What there is to choose from, where no community is named.
    static response choice(std::vector<std::string> const& communities, language);

  private:
    struct from_folder;
    std::shared_ptr<from_folder const> current() const;
    std::optional<response> find_in(std::span<page const>, std::string_view path, request_headers const&,
                                    bool fixed) const;

    std::span<page const> embedded_;
    std::filesystem::path folder_;
    mutable std::mutex mutex_; // of what follows
    mutable std::shared_ptr<from_folder const> read_;
};

// What an address could be of the screens: a community's page where it has a name that is not of the API.
std::optional<std::string> community_of_page(std::string_view path);

} // namespace saksgang::api
