// Floating point numbers of two bytes: IEEE half precision and bfloat16.
#pragma once

#include <cstdint>
#include <optional>

namespace gauge {

double fromHalf(std::uint16_t bits);
double fromBrain(std::uint16_t bits);

/// The bits of a number that such a type holds exactly; nothing for any other.
std::optional<std::uint16_t> halfBits(double value);
std::optional<std::uint16_t> brainBits(double value);

}  // namespace gauge
