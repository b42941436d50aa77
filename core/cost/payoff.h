// Does condensation pay? Measured on a state, both sides in the same rounds, never modelled (MATH.md §6).
#pragma once

#include "core/dynamics/condensed.h"

namespace gauge {

/// A time measured several times, in seconds.
struct Seconds {
    double least = 0;
    double median = 0;
};

/// What a run of L layers takes on all tokens and on active agents.
struct PayOff {
    Index tokens = 0;                // N
    Index agents = 0;                // A after the first layer
    int layers = 0;                  // L
    Index fullEvaluations = 0;       // divergences of L·S steps on tokens
    Index condensedEvaluations = 0;  // the same on agents, members asked included
    Seconds full;                    // L layers on tokens
    Seconds condensed;               // L layers on agents: the first on all tokens, detection and formation included
    Seconds fullLayer;               // one more layer on tokens: (L layers − 1 layer)/(L − 1)
    Seconds condensedLayer;          // one more layer on agents, likewise
    Seconds detection;               // distances and groups from energies that are there, N tokens
    Seconds formation;               // pooling those groups
    double difference = 0;           // largest distance of a mean at the end, relative to the widest mean

    double fractionCondensed() const { return 1 - static_cast<double>(agents) / static_cast<double>(tokens); }
    double runSpeedUp() const { return full.median / condensed.median; }
    double layerSpeedUp() const { return fullLayer.median / condensedLayer.median; }
    /// Layers from which the run on agents is ahead; 0: never.
    double breakEvenLayers() const;
};

struct PayOffOptions {
    int repeats = 9;
    int layers = 4;  // ≥ 2; of options.layers nothing is read
};

/// Times everything in `repeats` rounds that interleave all sides, after one round to warm up. Throws what evolveCondensed
/// throws.
PayOff measurePayOff(const Backend& backend, const Ensemble& ensemble, const CommonBeliefs& prior,
                     const AttentionOptions& attention, const EvolveOptions& options, const ConsensusOptions& consensus,
                     const PayOffOptions& how, const RunControl& control);

/// Wall-clock seconds that `work` takes, once.
double secondsOf(const std::function<void()>& work);

/// Least and median of measured times (at least one).
Seconds summarise(std::vector<double> seconds);

/// Where a curve of speed-ups over fractions condensed (rising) crosses 1, by straight lines between measured points; −1: nowhere.
double breakEvenFraction(const std::vector<double>& fraction, const std::vector<double>& speedUp);

}  // namespace gauge
