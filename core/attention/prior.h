// Attention priors: an additive term ln π in the logits that depends on places alone.
#pragma once

#include "core/types.h"

namespace gauge {

/// β_ij ∝ n_j exp(b_ij − E_ij/τ) with
///   None      b = 0
///   Alibi     b = −slope · 2^(−8(h+1)/H) · |i−j|: linear biases with a slope a head (Press, Smith and Lewis, 2022)
///   Recency   b = −½ ((i−j)/width)²: a soft window around the receiver
struct AttentionPrior {
    enum class Kind { None, Alibi, Recency };
    Kind kind = Kind::None;
    double amount = 1;  // slope or width

    /// b at a distance |i−j| for head h of `heads`. With heads summed, h = 0 of 1.
    double logWeight(std::size_t head, std::size_t heads, Index distance) const;

    bool operator==(const AttentionPrior&) const = default;
};

}  // namespace gauge
