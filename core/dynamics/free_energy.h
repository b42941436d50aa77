// The free energy and its parts (MATH.md §5).
#pragma once

#include "core/backend/backend.h"

namespace gauge {

/// Nats. total() is the sum of the parts.
struct FreeEnergy {
    double belief = 0;    // Σ_i α KL(q_i ‖ p_i)
    double coupling = 0;  // λ Σ_h Σ_ij β_ij E_ij
    double entropy = 0;   // λ Σ_h Σ_ij τ_h β_ij ln(β_ij/π_ij)

    double meta = 0;  // Σ_i γ_i KL(q_i ‖ meta-token of i), where meta-tokens feed back

    double total() const { return belief + coupling + entropy + meta; }
};

/// Σ_i KL(q_i ‖ p_i) over all heads, nats; both in the common frame.
double divergenceFromPrior(const CommonBeliefs& beliefs, const CommonBeliefs& prior);

/// The same parts by token, nats: 3×N, rows belief, coupling, entropy, whose sums are those of freeEnergy. `attention` must hold what
/// every receiver gives (Wanted.receivers).
Matrixd tokenFreeEnergy(const CommonBeliefs& beliefs, const CommonBeliefs& prior, const AttentionResult& attention,
                        double alpha, double lambda);

FreeEnergy freeEnergy(const CommonBeliefs& beliefs, const CommonBeliefs& prior, const AttentionResult& attention,
                      double alpha, double lambda);

}  // namespace gauge
