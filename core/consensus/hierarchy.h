// Scales of meta-tokens, and who attends to whom across them (MATH.md §6).
#pragma once

#include "core/backend/backend.h"
#include "core/consensus/meta_tokens.h"

namespace gauge {

/// One scale above the agents it was made of: N agents below, M labels.
struct ScaleLevel {
    Matrixd distance;         // D, N×N, nats
    Matrixd mutual;           // of mutual linkage alone: what its tree joins, N×N nats
    std::vector<Merge> tree;  // of the linkage
    Clusters clusters;
    MetaTokens metas;          // M
    std::vector<int> guessed;  // N: agents of different numbers keep apart (State::guessed); empty: nobody does
    std::vector<int> links;    // N: the same of agents whose links are not equal (linkClasses)
    double threshold = 0;      // θ of the cut, nats
    Index unequal = 0;         // pairs closer than θ that keep apart for their links alone
    Index evaluations = 0;     // divergences taken for its distances beyond those attention has anyway
};

/// Says in words why these options have no consensus (dot products, whose size says nothing about agreement); empty when they have.
std::string consensusRefusal(const AttentionOptions& options);

/// The options for energies that consensus reads: of every pair, whatever the mask, and without the constant links of heads: they are equal for all, and
/// E_ii is not 0 along them, so agreement is of the beliefs themselves. Throws Error in words where there is none.
AttentionOptions forConsensus(AttentionOptions options);

/// Those energies are attention's own: but for the constant links of heads.
bool readsAttention(const AttentionOptions& options);

/// Who may not agree: guesses for different words, and agents whose links are not equal, where the options have them apart.
std::vector<int> guessesApart(const Ensemble& ensemble, const ConsensusOptions& options);
std::vector<int> linksApart(const Ensemble& ensemble, const ConsensusOptions& options);

/// Of these pairs those of different numbers in `links` and of equal ones in `guesses`: kept apart for their links alone.
Index unequalPairs(const std::vector<Edge>& pairs, const std::vector<int>& guesses, const std::vector<int>& links);

/// Distances of an ensemble and the merge tree of the asked linkage; not cut yet. energy: H of N×N, of the beliefs. `prior`, in
/// the common frame, is read by mutual linkage alone (whose N² prior divergences are counted).
ScaleLevel treeOf(const Backend& backend, const Ensemble& ensemble, const CommonBeliefs& prior,
                  const std::vector<RowMatrixd>& energy, const AttentionOptions& attention, const ConsensusOptions& options,
                  const RunControl& control);

/// Cuts a level's tree at the scale's θ, or into the asked number at scale 1. bond: the group each of its agents was in before, −1 for none; with
/// hysteresis the tree is made anew from bonded distances, which takes no divergence.
struct TreeCut {
    std::vector<Merge> tree;  // that was cut
    Clusters clusters;
    double threshold;  // θ, nats
    Index unequal;     // pairs closer than that which keep apart for their links alone
};
TreeCut cutOf(const ScaleLevel& level, int scale, const ConsensusOptions& options, const std::vector<Index>& bond);
/// The same, kept in the level.
void cutLevel(ScaleLevel& level, int scale, const ConsensusOptions& options, const std::vector<Index>& bond);

/// Every scale: `first` is cut, its clusters become the agents of scale 2, whose distances take M² divergences, and so on. before: the tokens' groups
/// as they were, by scale; empty without hysteresis or at the first layer.
std::vector<ScaleLevel> growLevels(const Backend& backend, const Ensemble& ensemble, ScaleLevel first,
                                   const AttentionOptions& attention, const ConsensusOptions& options,
                                   const std::vector<std::vector<Index>>& before, const RunControl& control);

/// The one level where there is no consensus: every agent is a group of its own, and no distance is known.
ScaleLevel withoutAgreement(Index n);

/// Label of every token at each scale: S rows of N.
std::vector<std::vector<Index>> tokenLabels(const std::vector<ScaleLevel>& levels);

/// The same, with −1 for tokens whose agent stands alone at that scale: who is in which group. What growLevels takes as `before`
/// at the next layer, and what events are made from.
std::vector<std::vector<Index>> tokenGroups(const std::vector<ScaleLevel>& levels);

/// An agent: scale 0 and the token's index, or scale s ≥ 1 and the cluster's label.
struct AgentId {
    Index scale = 0;
    Index index = 0;

    bool operator==(const AgentId&) const = default;
};

/// Tokens, then the meta-tokens of two or more members of each scale: A agents.
struct ActiveAgents {
    std::vector<AgentId> id;
    Ensemble ensemble;
};

/// The agents of a hierarchy; levels[s−1] is scale s.
ActiveAgents activeAgents(const Ensemble& ensemble, const std::vector<ScaleLevel>& levels, CrossScale crossScale);

/// Attention among agents. Within: energies between scales are NaN, attention 0.
struct ActiveAttention {
    std::vector<RowMatrixd> energy;     // H of A×A, nats
    std::vector<RowMatrixd> attention;  // H of A×A
    CommonBeliefs message;              // mixture, A; where asked for, not within scales
    Index evaluations = 0;              // divergences it took: A², or Σ A_s² within scales
};
ActiveAttention attendAmong(const Backend& backend, const ActiveAgents& active, const AttentionOptions& attention,
                            CrossScale crossScale, bool messages, const RunControl& control);

/// The tokens each agent stands for, ascending: A rows. With CrossScale::Active they part the tokens.
std::vector<std::vector<Index>> tokensOf(const ActiveAgents& active, const std::vector<ScaleLevel>& levels);

/// What takes every token to the place of its active agent (CrossScale::Active): from medoid to medoid up the scales.
Carry carryToAgents(const Ensemble& ensemble, const std::vector<ScaleLevel>& levels);

}  // namespace gauge
