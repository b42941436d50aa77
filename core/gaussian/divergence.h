// Divergences between two Gaussians, the textbook way (MATH.md §2). The fast path never calls these per pair.
#pragma once

#include "core/types.h"

#include <Eigen/Cholesky>

namespace gauge {

enum class Divergence { Kl, ReverseKl, Jeffreys };

/// KL(N(m1,C1) ‖ N(m2,C2)) in nats and its three parts, which add up to it.
struct KlParts {
    double trace = 0;   // ½ [tr(C2⁻¹ C1) − d]
    double mean = 0;    // ½ (m1−m2)ᵀ C2⁻¹ (m1−m2)
    double logDet = 0;  // ½ [ln det C2 − ln det C1]

    double total() const { return trace + mean + logDet; }
};

KlParts klParts(const Vectord& m1, const Matrixd& c1, const Vectord& m2, const Matrixd& c2);

/// The divergence of q from p in nats.
double divergence(Divergence kind, const Vectord& mq, const Matrixd& cq, const Vectord& mp, const Matrixd& cp);

}  // namespace gauge
