// AdamW (Loshchilov and Hutter 2019, arXiv:1711.05101) with warm-up, a cosine and clipping; frames move on their group.
#pragma once

#include "core/learn/config.h"
#include "core/learn/layout.h"

namespace gauge::learn {

template <class S>
struct OptimizerState {
    Aligned<S> mean;    // first moments
    Aligned<S> square;  // second moments
    int updates = 0;
};

/// The rate of update number `update` (from 0): linear warm-up, then half a cosine down to the final share.
double learningRate(const LearnConfig& config, int update);

/// Scales the gradient to at most `clip` in norm (0: leaves it). Returns the norm before. Throws Error when it is not
/// finite.
template <class S>
double clipGradient(Aligned<S>& gradient, double clip);

/// One update of θ. With config.naturalGradient the vocabulary's means and variances follow Fisher's metric of a Gaussian
/// (g_μ → Σ g_μ, g_lnσ² → 2 g_lnσ²; Amari 1998) and share one second moment a word, so that a word's direction stays.
template <class S>
void update(const LearnConfig& config, const ParameterLayout& layout, const Aligned<S>& gradient, Aligned<S>& theta,
            OptimizerState<S>& state);

}  // namespace gauge::learn
