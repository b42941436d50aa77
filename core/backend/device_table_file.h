// Where a device's table is kept, and how it is read and written (docs/FORMATS.md).
#pragma once

#include "core/backend/device_table.h"

namespace gauge {

/// device-NAME.json in gaugescope/ of $XDG_CACHE_HOME or ~/.cache. Throws Error where the environment names neither.
std::string deviceTablePath(const std::string& device);

std::string deviceTableText(const DeviceTable& table);

/// Throws Error with the label in front for anything that is not a whole table of this version.
DeviceTable parseDeviceTable(const std::string& text, const std::string& label);

/// Makes the folder, and throws Error where the table could not be kept: asked before long work.
void requireDeviceTablePlace(const std::string& device);

/// Replaces the table of its device. Returns the path. Throws Error.
std::string keepDeviceTable(const DeviceTable& table);

/// The table that was measured on this very device, or in words why there is none.
struct KnownTable {
    std::optional<DeviceTable> table;
    std::string whyNot;
};
KnownTable knownTable(const DeviceIdentity& here);

}  // namespace gauge
