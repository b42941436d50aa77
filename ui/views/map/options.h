// What a person chose for the map view.
#pragma once

#include "core/sweep/measures.h"
#include "ui/scene/scene.h"

#include <string>

namespace gauge::ui::map {

/// Of a map in both directions: what its colours are.
enum Coloured { Up, Down, Difference };

struct Options {
    std::string x = "kappa", y = "alpha";            // rows of the parameter table; y empty: one axis alone, a curve
    double xFrom = 0, xTo = 0, yFrom = 0, yTo = 0;   // 0 and 0: the row's slider (usualAxis)
    int xScale = 0, yScale = 0;                      // 0: as the slider, 1 linear, 2 logarithmic
    int measure = static_cast<int>(Measure::Order);  // its place in allMeasures()
    int path = 0;                                    // SweepPath
    int side = Up;
    int seeds = 1;   // so many from the present one on, where something is random
    int spread = 0;  // colours are the standard deviation over seeds instead of the mean
    int contours = 1, cuts = 1;
    int branch = 0;  // stationary states through the present point, followed along x
    int until = 0;   // 0: as many layers as the run; 1: until beliefs stand still (1e-9, at most 2,000 layers)

    bool operator==(const Options&) const = default;
};

inline const Options& optionsOf(const Scene& scene)
{
    return scene.options.of<Options>();
}

}  // namespace gauge::ui::map
