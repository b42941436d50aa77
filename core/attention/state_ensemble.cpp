#include "core/attention/state_ensemble.h"

#include "core/error.h"
#include "core/gaussian/state_connection.h"

namespace gauge {

Ensemble makeEnsemble(const State& state, const AttentionOptions& options, int seed)
{
    if (options.transport == Transport::FirstOrder && !state.frames.identity && state.phi.size() == 0)
        fail("--transport: first-order needs phi and generators, found frames given as matrices");
    if (const std::string refusal = connectionRefusal(options); !refusal.empty())
        throw Error(refusal);
    Ensemble e = makeEnsemble(state, options.covariance, options.transport == Transport::None);
    e.connection = connectionOf(state, options.connection, static_cast<std::uint64_t>(seed), e.common);
    return e;
}

std::string connectionRefusal(const AttentionOptions& o)
{
    if (o.connection.flat())
        return {};
    if (o.score == Score::DotProduct)
        return "--connection: links carry beliefs, found --score dot-product (which compares means as they stand)";
    if (o.transport == Transport::FirstOrder)
        return "--connection: needs a transport that is exact, pairwise or none, found first-order (which has no links)";
    return {};
}

}  // namespace gauge
