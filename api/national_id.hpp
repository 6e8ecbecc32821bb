// Saksgang holds no patient data. What looks like a fødselsnummer is asked about before it is stored.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/json.hpp"

namespace saksgang::api {

// Eleven digits that check as a fødselsnummer or D-number (or a synthetic one, Skatteetaten's +40 and +80 months).
bool is_national_id(std::string_view eleven_digits);

// Looks through a text in pieces: a number on the seam between two pieces is found too. Digits that are part of a longer
// number, or of a word of hexadecimal digits as UUIDs are made of, are no such number.
class national_id_finder {
  public:
    void add(std::string_view bytes);
    bool found(); // call when all has been added

  private:
    void end_of_run();
    void end_of_word();
    char last_[11] = {};       // digits
    int run_ = 0, before_ = 0; // digits in a row, now and before the one space; 12: more than eleven
    bool looks_so_ = false;    // something in this word, unless it turns out to be hexadecimal
    bool has_letter_ = false, has_other_letter_ = false; // a to f, or others
    bool found_ = false;
};

// Where texts of a payload hold one: JSON pointers, of the first `most_field_errors`. A digest is no text.
std::vector<std::string> national_ids_in(json const& payload);

} // namespace saksgang::api
