// What every computation works on: beliefs in the common frame with their frames.
#pragma once

#include "core/algebra/frames.h"
#include "core/connection/connection.h"
#include "core/gaussian/covariance.h"

namespace gauge {

/// N agents. The covariance family is already applied to `common`.
struct Ensemble {
    Heads heads;
    Frames frames;
    CommonBeliefs common;
    Covariance covariance;
    std::vector<LowRankBlock> lowRank;  // a block a head with the family LowRank, else empty
    Vectord multiplicity;               // N
    std::vector<int> guessed;           // N (State::guessed); empty: nowhere
    // Φ_i for what exponentiates anew (naive) or not at all (first order); empty when frames were given as matrices.
    RowMatrixd phi;                  // N×G
    SharedList<Matrixd> generators;  // G of K×K
    Connection connection;           // links between the beliefs in the common frame; flat unless asked for

    Index tokens() const { return common.tokens(); }
};

/// After its beliefs have changed: applies the ensemble's covariance family to them, and lets links that read the means follow.
void settle(Ensemble& ensemble);

/// Tokens [first, last) as an ensemble of their own.
Ensemble rangeOf(const Ensemble& ensemble, Index first, Index last);

}  // namespace gauge
