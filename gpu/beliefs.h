// Beliefs on a device and what is pooled of an ensemble's tokens, and how what went wrong with them is told.
#pragma once

#include "gpu/arena.h"
#include "gpu/device_error.h"
#include "gpu/kernels/failures.h"
#include "gpu/kernels/pool.h"

#include <algorithm>
#include <vector>

namespace gauge::gpu {

/// One head's beliefs, means over its tokens, and the map these whiten by.
struct BeliefViews {
    long dim = 0;
    View<double> mean, cov, pooled, parts, map, whitening;
};

/// Room for what pooling takes beside what it gives.
inline void layPooling(Arena& arena, long tokens, BeliefViews& head)
{
    const long d = head.dim;
    head.parts = arena.take<double>(poolParts(tokens) * (d + d * d));
    head.map = arena.take<double>(d * d);
    head.whitening = arena.take<double>(d * d);
}

/// Means of the beliefs and the maps they whiten by. failed: becomes 0 where a mean covariance is not positive definite.
template <class M, class Head>
void poolBeliefs(M& machine, long tokens, bool diagonal, bool whitens, const std::vector<Head>& heads, int* failed)
{
    for (std::size_t first = 0; first < heads.size(); first += kMostHeads) {
        const std::size_t count = std::min<std::size_t>(kMostHeads, heads.size() - first);
        PoolParts parts;
        WhitenMaps maps;
        for (std::size_t k = 0; k < count; ++k) {
            const BeliefViews& head = heads[first + k];
            const Beliefs beliefs{tokens, head.dim, diagonal, head.mean.data(), head.cov.data()};
            parts.head[k] = maps.head[k] = {
                beliefs, head.parts.data(), head.pooled.data(), head.whitening.data(), head.map.data(), whitens, failed};
        }
        const auto y = static_cast<long>(count);
        machine.launch(Extent{.x = poolParts(tokens), .y = y, .threads = PoolParts::kThreads, .shared = PoolParts::kShared},
                       parts);
        machine.launch(Extent{.y = y, .threads = WhitenMaps::kThreads}, maps);
    }
}

inline void throwFailures(const Failures& found)
{
    if (found.pair != ULLONG_MAX)
        throw DeviceError(UndefinedPair{static_cast<int>(found.pair >> 32), static_cast<int>(found.pair & 0xffffffffU)});
    if (found.token != INT_MAX)
        throw DeviceError(NotPositiveDefinite{found.token});
    if (found.receiver != INT_MAX)
        throw DeviceError(NotFinite{found.receiver});
}

}  // namespace gauge::gpu
