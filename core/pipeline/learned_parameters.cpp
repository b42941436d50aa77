#include "core/pipeline/learned_parameters.h"

#include "core/learn/models.h"
#include "core/learn/trained_text.h"

#include <cmath>

namespace gauge {

Parameters learnedParameters(const learn::TrainedModel& model, Parameters p)
{
    learn::requireRunnable(model);
    const learn::GaugeModel<float> typed(learn::gaugeShape(model.config, model.vocabulary.size()));
    const learn::LayerNumbers<float> numbers = typed.numbers(model.theta, 0);
    const AttentionOptions asked = p.attention;
    p.attention = {};  // κ is 1: each head has a temperature of its own
    p.attention.mask = {Mask::Kind::Causal, 0, model.config.self};
    p.attention.allowedOnly = asked.allowedOnly;
    p.attention.message = asked.message;
    p.attention.precision = asked.precision;
    p.text = {};
    p.evolve.layers = model.config.layers;
    p.evolve.steps = model.config.steps;
    p.evolve.step = 1 / (1 + std::exp(-static_cast<double>(numbers.stepLogit)));
    p.evolve.alpha = std::exp(static_cast<double>(numbers.logAlpha));
    p.evolve.lambda = std::exp(static_cast<double>(numbers.logLambda));
    p.evolve.frameStep = 0;
    p.evolve.dynamics = Dynamics::Mirror;
    p.start.noise = 0;
    p.metaPrior = 0;
    p.condensed = false;
    return p;
}

}  // namespace gauge
