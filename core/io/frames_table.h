// A table of frame coordinates, told from one of means.
#pragma once

#include <string>

namespace gauge {

/// Has the table columns phi_… and none mu_…? Looks at its header alone; false for what is no table that can be read.
bool isFramesTable(const std::string& path);

}  // namespace gauge
