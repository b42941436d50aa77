// Small states to make recorded runs of.
#pragma once

#include "core/gaussian/state.h"

#include <cstdlib>
#include <string>
#include <vector>

namespace gauge::test {

/// A state of one dimension whose means are the number of each token in its record.
inline NpzArrays arraysOf(const std::vector<std::string>& tokens, double first = 0)
{
    const auto n = static_cast<Index>(tokens.size());
    NpzArrays arrays;
    arrays["mu"] = numbersArray({n, 1}, std::vector<double>(tokens.size()));
    for (Index i = 0; i < n; ++i)
        arrays["mu"].numbers[static_cast<std::size_t>(i)] = first + static_cast<double>(i);
    arrays["sigma"] = numbersArray({n, 1}, std::vector<double>(tokens.size(), 1));
    arrays["tokens"] = textArray(tokens);
    return arrays;
}

/// A run of so many records, without names: every mean 0.5, every variance 2.
inline NpzArrays tiny(Index records, Index n, Index k)
{
    const auto count = static_cast<std::size_t>(records * n * k);
    return {{"mu", numbersArray({records, n, k}, std::vector<double>(count, 0.5))},
            {"sigma", numbersArray({records, n, k}, std::vector<double>(count, 2))}};
}

/// Lowers the memory limit while it lives.
class LowMemory {
public:
    explicit LowMemory(const char* bytes) { ::setenv("GAUGESCOPE_MEMORY_LIMIT", bytes, 1); }
    ~LowMemory() { ::unsetenv("GAUGESCOPE_MEMORY_LIMIT"); }
    LowMemory(const LowMemory&) = delete;
    LowMemory& operator=(const LowMemory&) = delete;
};

}  // namespace gauge::test
