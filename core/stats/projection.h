// A plane to look at beliefs in: two principal axes of the means in the common frame.
#pragma once

#include "core/gaussian/beliefs.h"

namespace gauge {

/// One plane for all layers, so that a trail can be followed and scrubbing does not turn the picture.
struct Projection {
    Matrixd axes;                  // K×2, orthonormal
    Vectord centre;                // K
    double explained[2] = {0, 0};  // share of the means' variance along each axis
};

/// Principal axes of the means of all layers together. The sign is fixed: the largest component is positive.
Projection principalPlane(const std::vector<CommonBeliefs>& layers);

/// What is drawn of one token: where it is and how wide (2×2 covariance).
struct PlanarBelief {
    Eigen::Vector2d mean = Eigen::Vector2d::Zero();
    Eigen::Matrix2d cov = Eigen::Matrix2d::Identity();
};

std::vector<PlanarBelief> project(const Projection& plane, const CommonBeliefs& beliefs);

}  // namespace gauge
