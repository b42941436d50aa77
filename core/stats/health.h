// How far the numbers of a run are from where double precision loses them.
#pragma once

#include "core/gaussian/beliefs.h"

namespace gauge {

/// Of all covariances in the common frame.
struct NumericHealth {
    double leastEigenvalue = 0;
    double greatestCondition = 0;  // of one covariance: its greatest eigenvalue over its least
};

NumericHealth healthOf(const CommonBeliefs& beliefs);

}  // namespace gauge
