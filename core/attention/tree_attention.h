// Attention over long sequences by a tree of groups: near tokens exactly, far groups by their meta-tokens, within a stated error
// and without N² memory or, where beliefs agree, N² time (MATH.md §6; the idea of Barnes and Hut, Nature 324, 1986).
#pragma once

#include "core/attention/options.h"
#include "core/gaussian/ensemble.h"
#include "core/run_control.h"

#include <optional>
#include <string>

namespace gauge {

struct TreeAttention {
    CommonBeliefs message;               // mixture, common frame; with MessageKind::Mixture
    std::vector<NaturalBlock> naturals;  // product, common frame; with MessageKind::Product
    RowMatrixd bound;       // H×N: total variation ½ Σ_j |β_ij − β̃_ij| of a row from the exact one is at most this
    double exactPairs = 0;  // divergences with tokens, over all heads
    double groupPairs = 0;  // divergences with meta-tokens
};

/// A head's senders are ordered by repeated bisection of their features and grouped as wide as a register panel, groups of groups
/// above. A group's meta-token pools natural parameters (precision pooling), raised by a constant so that its energy is the mean
/// Ē of its members' exactly: energies are linear in the sender's features. By Jensen's inequality its weight n e^(−Ē/τ) is never
/// more than its members', which makes the running sum Z̃ a lower bound of the true one; and no member's energy lies further than
/// δ from Ē, δ by Cauchy and Schwarz from the group's spread (as in consensus/spread.h). A group is taken whole when what it could
/// be wrong by is at most tolerance · Z̃ · (its share of all tokens), else it is opened. So every row of attention lies within
/// `tolerance` of the exact one in total variation, and means of messages within 2 · bound · the widest |m_j − m̂| of what they
/// average.
///
/// tolerance > 0. Throws Error in words for what it cannot do (treeRefusal), or Cancelled.
TreeAttention treeAttention(const Ensemble& ensemble, const AttentionOptions& options, double tolerance,
                            const RunControl& control);

/// What of the options the tree cannot honour: anything but energies that are one matrix product of features, every pair allowed,
/// no attention prior, each head by itself.
std::optional<std::string> treeRefusal(const AttentionOptions& options);

}  // namespace gauge
