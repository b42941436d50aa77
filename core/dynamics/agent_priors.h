// What agents that stand for groups of tokens take as priors, and which of their members disagree (MATH.md §6).
#pragma once

#include "core/gaussian/beliefs.h"

namespace gauge {

/// Columns `tokens` of natural parameters, or of beliefs.
std::vector<NaturalBlock> columnsOf(const std::vector<NaturalBlock>& from, const std::vector<Index>& tokens);
CommonBeliefs columnsOf(const CommonBeliefs& from, const std::vector<Index>& tokens);

/// KL(a_i ‖ b_i) over all heads, nats: N.
Vectord klOf(const CommonBeliefs& a, const CommonBeliefs& b);

/// Agents' priors: of a token its own, of a group its tokens' mean in natural parameters.
struct AgentPriors {
    std::vector<NaturalBlock> natural;  // a block a head, A
    CommonBeliefs belief;               // the same as beliefs
    Vectord size;                       // tokens of each agent
    std::vector<Index> dissenters;      // members whose prior is not their group's, group by group
    double gap = 0;                     // Σ over groups of Σ_i KL(mean prior ‖ p_i), nats
};

/// prior and natural: of tokens, the same ones twice. tokens: those of each agent, ascending.
AgentPriors agentPriors(const CommonBeliefs& prior, const std::vector<NaturalBlock>& natural,
                        const std::vector<std::vector<Index>>& tokens);

/// What dissenters would believe on their own, and how far that is from their groups.
struct Dissent {
    CommonBeliefs own;
    Vectord distance;  // ½ (KL(own ‖ group) + KL(group ‖ own)), nats
};

/// Where each dissenter's own prior would have taken it from its group's last belief. Mirror steps are linear in natural
/// parameters, so that is the group's belief moved by `rate`, s α/(α+λ), of what the dissenter's prior differs by; and half
/// the sum of both divergences between members of one exponential family is ½⟨Δη, Δt⟩, t the moments (m, C + m mᵀ).
/// natural: of tokens. now: beliefs of agents. groups: the agent of each dissenter.
Dissent dissentOf(const AgentPriors& priors, const std::vector<NaturalBlock>& natural, const CommonBeliefs& now,
                  const std::vector<Index>& groups, double rate);

}  // namespace gauge
