// Attention rows from energy rows, and the coupling part of the free energy they give (MATH.md §2, §5).
#pragma once

#include "core/attention/mask.h"
#include "core/types.h"

namespace gauge {

/// Σ_j β_j E_j and τ Σ_j β_j ln(β_j/π_j) of one receiver, nats; both 0 for a row with no allowed sender.
struct RowCoupling {
    double energy = 0;
    double entropy = 0;
};

/// beta_j = n_j exp(−E_j/τ)/Σ over the allowed j; the others exactly 0. energy, beta: N values.
template <class S>
RowCoupling attentionRow(const S* energy, S* beta, Index i, Index n, const Mask& mask, const Vectord& multiplicity,
                         double tau);

}  // namespace gauge
