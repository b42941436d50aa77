// A loaded state: N beliefs with their frames, as a file or a text gave them, checked.
#pragma once

#include "core/connection/link_arrays.h"
#include "core/gaussian/ensemble.h"
#include "core/io/arrays.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace gauge {

struct Recording;

struct State {
    std::string name;  // for titles: a file's name or the first words of a text
    Heads heads;
    LocalBeliefs belief;
    std::optional<LocalBeliefs> prior;  // absent: the belief itself
    Frames frames;
    RowMatrixd phi;                           // N×G; empty without generators
    SharedList<Matrixd> generators;           // G of K×K
    ExponentialPlan exponential;              // of the generators; no heads without them
    std::shared_ptr<const LinkArrays> links;  // what the file says of links; null: nothing
    Vectord multiplicity;                     // N
    std::vector<double> headTemperature;      // H, multiplies τ_h; empty: 1
    std::vector<std::string> tokens;          // N labels, numbered when the file has none
    std::vector<std::string> category;        // N, or empty
    std::vector<int>
        guessed;  // N: which word, where the belief is the guess for one that no vocabulary has; 0: none. Empty: nowhere
    double droppedCovariance = 0;    // relative Frobenius norm of the cross-head covariance left out
    std::string group;               // for people: "SO(3)", "no frames"
    NpzArrays arrays;                // everything the file held, as read
    std::vector<std::string> notes;  // a line for whatever of the file was not used or was taken for granted
    std::shared_ptr<const Recording>
        recording;  // of a recorded run, whose first record this is (core/gaussian/recording.h); else null

    Index tokenCount() const { return multiplicity.size(); }
    Index dim() const;
    const LocalBeliefs& priorOrBelief() const { return prior ? *prior : belief; }
};

/// Checks the arrays of FORMATS.md and builds the state: of one more leading axis (mu T×N×K) a recorded run (core/gaussian/recorded_arrays.h). Where heads and generators are those
/// of `like`, both states share the generators. Throws Error: which array, what was expected, found and where.
State stateFromArrays(NpzArrays arrays, const std::string& name, const State* like = nullptr);

/// The state in other coordinates: every (q_i, U_i) replaced by (U_i⁻¹·q_i, I), priors too (MATH.md §8). Generators stay, with φ = 0.
State absorbFrames(const State& state);

/// Reads a belief file, as `reading` says it is to be read; `like` as above. Throws Error with the path in front.
State readState(const std::string& path, const Reading& reading = {}, const State* like = nullptr);

/// The ensemble of a state: beliefs pulled back, the covariance family applied. ignoreFrames compares local beliefs as they
/// stand.
Ensemble makeEnsemble(const State& state, Covariance covariance, bool ignoreFrames);

/// The prior in the ensemble's common frame, in its covariance family.
CommonBeliefs pulledBackPrior(const State& state, const Ensemble& ensemble);

}  // namespace gauge
