#include "core/gaussian/covariance.h"

#include "core/algebra/solvers.h"
#include "core/parallel.h"

namespace gauge {
namespace {

void keepDiagonal(GaussianBlock& block)
{
    parallelRanges(block.tokens(), 64, [&](Index first, Index last) {
        for (Index i = first; i < last; ++i)
            block.cov[i] = block.cov[i].diagonal().eval().asDiagonal();
    });
}

LowRankBlock keepLeading(GaussianBlock& block, Index rank)
{
    const Index d = block.dim();
    const Index r = std::min(rank, d);
    LowRankBlock low{r, Matrixd(d, r * block.tokens()), Matrixd(d, block.tokens())};
    parallelFor(block.tokens(), [&](Index i) {
        const SymmetricEigen eigen = symmetricEigen(block.cov[i]);
        const auto leading = eigen.vectors.rightCols(r);
        low.factor.middleCols(i * r, r) = leading * eigen.values.tail(r).cwiseMax(0).cwiseSqrt().asDiagonal();
        const auto rest = eigen.vectors.leftCols(d - r);
        low.floor.col(i) = rest.cwiseAbs2() * eigen.values.head(d - r).cwiseMax(0);
        block.cov[i].noalias() = low.factor.middleCols(i * r, r) * low.factor.middleCols(i * r, r).transpose();
        block.cov[i].diagonal() += low.floor.col(i);
    });
    return low;
}

}  // namespace

std::vector<LowRankBlock> projectCovariances(CommonBeliefs& beliefs, Covariance covariance)
{
    std::vector<LowRankBlock> low;
    for (std::size_t h = 0; h < beliefs.heads.size(); ++h) {
        GaussianBlock& block = beliefs.heads[h];
        switch (covariance.family) {
        case CovarianceFamily::Full:
        case CovarianceFamily::DiagonalProjected: break;
        case CovarianceFamily::Diagonal: keepDiagonal(block); break;
        case CovarianceFamily::LowRank: low.push_back(keepLeading(block, covariance.rank)); break;
        }
    }
    return low;
}

}  // namespace gauge
