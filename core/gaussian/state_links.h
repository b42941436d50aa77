// The arrays of links, checked (FORMATS.md, Next: links, link_frames, head_connection, link_weights).
#pragma once

#include "core/gaussian/state.h"

namespace gauge {

/// Fills state.links from the arrays, whose heads, generators and number of tokens are read already; notes links that are not reciprocal. Throws Error: which
/// array, what was expected, found and where.
void readLinks(const NpzArrays& arrays, State& state);

}  // namespace gauge
