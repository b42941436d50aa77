// What a cell of a sweep is measured by: each a number, of the state that the cell's run ends in (MATH.md §12).
#pragma once

#include "core/pipeline/stages.h"

#include <string>
#include <vector>

namespace gauge {

enum class Measure {
    Agents,   // agents that attend (of `condense`, active_agents)
    Groups,   // groups of two tokens or more at scale 1
    Largest,  // tokens of the largest cluster, over N
    Order,  // Ψ = 1 − S/S₀, S = Σ n_i |m_i − m̄|² / Σ n_i of the means in the common frame, m̄ their mean, S₀ as loaded and scattered by the
            // start noise, before any layer: 0 where nothing has moved, 1 where all means are one
    Distance,        // mean D_ij over pairs i < j, nats
    Rank,            // effective rank of the means (EffectiveRank::means), 1 … K
    Entropy,         // mean entropy of attention over heads and receivers that hear anybody, over ln N
    Modularity,      // of the clusters in the graph of attention (ClusterStatistics::modularity)
    FreeEnergy,      // F, nats, as `evolve` writes it last
    BeliefEnergy,    // its parts, nats
    CouplingEnergy,  //
    EntropyTerm,     //
    Steps,           // steps that were run: with --until as many as it took
    Converged,       // 1 where beliefs stood still by --until, 0 where layers ran out first, not a number without it
    Susceptibility,  // N times the variance of Ψ over the seeds (divided by their number)
    Slowest,  // eigenvalue of largest modulus of the mirror step's derivative at the end (core/dynamics/step_eigenvalue.h)
    MeanNorm  // √(Σ n_i |m_i|² / Σ n_i), means in the common frame
};

const std::vector<Measure>& allMeasures();
/// As in --measure and in files: "free-energy".
const char* measureName(Measure measure);
/// In the window: "free energy".
const char* measureLabel(Measure measure);
/// "nat", or "".
const char* measureUnit(Measure measure);
/// Throws Error: what there is, and what was found.
Measure measureFrom(const std::string& name);

/// Those of a sweep where none are named: all but what has no meaning there, and but the slowest eigenvalue, which takes many steps a cell.
std::vector<Measure> usualMeasures(const Request& request, bool seeds);

/// Why a measure has no meaning under these parameters, in words; empty where it has.
std::string measureRefusal(Measure measure, const Request& request, bool seeds);

/// The end of a run, and what is known of it already.
struct CellEnd {
    const State& state;  // as endState gives it
    FreeEnergy energy;   // of the run's last step
    int steps = 0;       // that were run
    bool converged = false;
    double spreadAtStart = 0;  // S₀
};

/// S = Σ n_i |m_i − m̄|² / Σ n_i in the common frame.
double spreadOfMeans(const Ensemble& ensemble);

/// A value for each of `measures`; not a number where one has no meaning, and for Susceptibility, which is made of many cells. Whatever `condense` says of
/// the state under these parameters is the same number here. Throws Error or Cancelled.
std::vector<double> measured(const std::vector<Measure>& measures, const Backend& backend, const CellEnd& end,
                             const Request& request, const RunControl& control);

/// N times the population variance of Ψ; not a number where any is none.
double susceptibility(const std::vector<double>& orders, Index tokens);

}  // namespace gauge
