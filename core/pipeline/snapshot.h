// What one run of the pipeline found, immutable once published (DESIGN.md, idea 4).
#pragma once

#include "core/pipeline/compute.h"
#include "core/stats/projection.h"

#include <memory>

namespace gauge {

/// Colours that tell clusters apart before they repeat.
constexpr int kClusterColours = 6;

struct Snapshot {
    std::shared_ptr<const State> state;
    Parameters parameters;
    int layer = 0;  // shown: 0 is the state as loaded
    int layers = 0;

    Frames frames;
    std::vector<Triad> triads;                      // N
    std::vector<FreeEnergy> history;                // layers·steps+1
    std::vector<Clusters> byLayer;                  // layers+1; a cluster is an active agent
    std::vector<std::vector<PlanarBelief>> planar;  // layers+1 of N
    Projection plane;

    // The shown layer.
    CommonBeliefs common;
    std::vector<RowMatrixd> energy;     // H of N×N, nats
    std::vector<RowMatrixd> attention;  // H of N×N
    Matrixd distance;                   // N×N, nats
    std::vector<Merge> tree;
    std::vector<Index> leaves;  // order of the dendrogram
    Clusters clusters;
    std::vector<int> clusterColour;  // M: a colour's number, −1 for groups of one
    MetaTokens metas;
    std::vector<AgentId> active;  // empty when the mask rules condensation out
    std::vector<RowMatrixd> activeAttention;

    double leastEigenvalue = 0;  // of all covariances in the common frame, at the shown layer
    std::string backend;
    double seconds = 0;                 // of this run
    std::vector<std::string> computed;  // stages that ran anew; the others were remembered

    Index tokens() const { return state->tokenCount(); }
};

/// The head's matrix, or with head −1 the mean over heads of attention.
RowMatrixd headMean(const std::vector<RowMatrixd>& heads);

}  // namespace gauge
