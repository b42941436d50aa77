// One pair under the lens: how E_ij and β_ij come about, number by number, for the inspector; and its beliefs as they are drawn.
#pragma once

#include "core/gaussian/plane.h"
#include "core/pipeline/snapshot.h"

namespace gauge {

/// One head of a pair (i receives, j sends), in i's frame.
struct PairHead {
    Matrixd omega;           // d×d: Ω_ij = U_i V_ij U_j⁻¹, or I + Φ_i − Φ_j
    Matrixd frameI;          // d×d: U_i
    Matrixd link;            // d×d: V_ij; the identity where the connection is flat
    Matrixd inverseJ;        // d×d: U_j⁻¹
    Vectord meanI, meanJ;    // d: μ_i in i's frame, μ_j in j's
    Matrixd covI, covJ;      // d×d
    Vectord carriedMean;     // d: Ω_ij μ_j
    Matrixd carriedCov;      // d×d: Ω_ij Σ_j Ω_ijᵀ (its diagonal for diagonal-projected)
    RowMatrixd byDimension;  // 3×d, nats: trace, mean and log-det part of each coordinate of i's frame
    KlParts parts;           // their sums
    double energy = 0;       // parts.total()
    double shown = 0;        // the same entry of the snapshot's energies
    double logWeight = 0;    // ln w_ij: multiplicity and attention prior
    double dot = 0;          // m_i·m_j/√d of the same means
};

struct PairWalk {
    Index receiver = 0;
    Index sender = 0;
    std::vector<PairHead> heads;
    bool allowed = true;        // by the mask
    int attentionHead = 0;      // whose softmax is shown; all heads are one where energies are summed
    double tau = 1;             // nats
    double energy = 0;          // of that softmax: of the head, or summed
    double logit = 0;           // ln w_ij − E_ij/τ
    double logPartition = 0;    // ln Σ_j w_ij exp(−E_ij/τ) over allowed senders
    double attention = 0;       // β_ij = exp(logit − logPartition)
    double shownAttention = 0;  // the snapshot's β_ij
    Vectord row;                // N: β_i·, recomputed from the energies; sums to 1 where anyone may be heard
    Vectord dotRow;             // N: softmax of m_i·m_j/√d over the same senders, as dot-product attention has it
};

/// Walks one pair of the shown layer. head: whose attention; with summed heads it is read for the parts alone. Throws Error for a
/// pair or head that is not there, and for a belief whose covariance is not positive definite (token).
PairWalk walkPair(const Snapshot& snapshot, Index receiver, Index sender, int head);

/// The same of one head at every layer of the run; `shown` and `logWeight` are left 0. Throws Error as walkPair.
std::vector<PairHead> pairThrough(const Snapshot& snapshot, Index receiver, Index sender, int head);

/// A pair's beliefs in one plane: i's in its own frame, j's in j's, and j's as Ω_ij carries it into i's.
struct CarriedPair {
    FlatBelief own, before, after;
};

/// In two coordinates of a head, by the exact transport along the pair's link (linkAt).
CarriedPair carriedPair(const CommonBeliefs& beliefs, const Frames& frames, const Matrixd& link, std::size_t head,
                        Index receiver, Index sender, Index a, Index b);

/// V_ij of a head of the shown layer; the identity where the connection is flat.
Matrixd linkOf(const Snapshot& snapshot, std::size_t head, Index receiver, Index sender);
/// The same at a layer of the run, whose own places receiver and sender are: made anew where links follow the means, or the layer is a record.
Matrixd linkAt(const Snapshot& snapshot, std::size_t layer, std::size_t head, Index receiver, Index sender);

/// In the plane of what parts i's mean from j's carried one, and of the widest spread across that.
CarriedPair carriedPair(const PairHead& pair);

}  // namespace gauge
