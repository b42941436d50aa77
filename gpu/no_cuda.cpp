#include "core/error.h"
#include "gpu/cuda.h"

namespace gauge {

CudaAnswer makeCudaBackend()
{
    return {nullptr, {}, "this program was built without the CUDA toolkit"};
}

std::vector<DeviceStage> profileCuda(const Ensemble&, const AttentionOptions&, int)
{
    fail("--backend cuda: {}", makeCudaBackend().reason);
}

}  // namespace gauge
