// One mirror step in natural parameters, by its weights (MATH.md §5): the same for layers that are run and layers that are learned.
#pragma once

namespace gauge {

/// η ← own·η + prior·η_p + message·Σ_j β_ij η_j + pull·η_b; the weights sum to 1.
template <class S>
struct MirrorWeights {
    S own = 1;
    S prior = 0;
    S message = 0;
    S pull = 0;
};

/// A step of size s, 0 < s ≤ 1, towards (α η_p + λ Σ β η + γ η_b)/(α + λ + γ). A token that hears nobody has no message: its target is
/// (α η_p + γ η_b)/(α + γ), and without a target it stays (MATH.md §5).
template <class S>
MirrorWeights<S> mirrorWeights(S step, S alpha, S lambda, S gamma, bool hears)
{
    const S total = alpha + (hears ? lambda : S(0)) + gamma;
    if (!(total > 0))
        return {};
    const S rate = step / total;
    return {1 - step, rate * alpha, hears ? rate * lambda : S(0), rate * gamma};
}

}  // namespace gauge
