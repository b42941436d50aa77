// The stages of the pipeline as pure functions (DESIGN.md, idea 3): the engine remembers what they give, the commands call the same
// ones. Each reads of the request what stages() declares for it, and nothing else.
#pragma once

#include "core/consensus/events.h"
#include "core/consensus/statistics.h"
#include "core/dynamics/condensed.h"
#include "core/gaussian/recording.h"
#include "core/holonomy/holonomy.h"
#include "core/learn/training.h"
#include "core/pipeline/stage.h"
#include "core/stats/curves.h"

namespace gauge {

/// The parameters checked, with what the state itself says of the temperatures of its heads. Throws Error for what cannot be honoured.
Request resolveFor(const Parameters& parameters, const State& state);

/// A typed text's beliefs, by the words built in or by a trained model. Throws Error for a text without words, and for parameters of
/// the built-in words beside a trained model.
NpzArrays arraysOfText(const std::string& text, const learn::TrainedModel* model, const Request& request);

/// The same as a state, named after its first line.
State stateOfText(const std::string& text, const learn::TrainedModel* model, const Request& request);

/// Throws Error if `arrays` H×N×N matrices of doubles would exceed the memory limit.
void requireMatricesFit(Index n, std::size_t heads, int arrays);

/// Where a run begins: beliefs pulled back, scattered by the start noise, and their priors, which no noise moves.
struct Start {
    Ensemble ensemble;
    CommonBeliefs prior;
};
Ensemble ensembleOf(const State& state, const Request& request);
Start startOf(const State& state, const Request& request);

/// As many layers as the request says: of tokens, of tokens pulled by their meta-tokens, or of active agents. `layers` and what follows
/// are empty unless condensed.
CondensedTrajectory runLayers(const Backend& backend, const Start& start, const Request& request, const RunControl& control,
                              Keep keep = Keep::Layers);

/// A run's layers as ensembles of their own. framesMoved: there were frame steps. `starts`: of a recorded run, whose every record is one, with its own
/// tokens; null otherwise.
struct RunLayers {
    const Start& start;
    const Trajectory& path;
    bool framesMoved = false;
    const std::vector<std::shared_ptr<const Start>>* starts = nullptr;
    const Recording* recording = nullptr;

    std::size_t count() const { return path.layers.size(); }
    Ensemble at(std::size_t layer) const;
    CommonBeliefs priorAt(std::size_t layer) const;
};

/// Energies, attention and messages of one layer.
AttentionResult attentionOf(const Backend& backend, const Ensemble& ensemble, const Request& request, const Wanted& wanted,
                            const RunControl& control);

/// What a layer's links do around loops, and who cannot agree along them (MATH.md §9), weighed by its attention.
Holonomy holonomyAround(const Connection& connection, const Heads& heads, const std::vector<RowMatrixd>& attention,
                        const Request& request, const RunControl& control);

/// Messages in every token's own frame: mixture mean and covariance, or the belief of the geometric mean. For `product`, a
/// receiver without senders has no belief: its mean is 0 and its covariance 0, as the mixture's are.
LocalBeliefs localMessages(const AttentionResult& result, const Frames& frames, MessageKind kind);

/// Distances and merge tree of one layer, not cut yet: from energies of every pair (those of forConsensus, which readsAttention knows), or by taking them.
/// Throws Error where there is no consensus.
ScaleLevel treeFrom(const Backend& backend, const Ensemble& ensemble, const CommonBeliefs& prior,
                    const std::vector<RowMatrixd>& energy, const Request& request, const RunControl& control);
ScaleLevel treeAt(const Backend& backend, const Ensemble& ensemble, const CommonBeliefs& prior, const Request& request,
                  const RunControl& control);

/// The tokens' groups by scale, −1: in none.
using TokenGroups = std::vector<std::vector<Index>>;

/// Cuts a tree and grows the scales above it. before: the groups of the layer before, for hysteresis; empty without.
std::vector<ScaleLevel> levelsAt(const Backend& backend, const Ensemble& ensemble, ScaleLevel tree, const Request& request,
                                 const TokenGroups& before, const RunControl& control);

/// Who was in which group at every layer, and what happened.
struct ConsensusHistory {
    std::vector<TokenGroups> groups;     // layers+1 × scales × N
    std::vector<ConsensusEvent> events;  // of a recorded run: by the run's tokens
    Index evaluations = 0;               // divergences of the scales above the first
    std::vector<Index> unequal;          // layers+1: pairs of tokens that agree and keep apart for their links alone
};

/// The tree of a layer, asked for once a layer, in order.
using TreeOfLayer = std::function<const ScaleLevel&(std::size_t layer)>;

/// Follows the groups layer by layer, with the hysteresis asked for. With one scale trees are cut and no divergence is taken.
ConsensusHistory followGroups(const Backend& backend, const RunLayers& run, const TreeOfLayer& tree, const Request& request,
                              const RunControl& control);

/// The agents that take part across scales and their attention.
struct Active {
    ActiveAgents agents;
    ActiveAttention attention;
};
Active activeOf(const Backend& backend, const Ensemble& ensemble, const std::vector<ScaleLevel>& levels,
                const Request& request, bool messages, const RunControl& control);

/// Clusters and meta-tokens of every scale, and the attention of the agents that take part.
struct Condensation {
    std::vector<ScaleLevel> levels;  // as many as scales
    ActiveAgents active;
    ActiveAttention attention;
    Index evaluations = 0;  // divergences in all: of the agents' attention and of the scales above the first
};

/// Cuts, pools and lets the agents attend, with their messages where the agents part the tokens. `first` is the first scale's tree. Throws
/// Error where condensation has no meaning.
Condensation condense(const Backend& backend, const Ensemble& ensemble, ScaleLevel first, const Request& request,
                      const RunControl& control);

/// Condensation has a meaning only where no place matters and scores are divergences.
bool canCondense(const AttentionOptions& options);
/// Throws Error in words where it has none.
void requireCondensable(const AttentionOptions& options);

/// What the statistics view shows. in.distance may be empty: without consensus nobody agrees.
ResearchCurves curvesOf(const Backend& backend, const CurvesInput& in, const Request& request, const RunControl& control);

/// Gradients of the free energy at the start.
FreeEnergyGradient gradientOf(const Backend& backend, const Start& start, const Request& request, const RunControl& control,
                              bool byLinks);

}  // namespace gauge
