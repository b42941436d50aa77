// What a parameter's controls say when one points at them.
#pragma once

#include "core/pipeline/parameters.h"

#include <QString>

namespace gauge::ui {

/// Name, what it does, and its row; `defaults`: what a double-click goes back to.
QString parameterTip(const ParameterInfo& info, const Parameters& defaults);

/// Its name with its symbol: "temperature κ".
QString parameterTitle(const ParameterInfo& info);

}  // namespace gauge::ui
