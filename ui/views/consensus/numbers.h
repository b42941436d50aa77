// How tight the groups are, in numbers.
#pragma once

#include "ui/scene/scene.h"

#include <array>

namespace gauge::ui::consensus {

/// Name and value, and what it means.
using Rows = std::vector<std::array<QString, 3>>;

Rows numbersOf(const Snapshot& snapshot);

/// "within 0.1 · between 2 nat · …"
QStringList shortNumbers(const Snapshot& snapshot);

}  // namespace gauge::ui::consensus
