// Meta-tokens as priors of their members: cross-scale priors (MATH.md §6; off unless asked for).
#pragma once

#include "core/consensus/hierarchy.h"

namespace gauge {

/// What pulls each token besides its own prior: the term Σ_i γ_i KL(q_i ‖ b_i) of the free energy.
struct Pull {
    CommonBeliefs belief;               // b, N
    std::vector<NaturalBlock> natural;  // of b, a block a head
    Vectord weight;                     // γ_i, N; 0 for tokens in no group, whose b means nothing
};

/// b_i is the belief of the smallest group that holds token i (as it is seen from there, where members were carried to their medoid). A meta-token that itself belongs to a group of a higher scale is
/// pulled first, with the same strength γ: η ← (η + γ η_above)/(1 + γ), from the top down.
Pull pullOfMetaTokens(const Ensemble& ensemble, const std::vector<ScaleLevel>& levels, double strength);

}  // namespace gauge
