// How coordinate pairs turn from place to place (MATH.md §8).
#pragma once

#include "core/types.h"

#include <cmath>
#include <vector>

namespace gauge::learn {

enum class Positions { None, Rotary };

/// Radians a place by which the coordinate pairs of a head turn, falling geometrically from 1 to `slowest`.
inline std::vector<double> turningRates(Index headDim, double slowest)
{
    const Index pairs = headDim / 2;
    std::vector<double> rates(static_cast<std::size_t>(pairs), 1.0);
    for (Index p = 1; p < pairs; ++p)
        rates[static_cast<std::size_t>(p)] = std::pow(slowest, static_cast<double>(p) / static_cast<double>(pairs - 1));
    return rates;
}

}  // namespace gauge::learn
