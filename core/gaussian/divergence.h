// Divergences between two Gaussians, the textbook way (MATH.md §2). The fast path never calls these per pair.
#pragma once

#include "core/types.h"

#include <Eigen/Cholesky>

namespace gauge {

enum class Divergence { Kl, ReverseKl, Jeffreys, Renyi };

/// KL(N(m1,C1) ‖ N(m2,C2)) in nats and its three parts, which add up to it.
struct KlParts {
    double trace = 0;   // ½ [tr(C2⁻¹ C1) − d]
    double mean = 0;    // ½ (m1−m2)ᵀ C2⁻¹ (m1−m2)
    double logDet = 0;  // ½ [ln det C2 − ln det C1]

    double total() const { return trace + mean + logDet; }
};

KlParts klParts(const Vectord& m1, const Matrixd& c1, const Vectord& m2, const Matrixd& c2);

/// KL(q_i ‖ p_i) of N pairs at once, nats: N. Means d×N, covariances N×d×d. Throws Error (token) for a covariance that is not
/// positive definite.
Vectord klBetween(const Matrixd& qMean, const Stack& qCov, const Matrixd& pMean, const Stack& pCov);

/// Rényi divergence of order α > 0, α ≠ 1, in nats (van Erven and Harremoës, IEEE Trans. Inf. Theory 60, 2014):
/// with A = (1−α) C1 + α C2,  α/2 (m1−m2)ᵀ A⁻¹ (m1−m2) − [ln det A − (1−α) ln det C1 − α ln det C2] / (2(α−1)).
/// Not a number where A is not positive definite: there the divergence is infinite (α > 1 only).
double renyi(double order, const Vectord& m1, const Matrixd& c1, const Vectord& m2, const Matrixd& c2);

/// The divergence of q from p in nats; `order` is read by Renyi alone.
double divergence(Divergence kind, double order, const Vectord& mq, const Matrixd& cq, const Vectord& mp,
                  const Matrixd& cp);

}  // namespace gauge
