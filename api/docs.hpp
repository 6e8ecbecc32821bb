// The files that are made from the code and checked in: api/openapi.json, docs/workflows/*.md,
// docs/glossary.md. A lint step refuses stale ones.
#pragma once

#include <filesystem>

#include "engine/kernel.hpp"

namespace saksgang::api {

void write_docs(kernel const&, std::filesystem::path const& root);

} // namespace saksgang::api
