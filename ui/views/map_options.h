// What the options of a map ask of a run and which cell lies where, for whoever fills maps, opens sweeps or draws figures of them.
#pragma once

#include "core/pipeline/run_input.h"
#include "core/sweep/branch.h"
#include "core/sweep/map.h"
#include "ui/scene/scene.h"

#include <optional>

namespace gauge::ui::map {

/// What is to be filled for these options and that run (source, parameters). What is varied is set to its axis' first value, so that a wish does not depend on
/// where on the map the run stands. Throws Error in words where the options cannot be.
MapWish wishOf(const ViewOptions& options, const RunInput& run);

/// The branch along x through the run's own place; nothing where none is asked for, or x is not a number.
std::optional<BranchWish> branchWishOf(const ViewOptions& options, const RunInput& run);

/// What the colours are of.
Measure measureOf(const ViewOptions& options);

/// How a sweep from a file is shown: its axes, path and seeds, and the measure of `before` where the sweep has it, else its first; what else was chosen stays.
ViewOptions sweptOptions(const SweepPlan& plan, const ViewOptions& before);

/// Throws Error in words where options ask of a sweep from a file what it is not: other axes, another path, other seeds or layers.
void requireSwept(const SweepPlan& plan, const ViewOptions& asked);

/// The cell under a point; of several seeds the first. Nothing beside the cells, and where there is no map.
std::optional<CellPlace> cellAt(const QRectF& area, const Scene& scene, const QPointF& at);

/// The cell that the run on show stands in, or the nearest; nothing without a map.
std::optional<CellPlace> presentCell(const Scene& scene);

}  // namespace gauge::ui::map
