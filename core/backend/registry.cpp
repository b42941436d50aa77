#include "core/backend/registry.h"

#include "core/backend/cuda.h"
#include "core/error.h"

namespace gauge {

std::unique_ptr<Backend> makeBackend(const std::string& name)
{
    if (name == "cpu")
        return makeCpuBackend();
    if (name == "naive")
        return makeNaiveBackend();
    if (name != "auto" && name != "cuda")
        fail("--backend: expected auto, cpu, cuda or naive, found '{}'", name);
    CudaAnswer cuda = makeCudaBackend();
    if (name == "cuda") {
        if (!cuda.backend)
            fail("--backend cuda: expected a CUDA device, found none ({}); --backend cpu computes the same", cuda.reason);
        return std::move(cuda.backend);
    }
    return cuda.backend ? makeAutoBackend(std::move(cuda.backend)) : makeCpuBackend();
}

}  // namespace gauge
