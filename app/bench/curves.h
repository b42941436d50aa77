// The two curves of MATH.md §6: what condensation pays, and what the tree method costs and errs by.
#pragma once

#include "core/cost/payoff.h"
#include "core/run_control.h"

#include <string>
#include <vector>

namespace gauge::bench {

/// N tokens of K = 16 in one head, `groups` groups of eight of which agree exactly (beliefs and priors), all others far apart.
/// Measured at several numbers of groups up to N/8, single precision.
std::vector<PayOff> payOffCurve(Index n, int repeats, const RunControl& control);

/// One measured point of the tree method.
struct TreePoint {
    std::string state;  // random, gathered, text
    Index n = 0;
    double tolerance = 0;
    Seconds tree;
    Seconds exact;             // streamed; median 0: not measured
    double bound = 0;          // the largest that the tree reported
    double messageError = -1;  // largest difference of a mean message, relative to the widest mean; −1: not measured
    double evaluations = 0;    // divergences a receiver took, groups included, mean
};

/// N tokens of K = 16, one head, single precision: `random` ones; `gathered` around 64 beliefs (standard deviation 0.02); or a
/// `text` whose words are drawn from the built-in model by Zipf's law, without positions.
TreePoint treePoint(const std::string& state, Index n, double tolerance, bool withExact, int repeats,
                    const RunControl& control);

}  // namespace gauge::bench
