// A belief seen in a plane: what can be drawn of it.
#pragma once

#include "core/types.h"

namespace gauge {

struct FlatBelief {
    Eigen::Vector2d mean = Eigen::Vector2d::Zero();
    Eigen::Matrix2d cov = Eigen::Matrix2d::Identity();
};

/// Two of its coordinates.
FlatBelief inCoordinates(const Eigen::Ref<const Vectord>& mean, const Eigen::Ref<const Matrixd>& cov, Index a, Index b);

/// Along two directions, the columns of axes (d×2).
FlatBelief alongAxes(const Vectord& mean, const Matrixd& cov, const Matrixd& axes);

/// The half axes of the 1 σ contour, as columns: H Hᵀ = Σ. Eigenvalues that rounding left below zero count as 0.
Eigen::Matrix2d halfAxes(const Eigen::Matrix2d& cov);

}  // namespace gauge
