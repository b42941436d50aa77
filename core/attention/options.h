// What an attention computation is asked for, in types (the words are in pipeline/parameters.h).
#pragma once

#include "core/attention/mask.h"
#include "core/gaussian/beliefs.h"
#include "core/gaussian/divergence.h"

namespace gauge {

enum class Precision { Double, Single };
enum class MessageKind { Mixture, Product };

struct AttentionOptions {
    double kappa = 1.0;        // nats
    bool sqrtDim = false;      // tau_h = kappa sqrt(d_h)
    bool summedHeads = false;  // energies of all heads added, one beta (tau = kappa, or kappa sqrt(K))
    Divergence divergence = Divergence::Kl;
    CovarianceFamily family = CovarianceFamily::Full;
    MessageKind message = MessageKind::Mixture;
    Mask mask;
    Precision precision = Precision::Double;
};

/// tau_h in nats.
double temperature(const AttentionOptions& options, const Heads& heads, std::size_t head);

}  // namespace gauge
