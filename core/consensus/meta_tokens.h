// Meta-tokens: clusters of agreeing agents as agents of their own (MATH.md §6).
#pragma once

#include "core/consensus/carry.h"
#include "core/consensus/distance.h"
#include "core/consensus/linkage.h"
#include "core/gaussian/ensemble.h"

namespace gauge {

/// Every cluster as an agent, groups of one included (equal to their member). M rows.
struct MetaTokens {
    CommonBeliefs common;       // in `frames` they are pushForward(common, frames)
    Frames frames;              // the medoid's, or the Karcher mean
    RowMatrixd phi;             // M×G coordinates of the frames; empty where unknown
    Vectord multiplicity;       // M: Σ n_i
    std::vector<Index> medoid;  // M: the member with the least total distance
    Carry carry;                // of the N agents below to their medoids: members whose links are not equal; else empty
};

/// Pools each cluster's beliefs, along a connection as they are seen from its medoid: carried by their links to it (which are 1 where links are equal). distance is read for pairs within clusters, for the medoid and coherence weights. Throws Error where a pooled belief
/// is not finite, or has no frame of the asked kind.
MetaTokens poolClusters(const Ensemble& ensemble, const Clusters& clusters, const DistanceOf& distance,
                        const ConsensusOptions& options);

/// The M agents of a scale as an ensemble of their own: what the next scale is made of. Along a connection each stands at its medoid's place.
Ensemble metaEnsemble(const Ensemble& below, const MetaTokens& metas);

/// Agents picked from several ensembles of one kind (same heads, generators, family and connection), in the given order, each with its links.
struct Pick {
    const Ensemble* from;
    Index index;
};
Ensemble gather(const std::vector<Pick>& picks);

}  // namespace gauge
