// Consensus in numbers: how tight the groups are, how far apart, and how attention is spread.
#pragma once

#include "core/consensus/linkage.h"
#include "core/gaussian/beliefs.h"

namespace gauge {

/// Of a clustering of N agents by distances D (nats). Quantities without a meaning for it (no pair within, one cluster alone)
/// are NaN.
struct ClusterStatistics {
    double within = 0;   // mean D over pairs i < j of one cluster, nats: cohesion
    double between = 0;  // mean D over pairs of different clusters, nats: separation
    /// Rousseeuw, J. Comput. Appl. Math. 20 (1987): (b − a)/max(a, b), a the mean distance to one's own cluster, b to the nearest
    /// other one; 0 for an agent that is its own cluster. Mean over agents, and each.
    double silhouette = 0;
    Vectord silhouetteOf;  // N
    /// Newman and Leicht, Phys. Rev. Lett. 100, 118703 (2008): Q = Σ_ij (β_ij/m − out_i in_j/m²) [same cluster], β the mean over
    /// heads read as a directed weighted graph, m its total, out and in its row and column sums.
    double modularity = 0;
};

/// distance: N×N nats; attention: H of N×N.
ClusterStatistics clusterStatistics(const Clusters& clusters, const Matrixd& distance,
                                    const std::vector<RowMatrixd>& attention);

/// Where there are no distances: NaN throughout.
ClusterStatistics noClusterStatistics(Index n);

/// How spread out the beliefs are in the common frame: exp of the entropy of the normalised eigenvalues (Roy and Vetterli,
/// EUSIPCO 2007), 1 … K; 0 when nothing varies.
struct EffectiveRank {
    double means =
        0;  // of the covariance of the means over agents, weighted by multiplicity: do beliefs collapse to a line?
    double mixture = 0;  // the same with the mean covariance of the beliefs added
};
EffectiveRank effectiveRank(const CommonBeliefs& beliefs, const Vectord& multiplicity);

/// How each receiver spreads its attention; rows of zeros (nobody to hear) give NaN.
struct AttentionSpread {
    RowMatrixd entropy;        // H×N: −Σ_j β ln β, nats; 0 … ln N
    RowMatrixd concentration;  // H×N: Σ_j β², 1/N … 1: the chance that two draws name one sender
    RowMatrixd strongest;      // H×N: max_j β
};
AttentionSpread attentionSpread(const std::vector<RowMatrixd>& attention);

/// Mean over receivers that hear anybody, a head each: H.
Vectord meanOverReceivers(const RowMatrixd& quantity);

/// The shown layer's consensus in numbers.
struct ConsensusNumbers {
    ClusterStatistics clusters;
    EffectiveRank rank;
    AttentionSpread spread;
};

}  // namespace gauge
