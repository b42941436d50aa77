// From a belief to the next token (the decoder): ln p(v) = −KL(q ‖ π_v)/τ + b_v − a term that does not depend on v; one
// matrix product of the belief's features with the bank's.
#pragma once

#include "core/types.h"

namespace gauge::learn {

template <class S>
struct Bank {
    RowMatrix<S> weights;  // V×F
    Vector<S> bias;        // V
};

/// Σ over rows of −ln softmax(features·weightsᵀ + bias)[target], some rows at a time, so that no n×V array is kept; features n×F. With `g`: adds to its sums and returns the
/// gradient by features.
template <class S>
double crossEntropy(const Bank<S>& bank, const RowMatrix<S>& features, const std::vector<int>& targets,
                    RowMatrix<S>* gFeatures, Bank<S>* gBank);

/// ln softmax(features·weightsᵀ + bias): n×V.
template <class S>
RowMatrix<S> logProbabilities(const Bank<S>& bank, const RowMatrix<S>& features);

}  // namespace gauge::learn
