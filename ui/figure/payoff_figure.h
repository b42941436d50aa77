// The figures of `gaugescope-cli payoff`: does condensation pay, and what the tree method costs and errs by.
#pragma once

#include "ui/scene/chart.h"

#include <string>
#include <vector>

namespace gauge::ui {

/// "pay-off" or "tree" from the JSON text of a payoff run. Throws Error: a text that is none, a part that is missing, another view.
std::vector<Chart> payOffCharts(const std::string& json, const std::string& view);

}  // namespace gauge::ui
