// One mirror step of every token of a sequence under causal KL attention (MATH.md §2, §5), forwards and backwards.
#pragma once

#include "core/learn/natural.h"
#include "core/learn/row_weights.h"

namespace gauge::learn {

/// What the way back needs of one head, kept or made again.
template <class S>
struct HeadTrace {
    RowMatrix<S> features;   // N×(packed + d): [S | m]
    Vector<S> partition;     // N: ψ
    RowMatrix<S> energy;     // N×N: E_ij without the receiver's own term
    RowMatrix<S> attention;  // N×N: β
};

/// The same in half, to be kept.
template <class S>
struct HalfTrace {
    explicit HalfTrace(const HeadTrace<S>& trace);
    HeadTrace<S> full() const;

    RowMatrix<Eigen::bfloat16> features, energy, attention;
    Vector<S> partition;
};

struct LayerShape {
    std::vector<HeadShape> heads;
    Family family = Family::Diagonal;
    bool self = true;  // does a token listen to itself
};

/// One step by the weights of core/gaussian/mirror.h: rows N×width of natural parameters in the common frame to rows of the
/// same shape. `traces`: one a head, filled; may be null.
template <class S>
RowMatrix<S> stepForward(const LayerShape& shape, const LayerNumbers<S>& numbers, const RowMatrix<S>& rows,
                         const RowMatrix<S>& prior, std::vector<HeadTrace<S>>* traces);

/// From the gradient by its result to those by `rows` (returned), by `prior` and by its numbers (both added to). Traces are
/// those of stepForward on the same input.
template <class S>
RowMatrix<S> stepBackward(const LayerShape& shape, const LayerNumbers<S>& numbers, const RowMatrix<S>& rows,
                          const RowMatrix<S>& prior, const std::vector<HeadTrace<S>>& traces, const RowMatrix<S>& gResult,
                          RowMatrix<S>& gPrior, LayerNumbers<S>& gNumbers);

/// β of N×N energies under the causal mask, at temperature tau: of each row over columns up to its own (`self`) or before
/// it; a row with none is all zeros.
template <class S>
RowMatrix<S> causalAttention(const RowMatrix<S>& energy, bool self, S tau);

/// The gradient by logits from that by weights: β ∘ (g − Σ β g).
template <class S>
RowMatrix<S> softmaxBackward(const RowMatrix<S>& weights, const RowMatrix<S>& gWeights);

}  // namespace gauge::learn
