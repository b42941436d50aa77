// Curvature of a connection in numbers: triangles, and who cannot agree (MATH.md §9).
#pragma once

#include "core/holonomy/frustration.h"
#include "core/holonomy/loops.h"
#include "core/run_control.h"
#include "core/types.h"

#include <cstdint>
#include <vector>

namespace gauge {

/// All triangles of up to so many tokens, otherwise so many drawn from the seed.
inline constexpr Index kMostWholeTriangles = 60;
inline constexpr Index kSampledTriangles = 512;

/// i < j < k each, in lexicographic order; none of fewer than three tokens. Those that are drawn are different ones.
struct Triangles {
    RowMatrix<Index> token;  // T×3
    bool sampled = false;
};
Triangles trianglesOf(Index tokens, std::uint64_t seed);

/// One head: T numbers each, of the walk i → j → k → i.
struct HeadHolonomy {
    Vectord wilson;     // tr H̄ / d
    Vectord deviation;  // ‖H̄ − 1‖_F
    Vectord cocycle;    // ‖V_ik − V_ij V_jk‖_F
    Vectord weight;     // β_ij β_jk β_ki, mean of both orientations
    // Over triangles alike; NaN without any. The interval is the normal one of a sample drawn without replacement, mean ± 1.96 s √((1 − T/all)/T); the mean itself
    // where every triangle is there.
    double meanWilson = 1;
    double least = 1, greatest = 1;  // of its 95 % interval
    Frustration frustration;         // NaN without a mode where `frustrationRefused` says why
};

struct Holonomy {
    Triangles triangles;
    std::vector<HeadHolonomy> heads;
    std::string frustrationRefused;  // in words, why a head has none; empty where all have
};

/// attention: H of N×N, or one for all heads where they are summed. Of a flat connection: loops that come home. Throws Cancelled.
Holonomy holonomyOf(const Connection& connection, const Heads& heads, const std::vector<RowMatrixd>& attention,
                    std::uint64_t seed, const RunControl& control);

}  // namespace gauge
