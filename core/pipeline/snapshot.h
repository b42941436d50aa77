// What one run of the pipeline found, immutable once published (DESIGN.md, idea 4).
#pragma once

#include "core/consensus/events.h"
#include "core/consensus/statistics.h"
#include "core/learn/answers.h"
#include "core/pipeline/compute.h"
#include "core/pipeline/run_input.h"
#include "core/stats/curves.h"
#include "core/stats/projection.h"

#include <memory>

namespace gauge {

/// Colours that tell clusters apart before they repeat.
constexpr int kClusterColours = 6;

/// The shown layer's consensus in numbers.
struct ConsensusNumbers {
    ClusterStatistics clusters;
    EffectiveRank rank;
    AttentionSpread spread;
};

/// Of all covariances in the common frame.
struct NumericHealth {
    double leastEigenvalue = 0;
    double greatestCondition = 0;  // of one covariance: its greatest eigenvalue over its least
};

struct Snapshot {
    RunInput input;  // what gives this snapshot again
    std::shared_ptr<const State> state;
    Parameters parameters;
    int layer = 0;  // shown: 0 is the state as loaded
    int layers = 0;

    Frames frames;
    std::vector<Triad> triads;                            // N
    std::vector<std::vector<Triad>> triadsBefore;         // of earlier layers, where frames moved
    std::vector<FreeEnergy> history;                      // a value a step, and one before the first
    std::vector<Matrixd> byToken;                         // of those, 3×N; empty for layers on agents
    std::vector<int> layerAt;                             // layers+1: where in the history each layer begins
    std::vector<int> changes;                             // layers at which the run went on with other parameters
    std::vector<std::vector<std::vector<Index>>> groups;  // layers+1 × scales × N: who is in which group, −1 in none
    std::vector<ConsensusEvent> events;                   // of all layers and scales
    std::vector<CondensedLayer> condensed;                // layers, when they ran on active agents
    std::vector<std::vector<ProjectedBelief>> projected;  // layers+1 of N
    Projection space;

    // The shown layer.
    CommonBeliefs common;
    std::vector<RowMatrixd> energy;                         // H of N×N, nats
    std::vector<RowMatrixd> attention;                      // H of N×N
    std::shared_ptr<const std::vector<ScaleLevel>> levels;  // scales
    std::vector<Index> leaves;                              // order of the dendrogram
    std::vector<int> clusterColour;                         // M: a colour's number, −1 for groups of one
    std::vector<AgentId> active;                            // empty when the mask rules condensation out
    std::vector<RowMatrixd> activeAttention;
    std::shared_ptr<const ConsensusNumbers> numbers;
    std::shared_ptr<const ResearchCurves> curves;  // null unless asked for

    std::vector<learn::Answer> answers;            // N: what a trained model expects next; empty without one

    NumericHealth health;  // of the shown layer
    std::string backend;
    double seconds = 0;                 // of this run
    std::vector<std::string> computed;  // stages that ran anew; the others were remembered
    std::vector<Index> evaluations;     // of those: divergences each took

    Index tokens() const { return state->tokenCount(); }
    // Of scale 1.
    const Matrixd& distance() const { return levels->front().distance; }  // N×N, nats
    const std::vector<Merge>& tree() const { return levels->front().tree; }
    const Clusters& clusters() const { return levels->front().clusters; }
    const MetaTokens& metas() const { return levels->front().metas; }
};

/// The head's matrix, or with head −1 the mean over heads of attention.
RowMatrixd headMean(const std::vector<RowMatrixd>& heads);

}  // namespace gauge
