// From what a training is asked to do to the model that it trains.
#pragma once

#include "core/learn/config.h"
#include "core/learn/connected_model.h"
#include "core/learn/dot_model.h"
#include "core/learn/gauge_model.h"

namespace gauge::learn {

/// The model's shape for a vocabulary of so many words. Throws Error for what cannot be.
GaugeShape gaugeShape(const LearnConfig& config, Index words);
ConnectedShape connectedShape(const LearnConfig& config, Index words);
/// The words that a gauge model reads. Throws Error for a dot-product one, whose words are no beliefs.
VocabularyShape wordsShape(const LearnConfig& config, Index words);
DotShape dotShape(const LearnConfig& config, Index words);

template <class S>
std::unique_ptr<SequenceModel<S>> makeModel(const LearnConfig& config, Index words);

}  // namespace gauge::learn
