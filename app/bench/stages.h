// The stages of exact attention, each timed alone.
#pragma once

#include "app/bench/rounds.h"

namespace gauge::bench {

/// A task whose row says what it is a stage of.
Task stageTask(const Shape& shape, const char* name, const char* situation, double operations);

/// On the processor: exponentials, pull-back, features, pairs, and the machine's best plain product beside the pairs. The
/// state is read while the tasks run.
void addStages(const Shape& shape, const State& state, const std::shared_ptr<const Ensemble>& ensemble,
               std::vector<Task>& tasks);

/// Kernel by kernel, by the device's own clock, in the shape's precision and in those of matrix units.
void addDeviceStages(const Shape& shape, const Ensemble& ensemble, int repeats, std::vector<Row>& rows);

}  // namespace gauge::bench
