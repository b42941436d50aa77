// The parameters of a trained model's layers.
#pragma once

#include "core/learn/training.h"
#include "core/pipeline/parameters.h"

namespace gauge {

/// `parameters` with layers, steps, step, α, λ, κ and mask as they were learned: `evolve` on the model's text then is its forward pass.
/// Throws Error for a model whose layers differ.
Parameters learnedParameters(const learn::TrainedModel& model, Parameters parameters);

}  // namespace gauge
