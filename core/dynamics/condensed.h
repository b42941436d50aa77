// Condensed inference: layers run on active agents alone, and their results are handed back to the tokens (MATH.md §6).
#pragma once

#include "core/consensus/hierarchy.h"
#include "core/dynamics/evolve.h"

namespace gauge {

/// Beyond this many agents energies are not kept, since their N×N array would cost more than the attention: agreeing pairs are
/// picked while tiles of pairs pass by.
inline constexpr Index kMostInMatrices = 512;

/// Pairs of agents closer than θ, from energies of their own: for attention whose energies consensus does not read. A² divergences.
std::vector<Edge> agreeingPairs(const Backend& backend, const Ensemble& agents, const AttentionOptions& attention,
                                double theta, const RunControl& control);

/// What one layer ran on.
struct CondensedLayer {
    Index agents = 0;  // A during the layer
    Index pairEvaluations =
        0;  // divergences of its attention: A² a step, and of its agreement where that is not attention's (readsAttention): A²
    Index memberEvaluations =
        0;              // divergences that asked members with a prior of their own whether they still agree: 2 each
    Index unequal = 0;  // pairs of agents that agreed at its end and keep apart for their links alone
};

struct CondensedTrajectory {
    Trajectory path;                     // of tokens: a member's belief is its agent's
    std::vector<CondensedLayer> layers;  // L, as many as ran
    std::vector<std::vector<Index>>
        groups;  // of the path's layers, rows of N: the agent that holds the token, −1 for one of its own
    std::vector<NaturalBlock> message;  // of the last step, what every token heard: a block a head, N; empty without steps
};

/// Mirror steps on agents: the tokens first, later also meta-tokens of those that agreed. A group moves as one belief q, for which
/// Σ_i α KL(q ‖ p_i) + λ |c| (its coupling) is what the free energy keeps of its members: its prior is their mean in natural
/// parameters, which is exact, and its multiplicity the sum of theirs.
///
/// At the end of each layer agents whose beliefs were closer than θ at its last attention (whose energies are there already: no
/// divergence is taken) become one, pooled as asked; and every member whose prior is not its group's says where that would have taken it:
/// if anyone ends (1 + hysteresis)·θ or further from the group's belief, the group dissolves, and those that still agree meet
/// again at the next layer.
///
/// Along a connection agents stand at their medoids' places, and links that read the means follow the agents'. Who agrees but has other links keeps apart, or,
/// asked to join (unequalJoin), is seen from the agent's place: beliefs and priors are carried there, and what the agent believes and hears is carried back.
///
/// Where members' beliefs, priors and links are equal nothing is lost but rounding. Needs mirror steps, frames that stay, every pair
/// allowed and no attention prior (Error in words); reads threshold, linkage complete or components, pooling, weights, meta frame
/// and hysteresis of `consensus`, whose scales are one.
CondensedTrajectory evolveCondensed(const Backend& backend, const Ensemble& ensemble, const CommonBeliefs& prior,
                                    const AttentionOptions& attention, const EvolveOptions& options,
                                    const ConsensusOptions& consensus, const RunControl& control, Keep keep = Keep::Layers);

}  // namespace gauge
