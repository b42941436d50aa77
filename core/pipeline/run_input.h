// What a run is asked to do.
#pragma once

#include "core/gaussian/state.h"
#include "core/pipeline/parameters.h"

#include <memory>
#include <string>
#include <vector>

namespace gauge::learn {
struct TrainedModel;
}

namespace gauge {

/// Layers of a run that began with other parameters.
struct Leg {
    Parameters parameters;
    int until = 0;  // the layer at which the parameters changed

    bool operator==(const Leg&) const = default;
};

/// What some views ask of a run besides; it is as well given without.
struct Extras {
    bool curves = false;   // what the statistics view shows
    bool extents = false;  // what its layers reach together: for pictures while it plays

    bool operator==(const Extras&) const = default;
};

/// What to run: a typed text, or a loaded state when there is one.
struct RunInput {
    std::string text;
    std::shared_ptr<const learn::TrainedModel> model;  // what gives a text its beliefs; null: the built-in word model
    std::shared_ptr<const State> state;                // wins over the text
    Parameters parameters;
    int layer = -1;  // to show; −1: the last
    Extras extras;
    std::vector<Leg> earlier;  // by rising layer: later layers go on from the beliefs these left

    bool operator==(const RunInput&) const = default;
};

/// Whether two runs are of the same text or state, whatever their parameters.
inline bool sameSource(const RunInput& a, const RunInput& b)
{
    return a.text == b.text && a.model == b.model && a.state == b.state;
}

}  // namespace gauge
