#include "core/stats/health.h"

#include "core/algebra/solvers.h"

#include <limits>

namespace gauge {

NumericHealth healthOf(const CommonBeliefs& beliefs)
{
    NumericHealth health{std::numeric_limits<double>::infinity(), 1};
    for (const GaussianBlock& block : beliefs.heads) {
        for (Index i = 0; i < block.tokens(); ++i) {
            const Vectord eigen = symmetricEigenvalues(block.cov[i]);
            const double least = eigen(0);
            health.leastEigenvalue = std::min(health.leastEigenvalue, least);
            health.greatestCondition = std::max(health.greatestCondition, eigen.tail<1>()(0) / least);
        }
    }
    return health;
}

}  // namespace gauge
