// What `auto` decides by: a device beside the processor, timed over a grid of shapes.
#pragma once

#include "core/backend/backend.h"
#include "core/backend/device_table.h"

namespace gauge::bench {

struct DeviceGrid {
    std::vector<Index> tokens{32, 128, 512, 2048};
    std::vector<Heads> heads{{16}, Heads(8, 8)};
    std::vector<Precision> precisions{Precision::Double, Precision::Single};
};

/// Medians of interleaved rounds, both sides in each. Says on standard error what it leaves out as too slow.
DeviceTable measureDevice(const Backend& device, const DeviceIdentity& identity, const DeviceGrid& grid,
                          const RunControl& control);

void printDeviceTable(const DeviceTable& table);

}  // namespace gauge::bench
