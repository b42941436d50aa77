#include "core/dynamics/start.h"

#include "core/error.h"

#include <cmath>
#include <Eigen/Cholesky>
#include <random>

namespace gauge {
namespace {

/// Box and Muller's pair, written out so that every library draws the same numbers.
Vectord standardNormal(std::mt19937_64& engine, Index size)
{
    const auto uniform = [&] { return (static_cast<double>(engine() >> 11) + 0.5) / 9007199254740992.0; };
    Vectord draw(size);
    for (Index k = 0; k < size; ++k) {
        const double radius = std::sqrt(-2 * std::log(uniform()));
        draw(k) = radius * std::cos(2 * M_PI * uniform());
    }
    return draw;
}

}  // namespace

LocalBeliefs scatterMeans(LocalBeliefs beliefs, double noise, std::uint64_t seed)
{
    std::mt19937_64 engine(seed);
    for (GaussianBlock& block : beliefs.heads) {
        for (Index i = 0; i < block.tokens(); ++i) {
            const Eigen::LLT<Matrixd> factor{Matrixd(block.cov[i])};
            if (factor.info() != Eigen::Success)
                fail("start noise: expected a positive definite covariance, found none at token {}", i);
            block.mean.col(i) += noise * Vectord(factor.matrixL() * standardNormal(engine, block.dim()));
        }
    }
    return beliefs;
}

}  // namespace gauge
