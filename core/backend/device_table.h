// How long a device and the processor took for the same work, and which of them that makes faster: what `auto` decides by.
#pragma once

#include "core/attention/options.h"

#include <optional>
#include <string>
#include <vector>

namespace gauge {

/// A device with all that times beside the processor's rest on. Times of another one say nothing.
struct DeviceIdentity {
    std::string device;
    std::string architecture;  // 9.0
    std::string driver;
    std::string program;  // version
    int cores = 0;        // of the processor

    bool operator==(const DeviceIdentity&) const = default;
};

/// "NVIDIA H100 (architecture 9.0, driver 13.0, 16 cores, Gaugescope 1.0)".
std::string wordsOf(const DeviceIdentity& identity);

/// AttendCold: from an ensemble to energies, attention and messages; AttendWarm: the same again, of what is prepared. Messages: from an ensemble to
/// messages without a matrix. Stream: from an ensemble, tile by tile. Layers: six of them, in mirror steps.
enum class TimedStage { AttendCold, AttendWarm, Messages, Stream, Layers };
inline constexpr std::array kTimedStages{TimedStage::AttendCold, TimedStage::AttendWarm, TimedStage::Messages,
                                         TimedStage::Stream, TimedStage::Layers};

/// attend-cold, attend-warm, messages, stream, layers.
const char* stageName(TimedStage stage);

struct TimedShape {
    Index tokens = 0;
    double length = 0;  // of a token's features, all heads together (featureLength)
};

/// Numbers a pair's product runs over: a head of dimension d has d(d+3)/2, 2d when diagonal, d for dot products.
double featureLength(const Heads& heads, const AttentionOptions& options);

/// Seconds.
struct SideTimes {
    double cpu = 0;
    double device = 0;
};

struct TimedPoint {
    TimedStage stage = TimedStage::AttendCold;
    Precision precision = Precision::Double;
    TimedShape shape;
    SideTimes seconds;
};

struct DeviceTable {
    DeviceIdentity of;
    std::vector<TimedPoint> points;
};

/// Of the points of this stage and precision, those of the nearest length (none where it is more than four times off), and between two of them
/// in N the straight line in the logarithms; none for fewer or more tokens than were measured.
std::optional<SideTimes> predicted(const DeviceTable& table, TimedStage stage, Precision precision,
                                   const TimedShape& shape);

/// Whether the device is predicted to be faster by a tenth or more. Nothing is predicted beyond what was measured, except that a device which won
/// there wins with more tokens too.
bool deviceIsFaster(const DeviceTable& table, TimedStage stage, Precision precision, const TimedShape& shape);

}  // namespace gauge
