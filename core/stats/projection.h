// A space to look at beliefs in: three principal axes of the means in the common frame.
#pragma once

#include "core/gaussian/beliefs.h"
#include "core/gaussian/plane.h"

namespace gauge {

/// One space for all layers, so that a trail can be followed and scrubbing does not turn the picture.
struct Projection {
    Matrixd axes;                     // K×3, orthonormal; zero columns beyond K
    Vectord centre;                   // K
    double explained[3] = {0, 0, 0};  // share of the means' variance along each axis; 0 where they are one point
};

/// Principal axes of the means of all layers together. The sign is fixed: the largest component is positive.
Projection principalAxes(const std::vector<CommonBeliefs>& layers);

/// What is drawn of one token: where it is and how wide.
struct ProjectedBelief {
    Eigen::Vector3d mean = Eigen::Vector3d::Zero();
    Eigen::Matrix3d cov = Eigen::Matrix3d::Identity();
};

std::vector<ProjectedBelief> project(const Projection& space, const CommonBeliefs& beliefs);

/// One token's belief in its own frame, along two of the axes.
FlatBelief projectLocal(const Projection& space, const CommonBeliefs& beliefs, const Frames& frames, Index token, Index a,
                        Index b);

}  // namespace gauge
