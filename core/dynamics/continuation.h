// Following a stationary state as one parameter moves, through folds and along unstable branches: pseudo-arclength continuation (Keller 1977;
// Allgower and Georg, Numerical Continuation Methods, ch. 2 to 6).
#pragma once

#include "core/dynamics/step_eigenvalue.h"

namespace gauge {

/// The step at a value of the parameter: the same tokens and heads at every value.
using StepMapAt = std::function<StepMap(double value)>;

/// Which ways a branch is followed from its start: towards larger values at first, smaller ones, or both.
enum class Ways { Up, Down, Both };

struct ContinuationOptions {
    double from = 0;  // the parameter's range, from < to
    double to = 1;
    bool logarithmic = false;  // steps are taken in the parameter's logarithm; from > 0
    Ways ways = Ways::Both;
    double firstStep = 0.01;   // of arclength
    double mostStep = 0.05;    // of arclength
    int mostPoints = 1000;     // each way, the start counted
    double tolerance = 1e-10;  // of the last correction, in arclength
};

/// Points of more unknowns than that are not followed: their matrices take n² numbers, and 2n steps each.
inline constexpr Index kMostFollowed = 2500;

/// A stationary state. Arclength: ds² = dq² + Σ (dx_k/scale_k)²/n, q the parameter from 0 to 1 over its range, scales of the start
/// (StepMap::scale).
struct BranchPoint {
    double value = 0;
    double arclength = 0;  // from the start; below 0 on the way down
    CommonBeliefs beliefs;
    StepEigenvalue eigenvalue;
    bool stable = false;  // the eigenvalue's modulus is below 1
    bool fold = false;    // where the branch turns: the value is right to 1e-8 of the range (of its logarithm)
};

enum class BranchEnd { Range, MostPoints, CameBack, Stopped };

/// Where following ended, and in words why.
struct BranchEnding {
    BranchEnd how = BranchEnd::Range;
    std::string words;
};

struct Branch {
    std::vector<BranchPoint> points;  // by arclength, ascending
    std::size_t start = 0;            // which of them is the start
    BranchEnding first;               // how the way down ended; where only the way up was asked for, at the start
    BranchEnding last;                // likewise up

    /// Indices of the folds.
    std::vector<std::size_t> folds() const;
};

/// Says in words why a state of so many unknowns is not followed; empty where it is.
std::string continuationRefusal(Index unknowns);

/// Follows the stationary state near `start` at `value`: a predictor along the branch's tangent, Newton's method on the step's residual bordered by it, steps of a
/// length that follows the branch's curvature. Folds are points of the branch. Ends at the range's ends, after most points, where a closed branch comes
/// back to its start, or where even the shortest step finds nothing. Throws Error (a range or value that is none, too many unknowns, no stationary state near the start, whatever
/// `problem` throws) or Cancelled. Reports the share of most points done.
Branch follow(const StepMapAt& problem, double value, const CommonBeliefs& start, const ContinuationOptions& options,
              const RunControl& control);

}  // namespace gauge
