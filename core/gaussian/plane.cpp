#include "core/gaussian/plane.h"

#include <Eigen/Eigenvalues>

namespace gauge {

FlatBelief inCoordinates(const Eigen::Ref<const Vectord>& mean, const Eigen::Ref<const Matrixd>& cov, Index a, Index b)
{
    FlatBelief flat;
    flat.mean << mean(a), mean(b);
    flat.cov << cov(a, a), cov(a, b), cov(b, a), cov(b, b);
    return flat;
}

FlatBelief alongAxes(const Vectord& mean, const Matrixd& cov, const Matrixd& axes)
{
    return {axes.transpose() * mean, axes.transpose() * cov * axes};
}

Eigen::Matrix2d halfAxes(const Eigen::Matrix2d& cov)
{
    const Eigen::SelfAdjointEigenSolver<Eigen::Matrix2d> eigen(cov);
    return eigen.eigenvectors() * eigen.eigenvalues().cwiseMax(0).cwiseSqrt().asDiagonal();
}

}  // namespace gauge
