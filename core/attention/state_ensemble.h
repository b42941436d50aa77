// The ensemble of a state that an attention asks for.
#pragma once

#include "core/attention/options.h"
#include "core/gaussian/state.h"

namespace gauge {

/// Beliefs pulled back (compared as they stand without transport), the covariance family applied. Throws Error for first-order
/// transport of frames that came without phi.
Ensemble makeEnsemble(const State& state, const AttentionOptions& options);

}  // namespace gauge
