// Typed text through a trained gauge transformer: its beliefs and frames, and what it expects next.
#pragma once

#include "core/gaussian/beliefs.h"
#include "core/io/npz.h"
#include "core/learn/answers.h"
#include "core/learn/training.h"
#include "core/text/word_model.h"

namespace gauge::learn {

/// A trained model whose layers the window and the commands can run: a gauge model with one set of numbers for all layers.
/// Throws Error in words for any other.
void requireRunnable(const TrainedModel& model);

/// The arrays of FORMATS.md: `mu`, `sigma`, `frames` U_i = U_v R_i (where there are any), `heads`, `head_temperature`,
/// `tokens`. The first token is the end of what came before, as in training. Throws Error for a text without words or one
/// that is not UTF-8.
NpzArrays embedText(const TrainedModel& model, const std::string& text);

/// After each token of a text, from beliefs of its N tokens in the common frame after any number of layers.
std::vector<Answer> answersOf(const TrainedModel& model, const CommonBeliefs& beliefs, const std::string& text);

/// The beliefs of words by their place in the vocabulary, pulled back by their frames, all heads together.
std::vector<WordBelief> wordBeliefs(const TrainedModel& model, const std::vector<int>& ids);

/// The model that came with the program.
std::shared_ptr<const TrainedModel> builtInTrainedModel();

/// By its origin: "learned", or the path of a file. Throws Error.
std::shared_ptr<const TrainedModel> modelFrom(const std::string& origin);

}  // namespace gauge::learn
