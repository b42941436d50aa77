// Every method and approximation timed on one state, side by side, for the cost view (BENCH.md's rules: same rounds, medians).
#pragma once

#include "core/cost/model.h"
#include "core/cost/payoff.h"
#include "core/gaussian/state.h"
#include "core/pipeline/parameters.h"
#include "core/run_control.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace gauge {

/// What a method's name stands for.
struct MethodInfo {
    AttentionOptions options;
    std::string covariance;
    bool naive = false;
};

/// By name: naive, exact, pairwise, diagonal, diagonal-projected, first-order, low-rank=2, low-rank=8, window=8, renyi=0.5, dot-product;
/// and along connections heads, power (F = 0.1, P = 1.5), links (random, 0.3) and links-naive.
const std::map<std::string, MethodInfo>& methodTable();

/// Names of the table in the order in which they are shown.
const std::vector<std::string>& methodNames();

/// One method on one state.
struct MethodTime {
    std::string method;
    Precision precision = Precision::Double;
    Seconds cold;             // from the loaded state to attention and mean messages; median 0: not measured
    Seconds warm;             // the pair stage, when κ or the mask moves
    double greatestCold = 0;  // the slowest round, seconds
    double greatestWarm = 0;
    Index tokensMeasured = 0;  // fewer than N: measured on the first ones, times scaled by (N/n)²
    Cost cost;                 // of the cold run on all N
    double error = -1;         // of energies, largest beside the largest exact one; of attention for dot-product; −1: none
    std::string refused;       // in words, when this state cannot have it
};

struct CostReport {
    Index tokens = 0;
    Index dim = 0;
    std::size_t heads = 0;
    int rounds = 0;  // finished
    std::vector<MethodTime> methods;
    std::optional<PayOff> payOff;
    std::string payOffRefused;
    /// Share of tokens that has to condense for a layer to break even, from the measured parts: 1 − √(1 − (detection + formation)/layer);
    /// NaN where those alone take longer than the layer.
    double breakEven() const;
};

struct MethodsOptions {
    int rounds = 7;
    double longest = 1.0;  // seconds a round of one method may take; a slower one is measured on fewer tokens
    bool single = true;    // exact in single precision too
};

/// Times everything in interleaved rounds after one to warm up; `found` is called after each round with what is known by then. `backends`:
/// what condensation is timed on. Throws Error or Cancelled.
CostReport measureCosts(const State& state, const Request& request, const BackendFactory& backends,
                        const MethodsOptions& how, const RunControl& control,
                        const std::function<void(const CostReport&)>& found);

}  // namespace gauge
