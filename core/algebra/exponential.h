// exp of algebra elements for all tokens at once, by the structure of the generators (MATH.md §1).
#pragma once

#include "core/algebra/expm.h"
#include "core/algebra/exponential_plan.h"

namespace gauge {

/// u ← exp(sign · Σ_a phi_a T_a) on the block, for a batch of tokens. phi: G lanes. u: block.dim rows.
void exponentiate(const ExponentialBlock& block, const Lane* phi, double sign, BatchMatrix& u);

}  // namespace gauge
