// The pipeline from a source and parameters to a snapshot: every stage remembered by what it reads.
#pragma once

#include "core/backend/registry.h"
#include "core/pipeline/snapshot.h"
#include "core/run_control.h"

namespace gauge {

/// Whether layers run alike under both: a change of the others (θ, the shown quantities) does not need a run to go on.
bool sameLayers(const Parameters& a, const Parameters& b);

/// Not thread-safe: one owner, one run at a time.
class Engine {
public:
    /// `backends`: what this program computes on.
    explicit Engine(BackendFactory backends);
    ~Engine();

    /// Throws Error (bad text, parameters that cannot be honoured) or Cancelled; remembered stages survive both.
    std::shared_ptr<const Snapshot> run(const RunInput& input, const RunControl& control);

    struct Memory;

private:
    std::unique_ptr<Memory> memory_;
};

}  // namespace gauge
