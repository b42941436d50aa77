// Shapes and states a benchmark runs on.
#pragma once

#include "core/attention/options.h"
#include "core/gaussian/state.h"

namespace gauge::bench {

struct Shape {
    Index n = 32;
    Index k = 64;
    Heads heads{64};
    Precision precision = Precision::Double;
};

/// Parses N,K,H1+H2+…. Throws Error in words.
Shape parseShape(const std::string& text);

/// A random state of the shape: SO(3) on every head by irreps, random rotations, well-conditioned covariances. Its frames are
/// not exponentiated yet: that is part of what is timed. Each head has a constant link besides.
State randomState(const Shape& shape);

/// Its ensemble from the loaded state: exponentials, pull-back and links are part of what is timed.
Ensemble coldEnsemble(const State& state, const AttentionOptions& options);

}  // namespace gauge::bench
