// Gradients of the coupling Σ_ij W_ij E_ij by beliefs, as matrix products with the features attention has anyway (MATH.md §5).
#pragma once

#include "core/attention/options.h"
#include "core/connection/connection.h"
#include "core/gaussian/beliefs.h"

namespace gauge {

/// ∂F/∂m and ∂F/∂C of one head in common coordinates: d×N, and N symmetric d×d with dF = ⟨G, dC⟩.
struct BlockGradient {
    Matrixd mean;
    Stack cov;
};

/// Adds the gradient of Σ_ij W_ij E_ij for the options' energy; w: N×N.
void addCoupling(const GaussianBlock& block, const AttentionOptions& options, bool diagonal, const RowMatrixd& w,
                 BlockGradient& out);

/// The same along a head's constant link, for KL, reverse KL and Jeffreys; gives ∂/∂W, d×d.
Matrixd addCouplingAlong(const HeadLink& link, const GaussianBlock& block, Divergence divergence, bool diagonal,
                         const RowMatrixd& w, BlockGradient& out);

}  // namespace gauge
