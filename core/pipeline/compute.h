// The stages of the pipeline as plain functions (DESIGN.md): the commands call them once, the engine memoises them.
#pragma once

#include "core/backend/registry.h"
#include "core/consensus/distance.h"
#include "core/pipeline/parameters.h"
#include "core/state.h"

namespace gauge {

/// Messages in every token's own frame: mixture mean and covariance, or the belief of the geometric mean. For `product`, a
/// receiver without senders has no belief: its mean is 0 and its covariance 0, as the mixture's are.
LocalBeliefs localMessages(const AttentionResult& result, const Frames& frames, MessageKind kind);

/// Throws Error if `arrays` H×N×N matrices of doubles would exceed the memory limit.
void requireMatricesFit(Index n, std::size_t heads, int arrays);

/// Distances of an ensemble and the merge tree of the asked linkage. energy: H of N×N, of the beliefs. `prior`, in the common
/// frame, is read by mutual linkage alone.
ScaleLevel treeOf(const Backend& backend, const Ensemble& ensemble, const CommonBeliefs& prior,
                  const std::vector<RowMatrixd>& energy, const Request& request, const RunControl& control);

/// Clusters and meta-tokens of every scale, and the attention of the agents that take part.
struct Condensation {
    std::vector<ScaleLevel> levels;  // request.scales of them
    ActiveAgents active;
    AttentionResult activeAttention;  // within: energies between scales are NaN, attention 0
    Index evaluations = 0;            // divergences the agents' attention took
};

/// Cuts, pools and lets the agents attend. `first` is the first scale's tree (its clusters are made here). Needs the mask full
/// and no attention prior (Error): a meta-token has no one position.
Condensation condense(const Backend& backend, const Ensemble& ensemble, ScaleLevel first, const Request& request,
                      const RunControl& control);

/// Condensation has a meaning only where no place matters and scores are divergences.
bool canCondense(const AttentionOptions& options);
/// Throws Error in words where it has none.
void requireCondensable(const AttentionOptions& options);

}  // namespace gauge
