// Gradients of the free energy (MATH.md §5), matrix products with the features attention has anyway.
#pragma once

#include "core/backend/backend.h"
#include "core/dynamics/free_energy.h"
#include "core/dynamics/link_gradient.h"

namespace gauge {

struct FreeEnergyGradient {
    FreeEnergy value;
    std::vector<BlockGradient> heads;  // common frame
    RowMatrixd frame;                  // N×G: dF/dε of U_i ← U_i exp(ε T_a); G = 0 without generators
    ConnectionGradient connection;     // by the links; empty unless asked for, or where there are none
};

/// Weights of the free energy's two parts.
struct FreeEnergyWeights {
    double alpha = 1.0;
    double lambda = 1.0;
};

/// β minimises the bracket, so it is held fixed (envelope theorem); receivers and senders both contribute. With the diagonal
/// family only variations within it count; with low rank, variations of the full covariance at the projected belief. The
/// prior is held fixed in the token's own frame, links where they stand (those that read the means follow them), so a change of frame does not touch the belief term. Throws Error in words for what has no such gradient here: first-order transport and
/// diagonal-projected covariances.
FreeEnergyGradient freeEnergyGradient(const Backend& backend, const Ensemble& ensemble, const CommonBeliefs& prior,
                                      const AttentionOptions& options, const FreeEnergyWeights& weights,
                                      const RunControl& control, bool byLinks = false);

/// Says in words why these options have no gradient; empty when they have one.
std::string gradientRefusal(const AttentionOptions& options);

/// The same gradient in every token's own frame: ∂F/∂μ = U⁻ᵀ ∂F/∂m, ∂F/∂Σ = U⁻ᵀ ∂F/∂C U⁻¹.
std::vector<BlockGradient> localGradient(const FreeEnergyGradient& gradient, const Frames& frames);

}  // namespace gauge
