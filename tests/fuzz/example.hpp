// The example community, loaded once a process into a store of its own: what payloads are decided on, and requests asked.
#pragma once

#include <filesystem>
#include <memory>

#include "engine/execute/executor.hpp"
#include "tests/support/derived_source.hpp"
#include "workflows/registry.hpp"

namespace saksgang::fuzz {

class example {
  public:
    example();
    ~example(); // with its store

    static constexpr char const* community = "vest-viken";
    kernel const rules = kernel_with();
    test::derived_source chance;
    std::unique_ptr<store> data;

  private:
    std::filesystem::path folder_;
};

} // namespace saksgang::fuzz
