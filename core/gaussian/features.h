// Packed features that turn all N×N energies of a head into one matrix product (MATH.md §3).
#pragma once

#include "core/connection/connection.h"
#include "core/gaussian/beliefs.h"
#include "core/gaussian/divergence.h"
#include "core/kernels/panels.h"

namespace gauge {

/// One head's features in precision S:
///
///   E_ij = factor · (⟨left_i, right_j⟩ + leftBias_i + rightBias_j), nats
///
/// Beliefs are centred by their mean mean and whitened by their mean covariance, which leaves every divergence unchanged, and
/// the identity is taken off both C and P, so that the large constants cancel before rounding. The receiver's features are its
/// moments (C − I + m mᵀ, m), the sender's its natural parameters (P − I, −2h); symmetric matrices are packed, a row has
/// L = d(d+3)/2 numbers, or 2d for diagonal covariances. Reverse KL exchanges the sides; Jeffreys sets both side by side (2L).
template <class S>
struct PairFeatures {
    Index dim = 0;
    S factor = S(0.5);
    RowMatrix<S> left;    // N×L
    Panels<S> right;      // L×N
    Vector<S> leftBias;   // N
    Vector<S> rightBias;  // padded to whole panels
};

/// How features are centred and scaled. Plain leaves beliefs as they are: for showing what conditioning buys.
enum class Conditioning { Whitened, Plain };

/// Features of a divergence that factors (not Renyi); along a constant link W where there is one (else null), E_ij = D(q_i ‖ W q_j) for
/// i = j too. Throws Error (token) if a covariance is not positive definite.
template <class S>
PairFeatures<S> pairFeatures(const GaussianBlock& block, bool diagonal, Divergence divergence,
                             Conditioning conditioning = Conditioning::Whitened, const HeadLink* link = nullptr);

/// Features of E_ij = −m_i·m_j: dot-product attention with the means as queries and keys.
template <class S>
PairFeatures<S> dotProductFeatures(const GaussianBlock& block);

}  // namespace gauge
