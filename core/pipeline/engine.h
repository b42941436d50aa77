// The pipeline from a source and parameters to a snapshot, stage by stage, each remembered.
#pragma once

#include "core/pipeline/memo.h"
#include "core/pipeline/snapshot.h"
#include "core/run_control.h"

#include <optional>

namespace gauge {

/// Whether layers run alike under both: a change of the others (θ, the shown quantities) does not need a run to go on.
bool sameLayers(const Parameters& a, const Parameters& b);

/// Not thread-safe: one owner, one run at a time. Stages: embed, absorb, frames, trajectory, trees, attend, cut, levels, active, curves.
class Engine {
public:
    Engine();
    ~Engine();

    /// Throws Error (bad text, parameters that cannot be honoured) or Cancelled; remembered stages survive both.
    std::shared_ptr<const Snapshot> run(const RunInput& input, const RunControl& control);

    struct Stages;

private:
    std::unique_ptr<Stages> stages_;
};

}  // namespace gauge
