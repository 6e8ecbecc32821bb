// Every text a person sees exists in bokmål, nynorsk and English, beside the thing it names.
#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace saksgang {

// A text as an argument of a template.
template <std::size_t N>
struct literal {
    char value[N];
    constexpr literal(char const (&s)[N]) { std::copy_n(s, N, value); } // NOLINT: written as what it says
    constexpr std::string_view view() const { return {value, N - 1}; }
};

enum class language { nb, nn, en };

// Static storage only: the views must outlive the program's last answer.
struct text {
    std::string_view nb, nn, en;

    constexpr std::string_view in(language l) const {
        return l == language::nb ? nb : l == language::nn ? nn : en;
    }
    constexpr bool operator==(text const&) const = default;
    constexpr bool complete() const { return !nb.empty() && !nn.empty() && !en.empty(); }
};

// What stands in a `{name}` place of a text: the same in all languages, or a text itself.
class said {
  public:
    said(std::string same) : all_{same, same, std::move(same)} {}                   // NOLINT: an argument is
    said(char const* same) : said(std::string(same)) {}                             // NOLINT: written as what
    said(text t) : all_{std::string(t.nb), std::string(t.nn), std::string(t.en)} {} // NOLINT: it says
    std::string const& in(language l) const { return all_[static_cast<std::size_t>(l)]; }
    // "a, b og c"
    static said list(std::vector<said> const&);

  private:
    std::array<std::string, 3> all_;
};
using text_arguments = std::vector<std::pair<std::string, said>>;

bool is_utf8(std::string_view);

std::string fill(std::string_view pattern, text_arguments const&, language);

// The best of nb (default), nn, en for an Accept-Language header (RFC 9110 section 12.5.4).
language preferred_language(std::string_view accept_language);

} // namespace saksgang
