// How a long computation is watched and stopped.
#pragma once

#include "core/error.h"

#include <functional>
#include <stop_token>

namespace gauge {

struct RunControl {
    std::stop_token stop;
    std::function<void(double)> progress;  // fraction done, 0..1; may be empty

    /// Throws Cancelled once a stop was asked for.
    void check() const
    {
        if (stop.stop_requested())
            throw Cancelled();
    }
    void report(double fraction) const
    {
        if (progress)
            progress(fraction);
    }
};

}  // namespace gauge
