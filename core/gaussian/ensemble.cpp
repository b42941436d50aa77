#include "core/gaussian/ensemble.h"

#include <numeric>

namespace gauge {
namespace {

Stack rangeOf(const Stack& stack, Index first, Index last)
{
    Stack part(last - first, stack.dim());
    for (Index i = first; i < last; ++i)
        part[i - first] = stack[i];
    return part;
}

}  // namespace

void settle(Ensemble& ensemble)
{
    ensemble.lowRank = projectCovariances(ensemble.common, ensemble.covariance);
    ensemble.connection.follow([&] { return allMeans(ensemble.common); });
}

Ensemble rangeOf(const Ensemble& e, Index first, Index last)
{
    Ensemble part;
    part.heads = e.heads;
    part.covariance = e.covariance;
    part.frames.identity = e.frames.identity;
    part.frames.blocks = e.frames.blocks;
    part.generators = e.generators;
    std::vector<Index> agents(static_cast<std::size_t>(last - first));
    std::iota(agents.begin(), agents.end(), first);
    part.connection = e.connection.among(agents);
    part.multiplicity = e.multiplicity.segment(first, last - first);
    if (e.phi.rows() > 0)
        part.phi = e.phi.middleRows(first, last - first);
    for (std::size_t h = 0; h < e.heads.size(); ++h) {
        part.frames.u.push_back(rangeOf(e.frames.u[h], first, last));
        part.frames.inverse.push_back(rangeOf(e.frames.inverse[h], first, last));
        part.common.heads.push_back(
            {e.common.heads[h].mean.middleCols(first, last - first), rangeOf(e.common.heads[h].cov, first, last)});
    }
    return part;
}

}  // namespace gauge
