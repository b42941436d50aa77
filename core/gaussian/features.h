// Packed features that turn all N×N energies of a head into one matrix product (MATH.md §3).
#pragma once

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

/// Features of a divergence that factors (not Renyi). Throws Error (token) if a covariance is not positive definite.
template <class S>
PairFeatures<S> pairFeatures(const GaussianBlock& block, bool diagonal, Divergence divergence,
                             Conditioning conditioning = Conditioning::Whitened);

/// Features of E_ij = −m_i·m_j: dot-product attention with the means as queries and keys.
template <class S>
PairFeatures<S> dotProductFeatures(const GaussianBlock& block);

/// What messages average: a row a token, padded with zeros to whole registers, centred by `shift`.
template <class S>
struct MessageRows {
    enum class Kind { Mean, Moments, Naturals };
    Kind kind = Kind::Mean;
    Index dim = 0;
    bool diagonal = false;
    RowMatrix<S> rows;  // Mean: m; Moments: C + m mᵀ packed, m; Naturals: P packed, h
    Vectord shift;      // d
};

/// natural: what Naturals rows are made of; not read for the other kinds.
template <class S>
MessageRows<S> messageRows(const GaussianBlock& block, bool diagonal, typename MessageRows<S>::Kind kind);

/// Symmetric part of one row of kind Moments or Naturals into `matrix` (d×d); returns the row's vector (m or h), centred.
Vectord unpackRow(const MessageRows<double>& message, const Eigen::Ref<const Eigen::RowVectorXd>& row, Matrixd& matrix);

/// Beliefs from averaged rows (N×padded) of kind Mean or Moments, in common coordinates; covariances are 0 for Mean. Receivers
/// without senders (silent: N) get mean 0 and covariance 0.
template <class S>
void beliefsFromMoments(const MessageRows<S>& message, const RowMatrix<S>& averaged, const std::vector<char>& silent,
                        GaussianBlock& out);

/// Natural parameters (P, h) in common coordinates from weighted sums of rows of kind Naturals; logDetCov is left empty. Holds
/// for any weights, zero included.
template <class S>
void naturalsFromRows(const MessageRows<S>& message, const RowMatrix<S>& averaged, NaturalBlock& out);

}  // namespace gauge
