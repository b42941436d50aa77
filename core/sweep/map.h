// A map that fills coarse to fine while somebody looks at it.
#pragma once

#include "core/sweep/run.h"
#include "core/sweep/stored.h"

namespace gauge {

/// A sweep as far as it is computed, immutable once told.
struct SweepMap {
    SweepPlan plan;
    SweepTable table;                    // cells that are not known hold what the nearest known one along both axes has
    std::vector<double> susceptibility;  // of cells without their seed; empty unless the plan measures it
    std::vector<char> known;             // by cell: computed
    std::size_t done = 0;                // cells that are
    std::shared_ptr<const State> state;  // what is swept, with the base's parameters
    std::size_t failed = 0;              // known cells without numbers, and the reason of one
    std::string failure;

    bool complete() const { return done == plan.cells(); }
};

/// A stored sweep as a map: cells whose numbers are all missing are not known.
std::shared_ptr<const SweepMap> mapOf(const StoredSweep& sweep);

/// Numbers along an axis that `fillMap` refines: each level has every place of the one before and one between any two.
struct MapAxis {
    const ParameterInfo* row = nullptr;
    double from = 0, to = 1;
    bool logarithmic = false;
    std::vector<std::string>
        words;  // of a row that is not a real number, or a list of one's own: never refined; empty otherwise

    bool operator==(const MapAxis&) const = default;
};

/// From a row's slider; of a choice or a flag its words.
MapAxis usualAxis(const ParameterInfo& row);

/// What to fill: plan.axes are made of `axes`.
struct MapWish {
    SweepPlan plan;  // without axes
    std::vector<MapAxis> axes;
    std::size_t first = 24;  // places along an axis of numbers at the first level
    int levels = 3;          // the last has (first − 1)·2^(levels−1) + 1

    bool operator==(const MapWish&) const;
};

/// The axes of a level, counted from 0. Throws Error.
std::vector<Axis> axesOf(const MapWish& wish, int level);

/// Computes the levels one after the other, each from its coarse places to its fine ones, and tells what is there about 15 times a second, the last of each level
/// in any case. What the level before knows of a cold path is not computed again. `pause` is asked between batches of a few cells and returns when to go on: whoever
/// is in the foreground goes first. Throws Error (a plan that cannot be, the first reason where no cell has numbers) or Cancelled.
using MapFound = std::function<void(std::shared_ptr<const SweepMap>)>;
void fillMap(const MapWish& wish, const BackendFactory& backends, const MapFound& found, const std::function<void()>& pause,
             const RunControl& control);

}  // namespace gauge
