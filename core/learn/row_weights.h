// What a mirror step of a whole sequence is weighted by (MATH.md §5), and the gradient by the numbers those weights come from.
#pragma once

#include "core/types.h"

#include <vector>

namespace gauge::learn {

/// The numbers of one layer: κ a head; α, λ and the step size in all. Positive ones are learned as logarithms, the step as
/// a logit.
template <class S>
struct LayerNumbers {
    Vector<S> logKappa;  // H
    S logAlpha = 0;
    S logLambda = 0;
    S stepLogit = 0;

    void add(const LayerNumbers& other)
    {
        logKappa += other.logKappa;
        logAlpha += other.logAlpha;
        logLambda += other.logLambda;
        stepLogit += other.stepLogit;
    }
};

/// MirrorWeights of every row (core/gaussian/mirror.h).
template <class S>
struct RowWeights {
    Vector<S> own, prior, message;  // N
};

/// Of rows that stand at these places of their sequences, under the causal mask: without `self` the first hears nobody.
template <class S>
RowWeights<S> rowWeights(const LayerNumbers<S>& numbers, bool self, const std::vector<Index>& places);

/// Adds the gradient by step, α and λ. `along`: each row's weighted message times the gradient by the result.
template <class S>
void addSlopes(const RowWeights<S>& w, const RowMatrix<S>& rows, const RowMatrix<S>& prior, const RowMatrix<S>& gResult,
               const Vector<S>& along, const LayerNumbers<S>& numbers, LayerNumbers<S>& gNumbers);

}  // namespace gauge::learn
