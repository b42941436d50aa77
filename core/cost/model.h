// The cost model: what each method has to compute, counted, for the benchmark and the cost view.
#pragma once

#include "core/attention/options.h"

namespace gauge {

/// Counts of one attention over N tokens: divergences, floating-point operations (a multiplication and an addition are two) and
/// bytes of the results.
struct Cost {
    double evaluations = 0;
    double operations = 0;
    double bytes = 0;
};

/// How the work is organised.
enum class Organisation {
    Naive,  // two exponentials, transport, inverse, determinants for every pair
    Cold,   // from the loaded state: exponentials and factorisations once a token, then all pairs
    Warm,   // all pairs alone
};

enum class MessageCost { None, Mean, Full };

/// Pairs the mask allows among n tokens.
double allowedPairs(const Mask& mask, Index n);

/// Counts for the options on N tokens with these heads.
Cost costOf(const AttentionOptions& options, Organisation organisation, MessageCost messages, Index n, const Heads& heads);

}  // namespace gauge
