// What one run of the pipeline found, immutable once published (DESIGN.md, idea 4).
#pragma once

#include "core/holonomy/holonomy.h"
#include "core/learn/answers.h"
#include "core/pipeline/cluster_colours.h"
#include "core/pipeline/run_extents.h"
#include "core/pipeline/run_input.h"
#include "core/pipeline/stages.h"
#include "core/shared.h"
#include "core/stats/health.h"
#include "core/stats/projection.h"

#include <memory>

namespace gauge {

/// What is large is shared with the engine's memory of it, never copied.
struct Snapshot {
    RunInput input;   // what gives this snapshot again
    Request request;  // its parameters, checked and with what the state says: nobody parses words again
    std::shared_ptr<const State> state;
    int layer = 0;  // shown: 0 is the state as loaded
    int layers = 0;

    Frames frames;
    Shared<std::vector<Triad>> triads;                     // N
    Shared<std::vector<std::vector<Triad>>> triadsBefore;  // of earlier layers, where frames moved
    Shared<std::vector<FreeEnergy>> history;               // a value a step, and one before the first
    Shared<std::vector<Matrixd>> byToken;                  // of those, 3×N; empty for layers on agents
    Shared<std::vector<int>> layerAt;                      // layers+1: where in the history each layer begins
    Shared<std::vector<int>> changes;                      // layers at which the run went on with other parameters
    Shared<std::vector<TokenGroups>> groups;               // layers+1 × scales × N: who is in which group, −1 in none
    Shared<std::vector<ConsensusEvent>> events;            // of all layers and scales
    Shared<std::vector<CondensedLayer>> condensed;         // layers, when they ran on active agents
    Shared<std::vector<std::vector<ProjectedBelief>>> projected;  // layers+1 of N
    Projection space;
    Shared<Trajectory> path;                    // beliefs and frames of every layer
    std::shared_ptr<const RunExtents> extents;  // of all layers; null unless asked for

    // The shown layer.
    Shared<CommonBeliefs> common;
    Connection connection;                      // links between those beliefs; flat without
    std::shared_ptr<const Holonomy> holonomy;   // of that connection; null where it is flat
    Shared<std::vector<RowMatrixd>> energy;     // H of N×N, nats; NaN where `energy: allowed` took none
    Shared<std::vector<RowMatrixd>> attention;  // H of N×N
    std::string consensusRefused;               // in words, why there is none: every token is then a group of its own
    Shared<std::vector<ScaleLevel>> levels;     // scales
    std::vector<Index> leaves;                  // order of the dendrogram
    std::vector<int> clusterColour;             // M: a colour's number, −1 for groups of one
    Shared<std::vector<AgentId>> active;        // empty when the mask rules condensation out
    Shared<std::vector<RowMatrixd>> activeAttention;
    Shared<ConsensusNumbers> numbers;
    std::shared_ptr<const ResearchCurves> curves;  // null unless asked for

    Shared<std::vector<learn::Answer>> answers;  // N: what a trained model expects next; empty without one

    NumericHealth health;  // of the shown layer
    std::string backend;
    double seconds = 0;                 // of this run
    std::vector<std::string> computed;  // stages that ran anew; the others were remembered
    std::vector<Index> evaluations;     // of those: divergences each took

    std::vector<std::vector<Index>> places;  // layers+1 of N: placeAt; empty unless a recorded run's tokens differ

    Index tokens() const { return state->tokenCount(); }
    /// Null unless the layers are records of something else's run; other layers than the shown one then have their own tokens (placeAt).
    const Recording* recording() const { return input.state ? input.state->recording.get() : nullptr; }
    // Of scale 1; distances and tree are empty without consensus.
    const Matrixd& distance() const { return levels.front().distance; }  // N×N, nats
    const std::vector<Merge>& tree() const { return levels.front().tree; }
    const Clusters& clusters() const { return levels.front().clusters; }
    const MetaTokens& metas() const { return levels.front().metas; }
};

/// The same run as it is when nothing plays: without what its layers reach together.
std::shared_ptr<const Snapshot> atRest(const std::shared_ptr<const Snapshot>& snapshot);

/// The place that a token of the shown layer has in what is known of another one; −1: it was absent.
Index placeAt(const Snapshot& snapshot, std::size_t layer, Index token);

/// The labels by which events name their members.
const std::vector<std::string>& eventTokens(const Snapshot& snapshot);

/// The head's matrix, or with head −1 the mean over heads of attention.
RowMatrixd headMean(const std::vector<RowMatrixd>& heads);

}  // namespace gauge
