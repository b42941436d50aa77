// Which one control would change that there is little to see: found by trying.
#pragma once

#include "core/pipeline/engine.h"
#include "core/pipeline/trouble.h"

#include <optional>
#include <string>

namespace gauge {

struct Advice {
    Trouble trouble = Trouble::NothingAgrees;
    std::string parameter;  // name of its row; empty where no single control helps, or none could be tried
    std::string now;        // its value in force, and the one that helps: as setParameter takes them
    std::string value;
    Standing before;
    Standing after;     // computed with that value; as before where there is none
    Index unknown = 0;  // tokens that are no words of the vocabulary
    int runs = 0;       // of the engine that were made
    bool tried = true;  // false: too large to be run on the side
};

/// At most so many runs are made, each of no more than so many divergences: N = 512 through 24 layers of one step.
inline constexpr int kMostAdviceRuns = 16;
inline constexpr Index kMostAdviceTokens = 512;
inline constexpr Index kMostAdviceEvaluations = kMostAdviceTokens * kMostAdviceTokens * 25;

/// Nothing without a trouble. Otherwise the least change of one control after which the shown layer, run with it, has no trouble at all; where there is none, the
/// least after which tokens hear or differ again but do not agree yet. States that are too large are not run: there θ alone is offered, whose
/// groups the merge tree on show gives exactly. `engine`: one of the caller's own, for runs on the side. Throws Cancelled.
std::optional<Advice> adviceOn(const Snapshot& snapshot, Engine& engine, const RunControl& control);

}  // namespace gauge
