#include "core/error.h"
#include "gpu/cuda.h"

#include "gpu/device_backend.h"

namespace gauge {

CudaAnswer makeCudaBackend()
{
    gpu::DeviceAnswer found = gpu::findDevice();
    CudaAnswer answer;
    answer.reason = std::move(found.reason);
    for (const gpu::DeviceInfo& d : found.devices)
        answer.devices.push_back({d.name, d.architecture, d.memory, d.free, d.processors});
    if (found.device)
        answer.backend = makeDeviceBackend(std::move(found.device));
    return answer;
}

std::vector<DeviceStage> profileCuda(const Ensemble& ensemble, const AttentionOptions& options, int repeats)
{
    gpu::DeviceAnswer found = gpu::findDevice();
    if (!found.device)
        fail("--backend cuda: expected a CUDA device, found none ({})", found.reason);
    return profileDevice(*found.device, ensemble, options, repeats);
}

}  // namespace gauge
