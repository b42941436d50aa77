// Choosing a backend. Core computes on the processor; a device is handed in by the program that has one (gpu/cuda.h).
#pragma once

#include "core/backend/backend.h"
#include "core/error.h"

namespace gauge {

/// Auto: the device for large states where one answers, else the processor. Naive: the literal double loop.
enum class BackendChoice { Auto, Cpu, Cuda, Naive };

/// A backend on a device, or in words why there is none.
struct FoundDevice {
    std::unique_ptr<Backend> backend;  // null: none
    std::string reason;
};

/// Asked once for each backend made.
using DeviceFinder = std::function<FoundDevice()>;

/// The choice is a device and none answers.
class NoDevice : public Error {
public:
    explicit NoDevice(const std::string& why);
    std::string reason;  // as the finder says it
};

/// What a program computes on. Throws NoDevice.
using BackendFactory = std::function<std::unique_ptr<Backend>(BackendChoice)>;

/// Backends of the processor and of a device, where the finder finds one.
BackendFactory backendsWith(DeviceFinder finder);

/// Backends of the processor alone.
BackendFactory processorBackends();

}  // namespace gauge
