// A stage of the pipeline, and the parameters it reads: declared once, for its key and for what it is given (DESIGN.md, idea 3).
#pragma once

#include "core/pipeline/parameters.h"

#include <string>
#include <vector>

namespace gauge {

class Stage {
public:
    /// `reads`: names of the parameter table (Error for one that is not there).
    Stage(std::string name, std::vector<std::string> reads);

    const std::string& name() const { return name_; }
    const std::vector<std::string>& reads() const { return reads_; }

    /// The values of what it reads: equal keys, equal results.
    std::string key(const Parameters& parameters) const;

    /// A request that holds what the stage reads, and defaults for the rest: what is not declared cannot be read, so no key can miss
    /// it. Temperatures of heads are the state's and always there.
    Request given(const Request& asked) const;

private:
    std::string name_;
    std::vector<std::string> reads_;
};

/// Every stage with parameters of its own. What else a stage reads are the results of others.
struct StageTable {
    Stage embed;        // text → state
    Stage absorb;       // state → the same state without frames
    Stage start;        // state → ensemble and prior
    Stage layers;       // → trajectory; how many layers is an argument, so that a run can go on
    Stage groupLayers;  // the same where groups matter: condensed layers, meta-tokens as priors
    Stage trees;        // a layer → distances and merge tree
    Stage attend;       // a layer → energies, attention, messages
    Stage holonomy;     // links and attention → loops, frustration
    Stage cut;          // trees → groups, levels
    Stage active;       // levels → attention among agents
    Stage curves;       // all of them → what the statistics view shows
    Stage gradient;     // → gradients of the free energy

    std::vector<const Stage*> all() const;
    /// Whichever of the two ways to run layers these parameters take.
    const Stage& layersFor(const Parameters& parameters) const;
};
const StageTable& stages();

}  // namespace gauge
