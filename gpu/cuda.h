// The CUDA device as programs ask for it: what is behind it was built with the toolkit or without, and says so.
#pragma once

#include "core/backend/registry.h"

#include <string>
#include <vector>

namespace gauge {

/// A device that is there.
struct DeviceDescription {
    std::string name;
    std::string architecture;  // 9.0
    double memory = 0;         // bytes
    int processors = 0;
    DeviceIdentity identity;
};

struct CudaDevices {
    std::vector<DeviceDescription> devices;
    std::string reason;  // without a device: why, in words
};

/// What devices there are; none is reached.
CudaDevices cudaDevices();

/// Bytes free on one of them, which is reached for it. Throws Error.
double freeCudaMemory(std::size_t device);

struct CudaAnswer {
    std::unique_ptr<Backend> backend;  // on the first device, reached with the first work; null when there is none
    std::vector<DeviceDescription> devices;
    std::string reason;  // without a backend: why, in words
};

CudaAnswer makeCudaBackend();

/// The same of a device that was there before. Throws NoDevice where it is gone.
inline std::unique_ptr<Backend> reachCuda()
{
    CudaAnswer answer = makeCudaBackend();
    if (!answer.backend)
        throw NoDevice(answer.reason);
    return std::move(answer.backend);
}

/// Backends of the processor and of the first CUDA device: what a program hands to the engine.
inline BackendFactory deviceBackends()
{
    return backendsWith([] {
        const CudaDevices there = cudaDevices();
        if (there.devices.empty())
            return FoundDevice{{}, nullptr, there.reason};
        return FoundDevice{there.devices.front().identity, reachCuda, {}};
    });
}

/// One stage of attention on a device, timed by the device's own clock, with the least it has to compute and to move.
struct DeviceStage {
    std::string name;       // features, gemm (the bare product), pairs (with biases and clamp), softmax, messages
    double median = 0;      // seconds
    double least = 0;       // seconds
    double operations = 0;  // of the products
    double bytes = 0;
};

/// The stages of the first device on an ensemble with mean messages. Throws Error where there is none.
std::vector<DeviceStage> profileCuda(const Ensemble& ensemble, const AttentionOptions& options, int repeats);

}  // namespace gauge
