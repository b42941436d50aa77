// Hierarchical clustering of a distance matrix, kept as a merge tree so that moving θ only cuts it again (MATH.md §6).
#pragma once

#include "core/types.h"

#include <vector>

namespace gauge {

/// Mutual links a pair where both directions agree, for beliefs and for priors; its clusters are connected components.
enum class Linkage { Complete, Components, Mutual };

/// One row of scipy's linkage matrix: clusters `a` < `b` (tokens 0…N−1, then merge t makes N+t) join at `height`.
struct Merge {
    Index a = 0;
    Index b = 0;
    double height = 0;
    Index count = 0;  // tokens in the joined cluster
};

/// N−1 merges by rising height. Components and Mutual are single linkage: a cut is the connected components. For Mutual the
/// matrix is mutualDistance (consensus/distance.h).
std::vector<Merge> mergeTree(const Matrixd& distance, Linkage linkage);

/// Clusters at threshold θ: labels 0…M−1 ordered by first member, and the members of each, ascending.
struct Clusters {
    std::vector<Index> label;                 // N
    std::vector<std::vector<Index>> members;  // M
};

/// Applies every merge with height strictly below theta (nats).
Clusters cutTree(const std::vector<Merge>& tree, Index n, double theta);

/// Leaves from left to right, so that no two branches of the dendrogram cross. The branch with the earlier first token
/// comes first.
std::vector<Index> leafOrder(const std::vector<Merge>& tree, Index n);

}  // namespace gauge
