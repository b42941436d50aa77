// Pooled beliefs: one Gaussian for a group that agrees (MATH.md §6).
#pragma once

#include "core/consensus/distance.h"
#include "core/consensus/options.h"
#include "core/gaussian/beliefs.h"

#include <vector>

namespace gauge {

/// Shares w of the members, summing to 1. n: N multiplicities; distance is read by Coherence alone.
Vectord poolingShares(const std::vector<Index>& members, const Vectord& n, const DistanceOf& distance,
                      PoolingWeights weights);

/// A Gaussian of one head: d, d×d.
struct PooledBelief {
    Vectord mean;
    Matrixd cov;
};

/// The members' belief in the common frame, by shares w (Product: plain sums of natural parameters, which sharpens on purpose).
/// A group of one is its member, bit for bit.
PooledBelief poolBeliefs(const GaussianBlock& block, const std::vector<Index>& members, const Vectord& shares,
                         Pooling pooling);

}  // namespace gauge
