// What consensus is asked for, in types (the words are in pipeline/parameters.h; the definitions in MATH.md §6).
#pragma once

#include "core/types.h"

#include <cmath>

namespace gauge {

/// Mutual links a pair where both directions agree, for beliefs and for priors; its clusters are connected components.
enum class Linkage { Complete, Components, Mutual };

enum class Pooling { Moment, Precision, Product, Average };

/// Shares of the members in a pooled belief: w_i ∝ n_i, w_i ∝ 1, or w_i ∝ n_i exp(−mean distance to the other members). Product
/// takes plain sums whatever the weights.
enum class PoolingWeights { Multiplicity, Uniform, Coherence };

/// The member with the least total distance, or the Riemannian centre of the members' frames (rotation groups only).
enum class MetaFrame { Medoid, Karcher };

/// Active: who is absorbed by no group. Full: every agent of every scale. Within: the same, each scale attending to itself.
enum class CrossScale { Active, Within, Full };

struct ConsensusOptions {
    double threshold = 1.0;   // θ of the first scale, nats
    double growth = 1.0;      // θ of scale s is threshold · growth^(s−1)
    Index clusters = 0;       // clusters of the first scale; 0: as θ has it
    double hysteresis = 0.0;  // a pair already in one group counts as 1 + hysteresis times closer; 0: off
    int scales = 1;
    Linkage linkage = Linkage::Complete;
    Pooling pooling = Pooling::Moment;
    PoolingWeights weights = PoolingWeights::Multiplicity;
    MetaFrame metaFrame = MetaFrame::Medoid;
    CrossScale crossScale = CrossScale::Active;
    bool guessesJoin = false;  // tokens whose beliefs are guesses take part in agreement
    bool unequalJoin = false;  // so do agents whose links are not equal; their meta-token's links are its medoid's

    /// θ of a scale ≥ 1, nats.
    double thresholdOf(int scale) const { return threshold * std::pow(growth, scale - 1); }

    bool operator==(const ConsensusOptions&) const = default;
};

}  // namespace gauge
