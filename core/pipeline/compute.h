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

/// Clusters, meta-tokens and the attention of the active agents of one scale.
struct Condensation {
    Clusters clusters;
    MetaTokens metas;
    ActiveAgents active;
    AttentionResult activeAttention;
};

/// Cuts, pools and lets the active agents attend. Needs a mask that allows every pair or only leaves out self (Error).
Condensation condense(const Backend& backend, const Ensemble& ensemble, const Matrixd& distance,
                      const std::vector<Merge>& tree, const Request& request, const RunControl& control);

/// Condensation needs the mask full: a meta-token has no one position. Throws Error.
void requireMaskForCondensation(const Mask& mask);

}  // namespace gauge
