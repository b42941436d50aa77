#include "core/io/half.h"

#include <bit>
#include <cmath>
#include <limits>

namespace gauge {
namespace {

constexpr int kFractionBits = 10;
constexpr std::uint16_t kInfinity = 0x7C00;

}  // namespace

double fromHalf(std::uint16_t bits)
{
    const int exponent = (bits >> kFractionBits) & 31;
    const double fraction = bits & 1023;
    const double sign = (bits & 0x8000) != 0 ? -1 : 1;
    if (exponent == 31)
        return fraction == 0 ? sign * std::numeric_limits<double>::infinity() : std::numeric_limits<double>::quiet_NaN();
    return sign * (exponent == 0 ? std::ldexp(fraction, -24) : std::ldexp(1024 + fraction, exponent - 25));
}

double fromBrain(std::uint16_t bits)
{
    return static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(bits) << 16));
}

std::optional<std::uint16_t> halfBits(double value)
{
    const auto sign = static_cast<std::uint16_t>(std::signbit(value) ? 0x8000 : 0);
    const double size = std::abs(value);
    if (std::isnan(value))
        return static_cast<std::uint16_t>(sign | kInfinity | 0x200);
    if (std::isinf(value))
        return static_cast<std::uint16_t>(sign | kInfinity);
    if (size > 65504)
        return std::nullopt;
    // In units of the last place: 2^-24 below the normal numbers, a 1024th of the power of two from there on.
    const int exponent = size < 0x1p-14 ? 0 : std::ilogb(size) + 15;
    const double units = std::ldexp(size, exponent == 0 ? 24 : 25 - exponent);
    if (units != std::floor(units))
        return std::nullopt;
    const int fraction = static_cast<int>(units) - (exponent == 0 ? 0 : 1 << kFractionBits);
    return static_cast<std::uint16_t>(sign | (exponent << kFractionBits) | fraction);
}

std::optional<std::uint16_t> brainBits(double value)
{
    const auto single = static_cast<float>(value);
    const auto bits = std::bit_cast<std::uint32_t>(single);
    if (!std::isnan(value) && (static_cast<double>(single) != value || (bits & 0xFFFF) != 0))
        return std::nullopt;
    return static_cast<std::uint16_t>(bits >> 16);
}

}  // namespace gauge
