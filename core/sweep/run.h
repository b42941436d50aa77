// Computing the cells of a sweep, on all threads of the pool.
#pragma once

#include "core/backend/registry.h"
#include "core/sweep/plan.h"

#include <functional>
#include <map>
#include <optional>

namespace gauge {

/// Where a path stands: the state that the next cell starts from.
struct Carried {
    std::size_t step = 0;  // of its unit, whose end this is
    std::shared_ptr<const State> state;
};

/// What one step of a unit gave.
struct SweptStep {
    std::size_t unit = 0;
    std::size_t step = 0;
    std::vector<std::vector<double>> values;  // of the step's cells, a value a measure
    std::string failure;                      // in words, why there are no numbers; empty where there are
    const Carried* carried = nullptr;         // of a path that goes on; lives as long as the call
};

/// Told of every step, by one thread at a time.
using StepSink = std::function<void(const SweptStep&)>;

/// What was known of a unit before, so that it goes on: the steps before `from` are not run.
struct UnitStart {
    std::size_t unit = 0;
    std::size_t from = 0;
    std::optional<Carried> carried;
};

/// Computes cells of one plan. Made once: the state, and where runs begin if all begin alike, are shared by all cells. Any thread may ask.
class Sweeper {
public:
    /// The plan is `checked`. Throws Error: a text without words, no device where one is asked for, or where all cells begin alike what that start cannot
    /// honour; what one cell cannot honour is said by the cell.
    Sweeper(SweepPlan plan, const BackendFactory& backends);

    const SweepPlan& plan() const { return plan_; }
    const std::vector<SweepUnit>& units() const { return units_; }
    /// The state as loaded: as the first cell that can be has it.
    const State& state() const { return *state_; }

    /// Runs units in parallel, in about the order given; a cell that cannot be computed has no numbers, and the others go on. Throws Cancelled.
    void run(const std::vector<UnitStart>& units, const StepSink& sink, const RunControl& control) const;

    /// What a path carries, from mu, sigma and frames as they were written. Throws Error.
    std::shared_ptr<const State> carriedFrom(NpzArrays ends) const;

    /// The state that a cell's run ends in: of a path, through all the cells before it. Throws Error or Cancelled.
    State endOf(std::size_t cell, const RunControl& control) const;

private:
    struct Ended {
        std::shared_ptr<const State> state;
        FreeEnergy energy;
        int steps = 0;
        bool converged = false;
        double spread = 0;
    };

    std::shared_ptr<const State> stateUnder(const Request& request) const;
    std::shared_ptr<const State> carried(const State& loaded, const State& before) const;
    Ended runCell(const CellPlace& place, const Carried* before, const RunControl& control) const;
    void runUnit(const UnitStart& start, const StepSink& sink, const RunControl& control) const;

    SweepPlan plan_;
    std::vector<SweepUnit> units_;
    std::map<BackendChoice, std::shared_ptr<const Backend>> backends_;  // of all cells
    std::shared_ptr<const State> state_;                                // with the base's parameters
    std::shared_ptr<const Start> start_;  // where all cells begin; null where that depends on the cell
    double spread_ = 0;                   // of its means
};

}  // namespace gauge
