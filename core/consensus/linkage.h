// Hierarchical clustering of a distance matrix, kept as a merge tree so that moving θ only cuts it again (MATH.md §6).
#pragma once

#include "core/attention/sinks.h"
#include "core/consensus/options.h"

#include <vector>

namespace gauge {

/// One row of scipy's linkage matrix: clusters `a` < `b` (tokens 0…N−1, then merge t makes N+t) join at `height`.
struct Merge {
    Index a = 0;
    Index b = 0;
    double height = 0;
    Index count = 0;  // tokens in the joined cluster
};

/// N−1 merges by rising height, infinite where distances are. Components and Mutual are single linkage: a cut is the connected components. For Mutual the
/// matrix is mutualDistance (consensus/distance.h).
std::vector<Merge> mergeTree(const Matrixd& distance, Linkage linkage);

/// The greatest finite height, nats; 0 without.
double tallestOf(const std::vector<Merge>& tree);

/// Clusters at threshold θ: labels 0…M−1 ordered by first member, and the members of each, ascending.
struct Clusters {
    std::vector<Index> label;                 // N
    std::vector<std::vector<Index>> members;  // M
};

/// Applies every merge with height strictly below theta (nats).
Clusters cutTree(const std::vector<Merge>& tree, Index n, double theta);

/// The clusters at θ without a tree, from the pairs closer than θ (closePairs): nothing else can join, so each connected part of
/// that graph is linked by itself. Linear in the pairs but for complete linkage inside large parts.
Clusters clustersOfPairs(const std::vector<Edge>& pairs, Index n, Linkage linkage);

/// Stops when `count` clusters are left (1 ≤ count ≤ n; Error otherwise), of which those of infinite height come last. Merges of equal height are applied in their order.
Clusters cutTreeInto(const std::vector<Merge>& tree, Index n, Index count);

/// θ halfway between the merges that cutTreeInto applies and the next one: where a line has to lie to give `count` clusters.
double thresholdFor(const std::vector<Merge>& tree, Index n, Index count);

/// The distances that a clustering with memory sees (hysteresis): a pair that shares a group ≥ 0 counts as 1 + hysteresis times
/// closer, so that it takes θ to join and (1 + hysteresis)·θ to part. group: N, −1 for no group.
Matrixd bondedDistance(const Matrixd& distance, const std::vector<Index>& group, double hysteresis);

/// Leaves from left to right, so that no two branches of the dendrogram cross. The branch with the earlier first token
/// comes first.
std::vector<Index> leafOrder(const std::vector<Merge>& tree, Index n);

}  // namespace gauge
