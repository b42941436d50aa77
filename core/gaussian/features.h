// Packed features that turn all N×N energies of a head into one matrix product (MATH.md §3).
#pragma once

#include "core/gaussian/beliefs.h"

namespace gauge {

/// One head's features in precision S. Beliefs are centred by their mean mean and whitened by their mean covariance, which
/// leaves every divergence unchanged and lets the large constants cancel before rounding.
///
///   2 KL(q_i ‖ q_j) = ⟨receiver_i, sender_j⟩ + receiverBias_i + senderBias_j
///
/// L = d(d+3)/2 for full covariances, 2d for diagonal ones.
template <class S>
struct PairFeatures {
    Index dim = 0;
    bool diagonal = false;
    RowMatrix<S> receiver;   // N×L: moments C + m mᵀ (packed), m
    RowMatrix<S> sender;     // N×L: precisions P − I (packed, off-diagonal doubled), −2h
    Vector<S> receiverBias;  // N
    Vector<S> senderBias;    // N
    RowMatrix<S> moments;    // N×L: what a mixture message averages: C + m mᵀ (packed), m; centred, not whitened
    RowMatrix<S> naturals;   // N×L: what a product message averages: P (packed), h; centred, not whitened
    Vectord shift;           // d: w in m ↦ L⁻¹(m − w)
    Matrixd whitener;        // d×d lower triangular L (diagonal for diagonal covariances)
};

/// Throws Error (token) if a covariance is not positive definite in double precision.
template <class S>
PairFeatures<S> pairFeatures(const GaussianBlock& block, CovarianceFamily family);

/// Beliefs from rows of averaged moments (N×L) back in common coordinates. A row of zeros (a receiver without
/// senders) gives mean 0 and covariance 0.
template <class S>
GaussianBlock beliefsFromMoments(const PairFeatures<S>& features, const RowMatrix<S>& averaged);

/// Natural parameters (P, h) in common coordinates from weighted sums of natural rows (N×L); logDetCov is left empty.
/// Holds for any weights, zero included.
template <class S>
NaturalBlock naturalsFromRows(const PairFeatures<S>& features, const RowMatrix<S>& averaged);

}  // namespace gauge
