// Named arrays in a file of whichever format its extension names.
#pragma once

#include "core/io/npz.h"

namespace gauge {

/// By the extension: .safetensors, .csv (reading only) or .npz. Throws Error with the path in front.
NpzArrays readArrays(const std::string& path);
void writeArrays(const std::string& path, const std::vector<std::pair<std::string, NpyArray>>& arrays);

}  // namespace gauge
