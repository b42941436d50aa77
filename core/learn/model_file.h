// Trained models and checkpoints as .safetensors: parameters by name, the config and the vocabulary in the metadata.
#pragma once

#include "core/learn/training.h"

namespace gauge::learn {

/// A model file's bytes, parameters as F32.
std::string encodeModel(const TrainedModel& model);

/// Throws Error: what is missing or does not fit, with the label in front.
TrainedModel decodeModel(const std::string& bytes, const std::string& label);
TrainedModel readModel(const std::string& path);

/// Do the bytes of a .safetensors file begin like a model file of ours?
bool isModel(const std::string& path);

/// A checkpoint: parameters and moments in the precision of the training.
template <class S>
std::string encodeCheckpoint(const LearnConfig& config, const ParameterLayout& layout, const Aligned<S>& theta,
                             const OptimizerState<S>& state, Index tokens);
template <class S>
void decodeCheckpoint(const std::string& bytes, const std::string& label, const LearnConfig& config,
                      const ParameterLayout& layout, Aligned<S>& theta, OptimizerState<S>& state, Index& tokens);

}  // namespace gauge::learn
