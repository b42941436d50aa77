// Beliefs on a device and what is pooled of an ensemble's tokens, and how what went wrong with them is told.
#pragma once

#include "gpu/arena.h"
#include "gpu/device.h"
#include "gpu/kernels/failures.h"
#include "gpu/kernels/pool.h"
#include "gpu/parcel.h"

#include <algorithm>
#include <vector>

namespace gauge::gpu {

/// One head's beliefs, means over its tokens, and the map these whiten by. Without a link the last two are empty.
struct BeliefViews {
    long dim = 0;
    View<double> mean, cov, pooled, parts, map, whitening, link, moving;
    double stretch = 0;  // 2 ln |det W|

    bool linked() const { return link.size() > 0; }
    LinkedMoments linkedMoments() const { return {moving.data(), moving.data() + movingNumbers(dim), stretch}; }
};

/// Room for what comes from the host of one head, in the order in which sendBeliefs adds it.
inline void layBeliefs(Arena& arena, long tokens, bool linked, BeliefViews& head)
{
    const long d = head.dim;
    head.mean = arena.take<double>(tokens * d);
    head.cov = arena.take<double>(tokens * d * d);
    head.link = arena.take<double>(linked ? 2 * d * d : 0);
}

/// link: null without one.
inline void sendBeliefs(const HeadInput& from, const LinkInput* link, BeliefViews& head, Outgoing& there)
{
    there.add(head.mean.data(), from.mean, head.mean.size());
    there.add(head.cov.data(), from.cov, head.cov.size());
    if (link == nullptr)
        return;
    const long square = head.dim * head.dim;
    there.add(head.link.data(), link->inverse, square);
    there.add(head.link.data() + square, link->w, square);
    head.stretch = 2 * link->logDet;
}

/// Room for what pooling takes beside what it gives.
inline void layPooling(Arena& arena, long tokens, BeliefViews& head)
{
    const long d = head.dim;
    head.parts = arena.take<double>(poolParts(tokens) * (d + d * d));
    head.map = arena.take<double>(d * d);
    head.whitening = arena.take<double>(d * d);
    head.moving = arena.take<double>(head.linked() ? 2 * movingNumbers(d) : 0);
}

/// Means of the beliefs and the maps they whiten by. failed: becomes 0 where a mean covariance is not positive definite.
template <class M, class Head>
void poolBeliefs(M& machine, long tokens, bool diagonal, bool whitens, const std::vector<Head>& heads, int* failed)
{
    for (std::size_t first = 0; first < heads.size(); first += kMostHeads) {
        const std::size_t count = std::min<std::size_t>(kMostHeads, heads.size() - first);
        PoolParts parts;
        WhitenMaps maps;
        LinkMaps links;
        for (std::size_t k = 0; k < count; ++k) {
            const BeliefViews& head = heads[first + k];
            const Beliefs beliefs{tokens, head.dim, diagonal, head.mean.data(), head.cov.data()};
            parts.head[k] = maps.head[k] =
                links.head[k] = {beliefs,         head.parts.data(), head.pooled.data(), head.whitening.data(),
                                 head.map.data(), whitens,           head.link.data(),   head.moving.data(),
                                 failed};
        }
        const auto y = static_cast<long>(count);
        machine.launch(Extent{.x = poolParts(tokens), .y = y, .threads = PoolParts::kThreads, .shared = PoolParts::kShared},
                       parts);
        machine.launch(Extent{.y = y, .threads = WhitenMaps::kThreads}, maps);
        if (whitens && heads[first].linked())
            machine.launch(Extent{.y = y, .threads = LinkMaps::kThreads}, links);
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
