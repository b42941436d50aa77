// Senders carried to a receiver, a batch in register lanes at a time.
#pragma once

#include "core/connection/link_lanes.h"
#include "core/gaussian/beliefs.h"
#include "core/kernels/batch.h"

namespace gauge {

/// One head, everything per token that a pair needs.
struct PairwiseHead {
    Index n = 0;
    Index d = 0;
    GaussianBlock belief;  // in the frames the divergence is taken in: local for transports, common otherwise
    Stack u;               // Frames, row-major on purpose: rows of U_i are read as they stand
    Stack algebra;         // FirstOrder: Φ, row-major
    Stack precision;       // of belief, for divergences that invert the receiver
    Vectord logDet;        // of belief
    // Senders in lanes, a batch after the other: what a receiver's loop reads.
    std::vector<BatchMatrix> cov;
    std::vector<BatchMatrix> map;  // Frames: (U_j⁻¹)ᵀ; FirstOrder: Φ_j
    std::vector<std::vector<Lane>> mean;
};

enum class Carry { Nothing, Frames, FirstOrder };

/// Scratch of one thread for one head.
struct Work {
    explicit Work(Index d)
        : omega(d), half(d), cov(d), factor(d), inverseT(d), precision(d), mean(static_cast<std::size_t>(d)),
          offset(static_cast<std::size_t>(d))
    {
    }
    BatchMatrix omega;
    BatchMatrix half;
    BatchMatrix cov;  // Σ̃, lower triangle; with a local diagonal only that
    BatchMatrix factor;
    BatchMatrix inverseT;
    BatchMatrix precision;
    std::vector<Lane> mean;    // μ̃
    std::vector<Lane> offset;  // μ_i − μ̃
};

/// The tokens of tile t.
inline Tile tileAt(Index t, Index n)
{
    return {t * kBatch, std::min(kBatch, n - t * kBatch)};
}

/// w.mean, w.cov ← the senders of tile t carried to receiver i, by frames along `link` where there is one (else null).
void carryTile(const PairwiseHead& head, Carry carry, bool diagonal, Index i, std::size_t t, const LinkTile* link, Work& w);

}  // namespace gauge
