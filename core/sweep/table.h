// The numbers of a sweep, cell by cell, and the arrays of its file (FORMATS.md).
#pragma once

#include "core/pipeline/evolved.h"
#include "core/sweep/plan.h"

namespace gauge {

/// Values by measure and cell; not a number where a cell was not computed or has none.
struct SweepTable {
    SweepTable(const SweepPlan& plan);

    std::vector<std::vector<double>> values;  // of plan.measures, cells() each
    void set(std::size_t cell, const std::vector<double>& of);
};

/// N times the variance of Ψ over seeds, of every cell without its seed; empty unless the plan measures it.
std::vector<double> susceptibilities(const SweepPlan& plan, const SweepTable& table, Index tokens);

/// Which part of a sweep this is: `part` of `parts`, from 1.
struct Shard {
    std::size_t part = 1;
    std::size_t parts = 1;

    bool whole() const { return parts == 1; }
    /// Units go to parts in turn.
    bool holds(std::size_t unit) const { return unit % parts == part - 1; }
};
/// "3/16". Throws Error.
Shard shardFrom(const std::string& text);

/// The file of a sweep: axis_0, axis_1, the measures, axes, path, seeds, parameters, the state as input.NAME; of a part, shard.
NamedArrays sweepArrays(const SweepPlan& plan, const SweepTable& table, const State& state, const Shard& shard);

/// The same as a table of text: a line a cell, its axes, direction and seed, then its measures; RFC 4180.
std::string sweepCsv(const SweepPlan& plan, const SweepTable& table, Index tokens);

/// The whole of its parts, in any order, byte for byte what one run would have written. Throws Error: which part is missing or does not belong.
NamedArrays mergedSweep(const std::vector<std::pair<std::string, NpzArrays>>& parts);

}  // namespace gauge
