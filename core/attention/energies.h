// Where energies come from, a tile of pairs at a time: the common frame, Woodbury's products, or one transport a pair.
#pragma once

#include "core/attention/options.h"
#include "core/gaussian/ensemble.h"
#include "core/kernels/panels.h"

#include <memory>

namespace gauge {

/// Receivers [i0, i1) of head `head` against senders [j0, j1).
struct PairTile {
    std::size_t head;
    Index i0, i1, j0, j1;
};

/// Energies in precision S of one ensemble under one set of options. Safe to call from several threads.
template <class S>
class PairEnergies {
public:
    virtual ~PairEnergies() = default;

    /// out(i − i0, j − j0) = E_ij in nats, rows `stride` apart. j0 is a multiple of kPanelWidth<S> and stride holds the
    /// senders rounded up to whole panels; what stands beyond j1 means nothing. E_ii is exactly 0 for a divergence.
    /// Throws Error (the pair) where a divergence is not defined.
    virtual void tile(const PairTile& t, S* out, Index stride) const = 0;
};

/// Everything that factors: one product of features (MATH.md §3). Throws Error (token) for covariances too ill-conditioned.
template <class S>
std::unique_ptr<PairEnergies<S>> makeFeatureEnergies(const Ensemble& ensemble, const AttentionOptions& options);

/// Low rank by Woodbury's identity and the determinant lemma (MATH.md §4), KL family; heads that are not well-conditioned go
/// through dense features.
template <class S>
std::unique_ptr<PairEnergies<S>> makeLowRankEnergies(const Ensemble& ensemble, const AttentionOptions& options);

/// True when every floor s of the head is large enough beside C for Woodbury's identity to keep its digits. Otherwise (a rank
/// near d, or an eigenvector along an axis) the same beliefs go through the dense features.
bool lowRankIsWellConditioned(const Ensemble& ensemble, std::size_t head, Precision precision);

/// One transport, or one factorisation, a pair: pairwise and first-order transport, locally diagonal covariances, Rényi
/// (MATH.md §3, last paragraph). Computes in double whatever S is. Its messages are accumulated pair by pair too.
template <class S>
class PairwiseEnergies : public PairEnergies<S> {
public:
    /// What one receiver hears of one head, in its own frame: mean and covariance of the mixture Σ β N(μ̃, Σ̃), and naturals Σ β (Σ̃⁻¹, Σ̃⁻¹ μ̃).
    struct Heard {
        Vectord mean;       // d
        Matrixd cov;        // d×d
        Matrixd precision;  // d×d, empty unless asked for
        Vectord h;          // d
    };
    virtual Heard hear(std::size_t head, Index i, const S* beta, bool natural) const = 0;
};

/// Throws Error (token) for covariances that are not positive definite.
template <class S>
std::unique_ptr<PairwiseEnergies<S>> makePairwiseEnergies(const Ensemble& ensemble, const AttentionOptions& options);

/// The same along links that differ from pair to pair, in the common frame: exact transport (or none), any family but diagonal-projected. What is
/// heard is in common coordinates.
template <class S>
std::unique_ptr<PairwiseEnergies<S>> makeLinkEnergies(const Ensemble& ensemble, const AttentionOptions& options);

}  // namespace gauge
