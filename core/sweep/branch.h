// The stationary states that one parameter leads through, stable and not, by the measures of a sweep (core/dynamics/continuation.h).
#pragma once

#include "core/backend/registry.h"
#include "core/dynamics/continuation.h"
#include "core/sweep/plan.h"

namespace gauge {

struct SweptPoint {
    double value = 0;              // of the parameter
    std::vector<double> measures;  // of the branch's; slowest is the eigenvalue
    double eigenvalue = 0;         // the real one of largest modulus, or the modulus of a pair
    bool stable = false;
    bool fold = false;
};

struct SweptBranch {
    const ParameterInfo* row = nullptr;
    std::vector<Measure> measures;
    std::vector<SweptPoint> points;  // along the branch
    std::size_t start = 0;           // which of them the run stood at
    std::string first, last;         // in words, how its two ends came about
};

/// What is followed, and how far.
struct BranchWish {
    SweepSource source;
    Parameters base;  // where it starts: its run is led to a standstill first
    const ParameterInfo* row = nullptr;
    double from = 0, to = 1;
    bool logarithmic = false;
    int mostPoints = 400;  // each way
};

/// Why a row cannot be followed with these parameters, in words; empty where it can.
std::string branchRefusal(const BranchWish& wish);

/// Runs layers from the loaded state until they stand still, and follows that state both ways. Measures without a meaning for a state by itself (steps, …) are left
/// out. Throws Error (branchRefusal, a run that does not come to rest, too many unknowns) or Cancelled.
SweptBranch branchThrough(const BranchWish& wish, const BackendFactory& backends, const RunControl& control);

}  // namespace gauge
