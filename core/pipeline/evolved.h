// Where a run came to, as a state of its own: what `evolve` writes, and what anyone finds who reads that.
#pragma once

#include "core/pipeline/stages.h"

namespace gauge {

/// Arrays in the order in which a file has them.
using NamedArrays = std::vector<std::pair<std::string, NpyArray>>;

/// mu, sigma and frames of the last layer, local frames, f8. framesMoved: the path had frame steps.
NamedArrays endArrays(const State& state, const Trajectory& path, bool framesMoved);

/// What the state held besides; the prior is written out, so that a further run continues this one.
NamedArrays heldArrays(const State& state);

/// The state that reading those arrays gives, bit for bit. Throws Error (a belief that doubles cannot hold).
State endState(const State& state, const Trajectory& path, bool framesMoved);

}  // namespace gauge
