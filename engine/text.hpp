// Every text a person sees exists in bokmål, nynorsk and English, beside the thing it names.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace saksgang {

enum class language { nb, nn, en };

// Static storage only: the views must outlive the program's last answer.
struct text {
    std::string_view nb, nn, en;

    constexpr std::string_view in(language l) const {
        return l == language::nb ? nb : l == language::nn ? nn : en;
    }
    constexpr bool complete() const { return !nb.empty() && !nn.empty() && !en.empty(); }
};

// Values for the `{name}` places in a text.
using text_arguments = std::vector<std::pair<std::string, std::string>>;

std::string fill(std::string_view pattern, text_arguments const&);

// The best of nb (default), nn, en for an Accept-Language header (RFC 9110 section 12.5.4).
language preferred_language(std::string_view accept_language);

} // namespace saksgang
