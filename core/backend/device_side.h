// The device's side of `auto`: how it is reached, and what was measured of it.
#pragma once

#include "core/backend/backend.h"
#include "core/backend/device_table.h"

#include <functional>

namespace gauge {

struct DeviceSide {
    std::function<std::unique_ptr<Backend>()> make;  // called once, when the device first has something to do; throws Error
    std::optional<DeviceTable> table;                // none: everything that the processor honours stays on it
    std::string whyNot;                              // without a table: in words
};

/// The device for what the table predicts to be faster there and for what the processor refuses, else the processor.
std::unique_ptr<Backend> makeAutoBackend(DeviceSide device);

}  // namespace gauge
