// What a sweep computes: its cells, and which of them go together (MATH.md §12).
#pragma once

#include "core/learn/training.h"
#include "core/sweep/axis.h"
#include "core/sweep/measures.h"

#include <memory>
#include <nlohmann/json.hpp>

namespace gauge {

/// Cold: every cell from the loaded state. Up, down: along the first axis by rising or falling values, each cell from the beliefs of the one
/// before, with the priors as loaded. Both: one and the other.
enum class SweepPath { Cold, Up, Down, Both };

const char* pathName(SweepPath path);
/// Throws Error.
SweepPath pathFrom(const std::string& name);

/// What a sweep starts from: a state, or a text, which is given beliefs anew where what they are made by is varied.
struct SweepSource {
    std::shared_ptr<const State> state;
    std::string text;
    std::shared_ptr<const learn::TrainedModel> model;  // of the text; null: the words built in
};

struct SweepPlan {
    SweepSource source;
    Parameters base;
    std::vector<Axis> axes;  // one or two
    SweepPath path = SweepPath::Cold;
    std::vector<Measure> measures;
    std::vector<int> seeds;  // empty: the base's alone, without an axis of its own

    std::size_t directions() const { return path == SweepPath::Both ? 2 : 1; }
    std::size_t columns() const { return axes.size() > 1 ? axes[1].size() : 1; }
    std::size_t seedCount() const { return seeds.empty() ? 1 : seeds.size(); }
    std::size_t cells() const { return axes[0].size() * columns() * directions() * seedCount(); }
};

/// The place of a cell along the axes of an array: first axis, second, direction (0: the only one, or up; 1: down), seed.
struct CellPlace {
    std::size_t first = 0, second = 0, direction = 0, seed = 0;

    bool operator==(const CellPlace&) const = default;
};
/// Cells are numbered as arrays hold them, the seed fastest.
std::size_t cellNumber(const SweepPlan& plan, const CellPlace& place);
CellPlace cellPlace(const SweepPlan& plan, std::size_t cell);

/// The parameters of a cell, not checked against one another yet.
Parameters cellParameters(const SweepPlan& plan, const CellPlace& place);

/// Checks the plan as a whole, puts its measures in order and adds what they need of one another (Order for Susceptibility). Throws Error in words: seeds where nothing is
/// random, a measure that no cell can have, axes of one name, parameters of a text without one, …
SweepPlan checked(SweepPlan plan);

/// Cells that share their run: one after the other along a path, or one place of it where only what is read afterwards differs.
struct SweepUnit {
    /// A run, and the cells that measure its end.
    struct Step {
        CellPlace run;
        std::vector<std::size_t> cells;
    };
    std::vector<Step> steps;  // each from the beliefs of the one before; one with a cold path
};
std::vector<SweepUnit> unitsOf(const SweepPlan& plan);

/// Whether the state, or where a run starts, depends on the cell.
bool variesState(const SweepPlan& plan);
bool variesStart(const SweepPlan& plan);

/// The plan in words, the same for equal plans: parameters, axes, path, measures, seeds, and of the source its text and sums over its arrays.
nlohmann::ordered_json planJson(const SweepPlan& plan);

}  // namespace gauge
