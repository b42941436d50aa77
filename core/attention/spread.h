// What replacing groups by their meta-tokens can change at most: a bound from the groups' spread alone (MATH.md §6, "near consensus
// the change is bounded by the spread").
#pragma once

#include "core/attention/options.h"
#include "core/gaussian/ensemble.h"

namespace gauge {

/// Bounds by token, H×N (one row with summed heads).
///
/// E_ij = ½(⟨l_i, r_j⟩ + a_i + b_j) with l the receiver's and r the sender's features (MATH.md §3). Replacing sender j by its group
/// c moves the energy by ½(⟨l_i − l̄, r_j − r_c⟩ + ⟨l̄, r_j − r_c⟩ + b_j − b_c), whose first product is at most
/// |D(l_i − l̄)| |D⁻¹(r_j − r_c)| for any diagonal D (Cauchy and Schwarz; D balances the two sides). Replacing receiver i by its own
/// group moves energies by ½⟨l_i − l_c, r_j − r̄⟩ and a part that all senders share, which no softmax sees.
struct CondensationBound {
    RowMatrixd energy;     // δ_i, nats: no energy that the softmax of row i sees has moved by more
    RowMatrixd attention;  // tanh(δ_i/2τ): total variation ½ Σ_j |β_ij − β̃_ij| is at most this
};

/// groups: the tokens of each agent; agents: in that order. β̃_ij is the agents' attention handed back to tokens: the row of i's
/// agent, each sender's mass shared among its tokens by multiplicity. Throws Error for energies that are no product of features
/// (pairwise, first-order and locally diagonal methods, links by pairs, Rényi, dot products) and for masks other than full.
CondensationBound condensationBound(const Ensemble& tokens, const std::vector<std::vector<Index>>& groups,
                                    const Ensemble& agents, const AttentionOptions& options);

/// The same from the energies themselves, whatever they come from, links that differ from pair to pair among them: δ_i is half the range, over the senders j, of
/// E_ij − Ẽ_ab (a and b the agents of i and j), which no bound of these numbers can better. energy: H of N×N, of the tokens; agentEnergy: H of A×A. Throws Error for
/// masks other than full.
CondensationBound condensationBound(const std::vector<RowMatrixd>& energy, const std::vector<RowMatrixd>& agentEnergy,
                                    const std::vector<std::vector<Index>>& groups, const Heads& heads,
                                    const AttentionOptions& options);

/// Diagonal D that balances two families of vectors, rows of the arguments: D_k = (Σ b_k² / Σ a_k²)^¼, so that neither |D a| nor
/// |D⁻¹ b| is dominated by coordinates in which the other side hardly varies.
Vectord balancingScale(const RowMatrixd& a, const RowMatrixd& b);

}  // namespace gauge
