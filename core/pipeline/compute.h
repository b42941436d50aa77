// The stages of the pipeline as plain functions (DESIGN.md): the commands call them once, the engine memoises them.
#pragma once

#include "core/backend/registry.h"
#include "core/consensus/events.h"
#include "core/dynamics/condensed.h"
#include "core/pipeline/parameters.h"
#include "core/state.h"

namespace gauge {

/// The parameters in types, with what the state itself says of the temperatures of its heads. Throws Error for what cannot be honoured.
Request resolveFor(const Parameters& parameters, const State& state);

/// Messages in every token's own frame: mixture mean and covariance, or the belief of the geometric mean. For `product`, a
/// receiver without senders has no belief: its mean is 0 and its covariance 0, as the mixture's are.
LocalBeliefs localMessages(const AttentionResult& result, const Frames& frames, MessageKind kind);

/// Throws Error if `arrays` H×N×N matrices of doubles would exceed the memory limit.
void requireMatricesFit(Index n, std::size_t heads, int arrays);

/// The layers as asked: of tokens, of tokens pulled by their meta-tokens, or of active agents. `layers` and what follows are empty
/// unless condensed.
CondensedTrajectory runLayers(const Backend& backend, const Ensemble& ensemble, const CommonBeliefs& prior,
                              const Request& request, const RunControl& control);

/// Who was in which group at every layer, and what happened.
struct ConsensusHistory {
    std::vector<std::vector<std::vector<Index>>> groups;  // layers+1 × scales × N, −1: in none
    std::vector<ConsensusEvent> events;
};

/// Follows the groups of a path layer by layer, with the hysteresis asked for. Takes N² divergences a layer.
ConsensusHistory followConsensus(const Backend& backend, const Ensemble& start, const CommonBeliefs& prior,
                                 const Trajectory& path, const Request& request, const RunControl& control);

/// Clusters and meta-tokens of every scale, and the attention of the agents that take part.
struct Condensation {
    std::vector<ScaleLevel> levels;  // as many as scales
    ActiveAgents active;
    ActiveAttention attention;
    Index evaluations = 0;  // divergences in all: of the agents' attention and of the scales above the first
};

/// Cuts, pools and lets the agents attend. `first` is the first scale's tree (it is cut here). Needs the mask full and no attention
/// prior (Error): a meta-token has no one position.
Condensation condense(const Backend& backend, const Ensemble& ensemble, ScaleLevel first, const Request& request,
                      const RunControl& control);

/// Condensation has a meaning only where no place matters and scores are divergences.
bool canCondense(const AttentionOptions& options);
/// Throws Error in words where it has none.
void requireCondensable(const AttentionOptions& options);

}  // namespace gauge
