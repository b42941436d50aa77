// What is measured of a device for `auto`; the device here is the processor.
#include "app/bench/device_grid.h"
#include "core/backend/device_table_file.h"

#include <gtest/gtest.h>

namespace gauge::test {
namespace {

TEST(DeviceGrid, TimesEveryStageOfEveryShapeOnBothSides)
{
    const auto device = makeCpuBackend();
    const DeviceIdentity here{"none", "0", "0", "0", 1};
    const bench::DeviceGrid grid{{4, 9}, {{3}, {3, 5}}, {Precision::Double, Precision::Single}};
    const DeviceTable table = bench::measureDevice(*device, here, grid, {});
    ASSERT_EQ(table.points.size(), 8 * kTimedStages.size());
    for (const TimedStage stage : kTimedStages)
        for (const Precision precision : grid.precisions)
            for (const Heads& heads : grid.heads)
                for (const Index n : grid.tokens)
                    EXPECT_TRUE(predicted(table, stage, precision, {n, featureLength(heads, {})}))
                        << stageName(stage) << ' ' << precisionName(precision) << ' ' << n;
    EXPECT_EQ(deviceTableText(parseDeviceTable(deviceTableText(table), "table")), deviceTableText(table));
}

}  // namespace
}  // namespace gauge::test
