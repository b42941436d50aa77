// One reader under hostile bytes. libFuzzer drives it in the `fuzz` preset, driver.cpp in every other build.
#pragma once

#include "core/error.h"
#include "core/io/npz.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

namespace gauge::fuzz {

/// Ends the program, loudly: a promise of FORMATS.md was broken.
[[noreturn]] inline void broken(const char* promise)
{
    std::fprintf(stderr, "broken promise: %s\n", promise);
    std::abort();
}

/// Small inputs must not ask for much: readers keep within this many bytes.
inline void limitMemory()
{
    ::setenv("GAUGESCOPE_MEMORY_LIMIT", "33554432", 1);
}

/// Runs a reader. A refusal is an Error of one line with words in it; any other exception ends the program.
/// Is the input accepted?
template <typename Reader>
bool accepts(const Reader& reader)
{
    try {
        reader();
        return true;
    } catch (const Error& e) {
        const std::string message = e.what();
        if (message.empty() || message.find('\n') != std::string::npos)
            broken("a refusal is one line");
        return false;
    }
}

inline bool startsWith(const std::string& bytes, const char* magic)
{
    return bytes.compare(0, std::char_traits<char>::length(magic), magic) == 0;
}

/// Are the arrays the same, NaN equal to NaN, and what is not read byte for byte?
bool same(const NpzArrays& a, const NpzArrays& b);

}  // namespace gauge::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
