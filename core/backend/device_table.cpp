#include "core/backend/device_table.h"

#include "core/error.h"

#include <algorithm>
#include <cmath>

namespace gauge {
namespace {

constexpr double kWorthwhile = 0.9;  // of the processor's time
constexpr double kFarthest = 4;      // times longer or shorter features than were measured

double distanceOf(double a, double b)
{
    return std::abs(std::log(a / b));
}

/// The points of a stage and precision that have the nearest length, by tokens.
std::vector<TimedPoint> seriesOf(const DeviceTable& table, TimedStage stage, Precision precision, double length)
{
    const auto counts = [&](const TimedPoint& p) { return p.stage == stage && p.precision == precision; };
    double nearest = 0;
    for (const TimedPoint& p : table.points)
        if (counts(p) && (nearest == 0 || distanceOf(p.shape.length, length) < distanceOf(nearest, length)))
            nearest = p.shape.length;
    std::vector<TimedPoint> series;
    if (nearest == 0 || distanceOf(nearest, length) > std::log(kFarthest))
        return series;
    for (const TimedPoint& p : table.points)
        if (counts(p) && p.shape.length == nearest)
            series.push_back(p);
    std::sort(series.begin(), series.end(),
              [](const TimedPoint& a, const TimedPoint& b) { return a.shape.tokens < b.shape.tokens; });
    return series;
}

std::optional<SideTimes> between(const std::vector<TimedPoint>& series, Index tokens)
{
    const auto above =
        std::find_if(series.begin(), series.end(), [&](const TimedPoint& p) { return p.shape.tokens >= tokens; });
    if (above == series.end() || (above == series.begin() && above->shape.tokens > tokens))
        return std::nullopt;
    if (above->shape.tokens == tokens)
        return above->seconds;
    const TimedPoint& below = *(above - 1);
    const auto logarithm = [](Index n) { return std::log(static_cast<double>(n)); };
    const double share = (logarithm(tokens) - logarithm(below.shape.tokens)) /
                         (logarithm(above->shape.tokens) - logarithm(below.shape.tokens));
    const auto line = [&](double from, double to) { return std::pow(from, 1 - share) * std::pow(to, share); };
    return SideTimes{line(below.seconds.cpu, above->seconds.cpu), line(below.seconds.device, above->seconds.device)};
}

bool wins(const SideTimes& seconds)
{
    return seconds.device <= kWorthwhile * seconds.cpu;
}

}  // namespace

std::string wordsOf(const DeviceIdentity& identity)
{
    return fmt::format("{} (architecture {}, driver {}, {} core{}, Gaugescope {})", identity.device, identity.architecture,
                       identity.driver, identity.cores, identity.cores == 1 ? "" : "s", identity.program);
}

const char* stageName(TimedStage stage)
{
    constexpr std::array names{"attend-cold", "attend-warm", "messages", "stream", "layers"};
    return names.at(static_cast<std::size_t>(stage));
}

double featureLength(const Heads& heads, const AttentionOptions& options)
{
    const auto lengthOf = [&](Index d) {
        if (options.score == Score::DotProduct)
            return d;
        return options.covariance.family == CovarianceFamily::Diagonal ? 2 * d : d * (d + 3) / 2;
    };
    double length = 0;
    for (const Index d : heads)
        length += static_cast<double>(lengthOf(d));
    return length;
}

std::optional<SideTimes> predicted(const DeviceTable& table, TimedStage stage, Precision precision, const TimedShape& shape)
{
    return between(seriesOf(table, stage, precision, shape.length), shape.tokens);
}

bool deviceIsFaster(const DeviceTable& table, TimedStage stage, Precision precision, const TimedShape& shape)
{
    const std::vector<TimedPoint> series = seriesOf(table, stage, precision, shape.length);
    if (!series.empty() && shape.tokens > series.back().shape.tokens)
        return wins(series.back().seconds);
    const std::optional<SideTimes> seconds = between(series, shape.tokens);
    return seconds && wins(*seconds);
}

}  // namespace gauge
