// The ensemble of a state that an attention asks for.
#pragma once

#include "core/attention/options.h"
#include "core/gaussian/state.h"

#include <string>

namespace gauge {

/// Beliefs pulled back (compared as they stand without transport), the covariance family applied. Throws Error for first-order
/// transport of frames that came without phi, and where the state has not the links asked for. seed: of links that are drawn.
Ensemble makeEnsemble(const State& state, const AttentionOptions& options, int seed = 1);

/// Says in words why these options have no meaning, or no method, along a connection; empty where they have.
std::string connectionRefusal(const AttentionOptions& options);

}  // namespace gauge
