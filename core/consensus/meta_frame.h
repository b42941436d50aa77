// The frame a meta-token's belief is written in. No observable depends on it (MATH.md §6).
#pragma once

#include "core/consensus/distance.h"
#include "core/consensus/options.h"
#include "core/gaussian/ensemble.h"

#include <vector>

namespace gauge {

/// The member with the least total distance to the others; the first of equals.
Index medoidOf(const std::vector<Index>& members, const DistanceOf& distance);

/// Frames of M groups, and their coordinates where they are known.
struct GroupFrames {
    Frames frames;   // M
    RowMatrixd phi;  // M×G; empty when unknown
};

/// Every group's frame is its medoid's.
GroupFrames medoidFrames(const Ensemble& ensemble, const std::vector<Index>& medoid);

/// The Karcher mean (Riemannian centre of mass; Karcher, Comm. Pure Appl. Math. 30, 1977) of the members' frames by shares,
/// found by the iteration R ← R exp(Σ w log(Rᵀ R_i)) from the medoid's: in SO(3) for its representations given by φ, otherwise
/// in the rotation group of each head. Throws Error for frames that are not rotations (token) and for members whose frames lie
/// opposite one another, which have no one centre.
GroupFrames karcherFrames(const Ensemble& ensemble, const std::vector<std::vector<Index>>& members,
                          const std::vector<Vectord>& shares, const std::vector<Index>& medoid);

}  // namespace gauge
