#include "core/error.h"
#include "core/version.h"
#include "gpu/cuda.h"

#include "gpu/device_backend.h"
#include "gpu/device_words.h"

#include <thread>

namespace gauge {

CudaDevices cudaDevices()
{
    const gpu::DeviceAnswer found = gpu::findDevices();
    CudaDevices answer;
    answer.reason = found.reason;
    const int cores = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
    for (const gpu::DeviceInfo& d : found.devices)
        answer.devices.push_back({d.name,
                                  d.architecture,
                                  d.memory,
                                  d.processors,
                                  {d.name, d.architecture, found.driver, GAUGESCOPE_VERSION, cores}});
    return answer;
}

double freeCudaMemory(std::size_t device)
{
    return inWords([&] { return gpu::freeMemory(static_cast<int>(device)); });
}

CudaAnswer makeCudaBackend()
{
    CudaDevices there = cudaDevices();
    CudaAnswer answer{nullptr, std::move(there.devices), std::move(there.reason)};
    if (!answer.devices.empty())
        answer.backend = makeDeviceBackend(gpu::makeDevice(0));
    return answer;
}

std::vector<DeviceStage> profileCuda(const Ensemble& ensemble, const AttentionOptions& options, int repeats)
{
    if (const CudaDevices there = cudaDevices(); there.devices.empty())
        fail("--backend cuda: expected a CUDA device, found none ({})", there.reason);
    return profileDevice(*gpu::makeDevice(0), ensemble, options, repeats);
}

}  // namespace gauge
