#include "core/stats/health.h"

#include <Eigen/Eigenvalues>
#include <limits>

namespace gauge {

NumericHealth healthOf(const CommonBeliefs& beliefs)
{
    NumericHealth health{std::numeric_limits<double>::infinity(), 1};
    for (const GaussianBlock& block : beliefs.heads) {
        for (Index i = 0; i < block.tokens(); ++i) {
            const Eigen::SelfAdjointEigenSolver<Matrixd> eigen(Matrixd(block.cov[i]), Eigen::EigenvaluesOnly);
            const double least = eigen.eigenvalues()(0);
            health.leastEigenvalue = std::min(health.leastEigenvalue, least);
            health.greatestCondition = std::max(health.greatestCondition, eigen.eigenvalues().tail<1>()(0) / least);
        }
    }
    return health;
}

}  // namespace gauge
