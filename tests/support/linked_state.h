// Random states with links of every kind (MATH.md §9).
#pragma once

#include "core/attention/options.h"
#include "tests/support/random_state.h"

namespace gauge::test {

/// What a state gets besides its beliefs.
enum class Links { Coordinates, OneWay, Matrices, Heads, Weights };

/// The arrays of randomArrays with links in them; OneWay are coordinates that are not reciprocal. size: of the deviates they are drawn from.
NpzArrays linkedArrays(Group group, Index n, unsigned seed, Links links, double size = 0.3);
State linkedState(Group group, Index n, unsigned seed, Links links, double size = 0.3);

/// The words of --connection that such a state honours.
const char* connectionOf(Links links);

}  // namespace gauge::test
