// The pipeline from a source and parameters to a snapshot, stage by stage, each remembered.
#pragma once

#include "core/pipeline/memo.h"
#include "core/pipeline/snapshot.h"
#include "core/run_control.h"

#include <optional>

namespace gauge {

/// Layers of a run that began with other parameters.
struct Leg {
    Parameters parameters;
    int until = 0;  // the layer at which the parameters changed
};

/// What to run: a typed text, or a loaded state when there is one.
struct RunInput {
    std::string text;
    std::shared_ptr<const State> state;  // wins over the text
    Parameters parameters;
    int layer = -1;            // to show; −1: the last
    std::vector<Leg> earlier;  // by rising layer: later layers go on from the beliefs these left
};

/// Whether layers run alike under both: a change of the others (θ, the shown quantities) does not need a run to go on.
bool sameLayers(const Parameters& a, const Parameters& b);

/// Not thread-safe: one owner, one run at a time. Stages: embed, absorb, frames, trajectory, trees, attend, cut, levels, active.
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
