// Meta-tokens: clusters of agreeing tokens as agents of their own, and who is active beside them (MATH.md §6).
#pragma once

#include "core/backend/backend.h"
#include "core/consensus/linkage.h"

namespace gauge {

enum class Pooling { Moment, Precision, Product, Average };

/// Every cluster as an agent, groups of one included (equal to their member). M rows.
struct MetaTokens {
    CommonBeliefs common;
    LocalBeliefs local;         // in the medoid's frame
    Frames frames;              // the medoid's
    Vectord multiplicity;       // M: Σ n_i
    std::vector<Index> medoid;  // M: the member with the least total distance
};

/// Pools each cluster's beliefs with weights n_i. distance: N×N, for the medoid.
MetaTokens poolClusters(const Ensemble& ensemble, const Clusters& clusters, const Matrixd& distance, Pooling pooling);

/// An active agent: scale 0 and the token's index, or scale 1 and the cluster's label.
struct AgentId {
    Index scale = 0;
    Index index = 0;
};

/// Uncondensed tokens, then meta-tokens of two or more members: A agents.
struct ActiveAgents {
    std::vector<AgentId> id;
    Ensemble ensemble;
};

ActiveAgents activeAgents(const Ensemble& ensemble, const Clusters& clusters, const MetaTokens& metas);

}  // namespace gauge
