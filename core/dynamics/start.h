// A scattered start: beliefs moved off their priors by a seeded draw.
#pragma once

#include "core/gaussian/beliefs.h"

#include <cstdint>

namespace gauge {

struct StartOptions {
    double noise = 0;  // ν: by how many of their own standard deviations means are moved; 0: off
    int seed = 1;

    bool operator==(const StartOptions&) const = default;
};

/// μ_i + ν L_i ε_i with Σ_i = L_i L_iᵀ and ε_i ~ N(0, I): means moved by ν of their own standard deviations. The draw depends on the
/// seed alone, token by token and head by head. Throws Error (token) for a covariance that is not positive definite.
LocalBeliefs scatterMeans(LocalBeliefs beliefs, double noise, std::uint64_t seed);

}  // namespace gauge
