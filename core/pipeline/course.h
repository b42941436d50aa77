// The course of a run: its layers leg by leg, where parameters changed on the way.
#pragma once

#include "core/pipeline/run_input.h"
#include "core/pipeline/stages.h"

#include <memory>
#include <vector>

namespace gauge {

/// Layers of all legs so far, one after the other; or the records of a recorded run.
struct Course {
    CondensedTrajectory run;
    std::vector<int> layerAt;  // layers+1: where in the history each layer begins
    std::vector<int> changes;  // layers at which parameters changed
    bool framesMoved = false;
    std::vector<std::shared_ptr<const Start>>
        starts;  // of every record, with its own tokens; empty for layers that were run
};

/// The legs of an input, the last with its own parameters: each ends where the next begins.
std::vector<Leg> legsOf(const RunInput& input);

/// Those that lead to a layer of it, from 1 to its last: what lies behind a run that goes on from there with other parameters.
std::vector<Leg> legsTo(const RunInput& input, int layer);

/// The first leg of so many layers.
Course firstLeg(const Backend& backend, const Start& start, const Request& request, const RunControl& control);

/// One more leg, from the beliefs the legs before left, in the ensemble of its own start.
Course nextLeg(const Backend& backend, const Course& before, const Start& start, const Request& request,
               const RunControl& control);

}  // namespace gauge
