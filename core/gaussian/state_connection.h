// The connection of a state under the options (MATH.md §9).
#pragma once

#include "core/connection/connection.h"
#include "core/gaussian/ensemble.h"
#include "core/gaussian/state.h"

#include <cstdint>

namespace gauge {

/// seed: of random links and of bilinear weights that no file gives. `common`: the means that bilinear links read. Throws Error in words for a source that the
/// state has not, and for links without the real logarithm that a scale other than 1 asks for.
Connection connectionOf(const State& state, const ConnectionOptions& options, std::uint64_t seed,
                        const CommonBeliefs& common);

}  // namespace gauge
