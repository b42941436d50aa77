// The free energy and its parts as lines over the layers.
#pragma once

#include "ui/views/free_energy/options.h"

namespace gauge::ui::free_energy {

struct Line {
    QString name;
    std::vector<double> value;  // one a step, nats
    int colour;                 // of a cluster; −1 the text's
};

/// The token whose share is shown; −1: all.
int tokenOf(const Scene& scene);

std::vector<Line> linesOf(const Scene& scene);

/// Of the state shown and of the one compared with.
std::vector<std::vector<Line>> statesOf(const Scene& scene);

/// Layer (with fractions for steps) of each entry of the history.
std::vector<double> layersOf(const Snapshot& snapshot);

/// nat, or whose share of it.
QString unitOf(const Scene& scene);

}  // namespace gauge::ui::free_energy
