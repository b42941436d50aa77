// Choosing a backend. Core computes on the processor; a device is handed in by the program that has one (gpu/cuda.h).
#pragma once

#include "core/backend/backend.h"
#include "core/backend/device_table.h"
#include "core/error.h"

#include <functional>

namespace gauge {

/// Auto: the device for what was measured to be faster on it, else the processor. Naive: the literal double loop.
enum class BackendChoice { Auto, Cpu, Cuda, Naive };

/// The device there is and how it is reached, or in words why there is none.
struct FoundDevice {
    DeviceIdentity identity;
    std::function<std::unique_ptr<Backend>()> make;  // empty: no device; throws Error
    std::string reason;
};

/// Looks for a device without reaching it. Asked once by a factory, when a choice first needs to know.
using DeviceFinder = std::function<FoundDevice()>;

/// What was asked for is the device's to compute, and it cannot; the processor may.
class DeviceFailed : public Error {
public:
    using Error::Error;
};

/// The choice is a device and none answers.
class NoDevice : public DeviceFailed {
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
