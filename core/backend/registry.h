// Choosing a backend by name.
#pragma once

#include "core/backend/backend.h"

namespace gauge {

/// cpu, naive, or auto (the fastest that answers here: cpu). Throws Error in words for cuda, which this version lacks.
std::unique_ptr<Backend> makeBackend(const std::string& name);

}  // namespace gauge
