// The words of a text as people look for them and put them in order: in any case, with æ, ø and å at the end of the
// alphabet, and letters with other marks as the letters that they are sorted by (é as e, ä as æ, ö as ø, ü as y).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace saksgang {

// In the order in which they stand, in ASCII: æ, ø and å are {, | and }, the places behind z that NS 4551 gave them, so
// that the order of bytes is the order of the alphabet. A letter of another alphabet is its code point behind a tilde.
// Everything that is neither letter nor digit stands between words.
std::vector<std::string> words_in(std::string_view utf8);
// All of them, each behind a space: where " sam" stands in it, some word begins so.
std::string spaced_words(std::string_view utf8);

} // namespace saksgang
