// Choosing a backend by name.
#pragma once

#include "core/backend/backend.h"

namespace gauge {

/// cpu, naive, cuda, or auto: cuda for large states where a device answers, else cpu. Throws Error in words where there is no device.
std::unique_ptr<Backend> makeBackend(const std::string& name);

}  // namespace gauge
