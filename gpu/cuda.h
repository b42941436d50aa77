// The CUDA device as programs ask for it: what is behind it was built with the toolkit or without, and says so.
#pragma once

#include "core/backend/registry.h"

#include <string>
#include <vector>

namespace gauge {

/// A device that answered.
struct DeviceDescription {
    std::string name;
    std::string architecture;  // 9.0
    double memory = 0;         // bytes
    double free = 0;           // bytes
    int processors = 0;
};

struct CudaAnswer {
    std::unique_ptr<Backend> backend;  // on the first device; null when there is none
    std::vector<DeviceDescription> devices;
    std::string reason;  // without a backend: why, in words
};

CudaAnswer makeCudaBackend();

/// Backends of the processor and of the first CUDA device: what a program hands to the engine.
inline BackendFactory deviceBackends()
{
    return backendsWith([] {
        CudaAnswer answer = makeCudaBackend();
        return FoundDevice{std::move(answer.backend), std::move(answer.reason)};
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
