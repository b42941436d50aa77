// The parameters that a map can have along its axes, and how pictures name them.
#pragma once

#include "core/pipeline/parameters.h"

#include <QString>
#include <vector>

namespace gauge::ui::map {

/// Names in the table's order.
const std::vector<const char*>& mapRows();
/// The same, and "none" first: one axis alone.
const std::vector<const char*>& mapRowsOrNone();

/// "κ" where it has a symbol, else "position rate".
QString rowSymbol(const ParameterInfo& row);
/// "κ, temperature (nat)".
QString rowTitle(const ParameterInfo& row);

}  // namespace gauge::ui::map
