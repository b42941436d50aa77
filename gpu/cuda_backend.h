// The door to the CUDA backend (DESIGN.md, Backend): one factory, and the reason when it has nothing to give.
#pragma once

#include "core/backend/backend.h"

namespace gauge {

struct CudaAnswer {
    std::unique_ptr<Backend> backend;  // null when there is none
    std::string reason;                // then: why, in words
};

CudaAnswer makeCudaBackend();

}  // namespace gauge
