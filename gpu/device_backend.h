// The Backend over a device: what is asked in the program's types, answered by a device's plain numbers.
#pragma once

#include "gpu/cuda.h"
#include "gpu/device.h"

namespace gauge {

std::unique_ptr<Backend> makeDeviceBackend(std::unique_ptr<gpu::Device> device);

std::vector<DeviceStage> profileDevice(const gpu::Device& device, const Ensemble& ensemble, const AttentionOptions& options,
                                       int repeats);

}  // namespace gauge
