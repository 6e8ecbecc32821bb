// Which characters a text from outside may hold: what a reader sees must be what stands there.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace saksgang {

// The first that may not stand in a text, as "U+202E": a control character other than line feed and tab, or one that
// makes what follows read in another order (Unicode's UAX 9: embeddings, overrides, isolates). The text is UTF-8.
std::optional<std::string> unfit_character(std::string_view);

// Whether there is nothing to be seen in it: white space, and what has no width or ink.
bool is_blank(std::string_view);

} // namespace saksgang
