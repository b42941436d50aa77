#include "core/error.h"
#include "gpu/cuda.h"

namespace gauge {

CudaDevices cudaDevices()
{
    return {{}, "this program was built without the CUDA toolkit"};
}

double freeCudaMemory(std::size_t)
{
    fail("--backend cuda: {}", cudaDevices().reason);
}

CudaAnswer makeCudaBackend()
{
    return {nullptr, {}, cudaDevices().reason};
}

std::vector<DeviceStage> profileCuda(const Ensemble&, const AttentionOptions&, int)
{
    fail("--backend cuda: {}", cudaDevices().reason);
}

}  // namespace gauge
