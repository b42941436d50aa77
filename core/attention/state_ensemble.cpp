#include "core/attention/state_ensemble.h"

#include "core/error.h"

namespace gauge {

Ensemble makeEnsemble(const State& state, const AttentionOptions& options)
{
    if (options.transport == Transport::FirstOrder && !state.frames.identity && state.phi.size() == 0)
        fail("--transport: first-order needs phi and generators, found frames given as matrices");
    return makeEnsemble(state, options.covariance, options.transport == Transport::None);
}

}  // namespace gauge
