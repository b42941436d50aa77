// A sweep read back from its file: its numbers, and what makes any cell again.
#pragma once

#include "core/sweep/table.h"

namespace gauge {

struct StoredSweep {
    SweepPlan plan;
    SweepTable table;
    std::vector<double> susceptibility;  // of cells without their seed; empty where it was not measured
    std::shared_ptr<const State> state;  // what was swept, with the base's parameters
    Shard shard;
};

/// Are these the arrays of a sweep?
bool holdsSweep(const NpzArrays& arrays);

/// Throws Error: which array, what was expected and found. A text's trained words are read again by `model` (their origin), where there are any.
using ModelByOrigin = std::function<std::shared_ptr<const learn::TrainedModel>(const std::string& origin)>;
StoredSweep sweepFrom(const NpzArrays& arrays, const ModelByOrigin& model);

/// The same of a file, with its path in front.
StoredSweep readSweep(const std::string& path, const ModelByOrigin& model);

}  // namespace gauge
