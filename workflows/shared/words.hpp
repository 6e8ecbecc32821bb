#pragma once

#include "engine/vocabulary.hpp"

namespace saksgang {

std::span<word_of const> shared_words();

} // namespace saksgang
