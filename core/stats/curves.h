// What the authors of gauge transformers print of a run: entropies by layer and by κ, agreement by layer, what heads do, and whether
// the energies know which local frames they were written in.
#pragma once

#include "core/backend/backend.h"
#include "core/run_control.h"

#include <string>
#include <vector>

namespace gauge {

/// Of one head at the shown layer, means over receivers that hear anybody.
struct HeadRole {
    double entropy = 0;        // −Σ_j β ln β, nats
    double concentration = 0;  // Σ_j β²
    double self = 0;           // β_ii
    double reach = 0;          // Σ_j β |i − j|, tokens
    double energy = 0;         // Σ_j β E_ij, nats
};

/// Simultaneous local changes q_i → g_i·q_i, U_i → g_i U_i (MATH.md §7) by g_i = exp(size · A_i), A_i drawn with unit spectral norm.
struct Residual {
    double size = 0;
    double change = 0;  // largest |ΔE| over the largest |E|
};

/// The frames' entries along their two principal axes: tokens whose frames are alike lie together.
struct FramePlane {
    RowMatrixd at;                 // N×2
    double explained[2] = {0, 0};  // share of the entries' variance
};

struct ResearchCurves {
    std::vector<Vectord> entropy;  // layers+1 of H, nats: mean over receivers
    std::vector<double>
        within;  // layers+1, nats: mean D over pairs of one group; NaN without such a pair; empty without distances
    std::vector<double> between;          // layers+1, nats: mean D over the other pairs; likewise
    std::vector<double> kappa;            // 25 temperatures from κ/30 to 30 κ
    std::vector<Vectord> entropyOfKappa;  // 25 of H, at the shown layer
    std::vector<HeadRole> heads;          // H
    std::vector<Residual> equivariance;   // empty when refused
    std::string equivarianceRefused;
    FramePlane frames;  // at the shown layer
};

/// What the curves are drawn from. `layers`: the ensemble of each layer; `distance`: D of each, N×N nats, or empty where there is no
/// consensus; `group`: who is in which group, −1: in none.
struct CurvesInput {
    std::vector<Ensemble> layers;
    std::vector<const Matrixd*> distance;
    std::vector<std::vector<Index>> group;
    std::size_t shown = 0;
    std::uint64_t seed = 1;
};

/// Throws Error or Cancelled. Takes N² divergences a layer, and 5 N² for the residual.
ResearchCurves researchCurves(const Backend& backend, const CurvesInput& input, const AttentionOptions& attention,
                              const RunControl& control);

}  // namespace gauge
