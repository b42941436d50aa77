// Attention rows from energy rows, and the coupling part of the free energy they give (MATH.md §2, §5).
#pragma once

#include "core/attention/options.h"
#include "core/types.h"

namespace gauge {

/// Σ_j β_j E_j and τ Σ_j β_j ln(β_j/π_j) of one receiver, nats; both 0 for a row with no allowed sender.
struct RowCoupling {
    double energy = 0;
    double entropy = 0;
};

/// ln w_ij = ln n_j + b_ij of one head: what stands beside −E/τ in the logits.
class LogWeights {
public:
    LogWeights() = default;
    /// head counts from 0; with summed heads pass 0 of 1.
    LogWeights(const Vectord& multiplicity, const AttentionPrior& prior, std::size_t head, std::size_t heads);

    /// Every weight is 1: nothing to add.
    bool trivial() const { return trivial_; }
    /// Weights are multiplicities alone, small enough (2²⁰) to be factors in single precision: no logarithm is needed.
    bool factors() const { return factors_; }
    /// n_j; of any use only with factors().
    const Vectord& multiplicity() const { return multiplicity_; }
    /// ln Σ_j n_j over all agents.
    double logTotal() const { return logTotal_; }
    double operator()(Index i, Index j) const
    {
        return logMultiplicity_(j) + (distance_.size() > 0 ? distance_(std::abs(i - j)) : 0.0);
    }

private:
    bool trivial_ = true;
    bool factors_ = true;
    double logTotal_ = 0;
    Vectord multiplicity_;     // N
    Vectord logMultiplicity_;  // N
    Vectord distance_;         // N: b at a distance; empty without a prior
};

/// The receiver's senders [first, last) under the mask, and whether its own place among them is left out.
struct Senders {
    Index first, last;
    bool skipSelf;

    Index count() const { return last - first - (skipSelf ? 1 : 0); }
};
Senders sendersOf(const Mask& mask, Index i, Index n);

/// ln Σ_j w_ij over the senders of i, at least one.
double logTotalWeight(Index i, const Senders& senders, const LogWeights& weights);

/// beta_j = w_ij exp(−E_j/τ)/Σ over the senders; the others exactly 0. energy and beta hold senders [from, to), which cover
/// the mask's. The coupling is not finite when an energy is not.
template <class S>
RowCoupling attentionRow(const S* energy, S* beta, Index i, Index from, Index to, const Senders& senders,
                         const LogWeights& weights, double tau);

}  // namespace gauge
