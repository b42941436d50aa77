// Device errors as a user reads them.
#pragma once

#include "core/error.h"
#include "gpu/device_error.h"

namespace gauge {

/// One line: what was expected, what was found, and what computes it instead.
std::string wordsOf(const gpu::DeviceError& error);

/// Throws DeviceFailed where the device is to blame, else Error.
[[noreturn]] void throwInWords(const gpu::DeviceError& error);

/// What `work` gives; its device errors in words.
template <class F>
auto inWords(F work)
{
    try {
        return work();
    } catch (const gpu::DeviceError& e) {
        throwInWords(e);
    }
}

}  // namespace gauge
