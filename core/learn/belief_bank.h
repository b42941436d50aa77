// A bank of diagonal beliefs straight from their parameters: a column a variance of a word's own, and one a coordinate of the mean.
#pragma once

#include "core/learn/output.h"
#include "core/learn/vocabulary.h"

namespace gauge::learn {

/// Adds −ψ/τ to the bank's bias and makes its weights: V×(variances + K) numbers −P/2τ and h/τ. `cold`: 1/τ.
template <class S>
void fillBeliefBank(const VocabularyShape& shape, const VocabularyBlocks& blocks, const ParameterLayout& layout, S cold,
                    const Aligned<S>& theta, Bank<S>& bank);

/// Adds to `gradient` what a gradient by that bank means for means and variances.
template <class S>
void beliefBankBackward(const VocabularyShape& shape, const VocabularyBlocks& blocks, const ParameterLayout& layout, S cold,
                        const Aligned<S>& theta, const Bank<S>& gBank, Aligned<S>& gradient);

}  // namespace gauge::learn
