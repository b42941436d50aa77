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

/// One scale above the agents it was made of: N agents below, M labels.
struct ScaleLevel {
    Matrixd distance;         // N×N, nats
    std::vector<Merge> tree;  // of the linkage
    Clusters clusters;
    MetaTokens metas;  // M
};

/// The M agents of a scale as an ensemble of their own: what the next scale is made of.
Ensemble metaEnsemble(const Ensemble& below, const MetaTokens& metas);

/// An agent: scale 0 and the token's index, or scale s ≥ 1 and the cluster's label.
struct AgentId {
    Index scale = 0;
    Index index = 0;
};

/// Active: who is absorbed by no group. Full: every agent of every scale. Within: the same, each scale attending to itself.
enum class CrossScale { Active, Within, Full };

/// Tokens, then the meta-tokens of two or more members of each scale: A agents.
struct ActiveAgents {
    std::vector<AgentId> id;
    Ensemble ensemble;
};

/// The agents of a hierarchy; levels[s−1] is scale s.
ActiveAgents activeAgents(const Ensemble& ensemble, const std::vector<ScaleLevel>& levels, CrossScale crossScale);

}  // namespace gauge
