// Belief dynamics: layers × steps of the mirror step (MATH.md §5).
#pragma once

#include "core/backend/backend.h"
#include "core/dynamics/free_energy.h"

namespace gauge {

struct EvolveOptions {
    int layers = 1;
    int steps = 1;        // steps a layer
    double step = 0.5;    // s, 0 < s ≤ 1
    double alpha = 1.0;   // prior weight
    double lambda = 1.0;  // coupling
};

struct Trajectory {
    std::vector<CommonBeliefs> layers;  // layers+1 states, the first as given
    std::vector<FreeEnergy> history;    // layers·steps+1 values
};

/// One Jacobi mirror step: η ← (1−s) η + s (α η_p + λ Σ_j β_ij η_j)/(α+λ), all tokens from the same β.
CommonBeliefs mirrorStep(const CommonBeliefs& beliefs, const std::vector<NaturalBlock>& prior,
                         const std::vector<NaturalBlock>& messages, const EvolveOptions& options);

/// Runs layers·steps mirror steps from the ensemble's beliefs towards its prior and its neighbours.
/// Reports progress a step; throws Cancelled on a stop.
Trajectory evolve(const Backend& backend, const Ensemble& ensemble, const CommonBeliefs& prior,
                  const AttentionOptions& attention, const EvolveOptions& options, const RunControl& control);

}  // namespace gauge
