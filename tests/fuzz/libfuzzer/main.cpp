// The target whose name is TARGET, as libFuzzer calls it. A promise that is not kept ends the program, as a crash does.
#include <cstddef>
#include <cstdint>

#include "tests/fuzz/fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    saksgang::fuzz::TARGET({reinterpret_cast<char const*>(data), size});
    return 0;
}
