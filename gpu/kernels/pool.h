// Means over an ensemble's tokens and the maps they whiten by, all heads in one launch.
#pragma once

#include "gpu/kernels/features.h"
#include "gpu/kernels/tokens.h"

namespace gauge::gpu {

/// Parts of an ensemble that are summed beside each other: the same for the same N.
constexpr long poolParts(long tokens)
{
    if (tokens < 128)
        return 1;
    return tokens < 128L * 64 ? tokens / 128 : 64;
}

/// Numbers of a linked whitening, M (d×d, row after row) and an offset: of W⁻¹, then of W (LinkedMoments).
constexpr long movingNumbers(long d)
{
    return d * d + d;
}

/// What is pooled of one head: means (d numbers), then covariances (d×d).
struct PoolHead {
    Beliefs q;
    double* parts;   // poolParts × (d + d²)
    double* pooled;  // d + d²
    double* factor;  // d×d, scratch
    double* map;     // d×d
    bool whitens;
    const double*
        link;        // W⁻¹, then W, d×d each, column by column; this and the next are read and written along links alone
    double* moving;  // 2×movingNumbers
    int* failed;     // becomes 0 where the mean covariance is not positive definite
};

/// Sums over parts of the tokens: parts along x, heads along y. Neighbouring threads read neighbouring numbers; sums have a fixed order.
struct PoolParts {
    static constexpr int kThreads = 256;
    static constexpr int kTogether = 2;
    static constexpr long kShared = kThreads * 8L;  // bytes

    PoolHead head[kMostHeads];

    template <class Block>
    GAUGE_DEVICE void operator()(Block& b) const
    {
        const PoolHead& one = head[b.along(1)];
        const long d = one.q.dim;
        double* to = one.parts + b.along(0) * (d + d * d);
        sum(b, one.q.mean, one.q.tokens, d, to);
        sum(b, one.q.cov, one.q.tokens, d * d, to + d);
    }

private:
    /// Groups of threads, each of which sums every so-manieth token.
    GAUGE_DEVICE static long groupsOf(long size)
    {
        if (size > kThreads / 2)
            return 1;
        return size < kThreads / 32 ? 32 : kThreads / size;
    }

    template <class Block>
    GAUGE_DEVICE static void sum(Block& b, const double* from, long tokens, long size, double* to)
    {
        const long parts = poolParts(tokens);
        const long first = tokens * b.along(0) / parts;
        const long last = tokens * (b.along(0) + 1) / parts;
        const long groups = groupsOf(size);
        auto* group = reinterpret_cast<double*>(b.shared());
        b.each(size * groups, [&](long k) {
            const auto [g, e] = entryOf(k, size);
            double x = 0;
            for (long i = first + g; i < last; i += groups)
                x += from[i * size + e];
            (groups == 1 ? to : group)[k] = x;
        });
        if (groups == 1)
            return;
        b.each(size, [&](long e) {
            double x = 0;
            for (long g = 0; g < groups; ++g)
                x += group[g * size + e];
            to[e] = x;
        });
    }
};

/// The parts' sums as means, and W with W C̄ Wᵀ = I: lower triangle, or for diagonal covariances d numbers. A block a head, along y.
struct WhitenMaps {
    static constexpr int kThreads = 128;
    static constexpr int kTogether = 1;

    PoolHead head[kMostHeads];

    template <class Block>
    GAUGE_DEVICE void operator()(Block& b) const
    {
        const PoolHead& one = head[b.along(1)];
        const long d = one.q.dim;
        const double* cov = one.pooled + d;
        const long parts = poolParts(one.q.tokens);
        b.each(d + d * d, [&](long e) {
            double x = 0;
            for (long part = 0; part < parts; ++part)
                x += one.parts[part * (d + d * d) + e];
            one.pooled[e] = x / static_cast<double>(one.q.tokens);
        });
        if (!one.whitens)
            return;
        if (one.q.diagonal) {
            b.each(d, [&](long k) { one.map[k] = 1.0 / sqrt(cov[k * d + k]); });
            return;
        }
        b.each(d * d, [&](long e) { one.factor[e] = cov[e]; });
        if (cholesky(b, one.factor, d))
            invertTriangular(b, one.factor, one.map, d);
        else
            b.once([&] { b.least(one.failed, 0); });
    }
};

/// What links make of those maps (LinkedMoments). A block a head, along y.
struct LinkMaps {
    static constexpr int kThreads = 128;
    static constexpr int kTogether = 1;

    PoolHead head[kMostHeads];

    template <class Block>
    GAUGE_DEVICE void operator()(Block& b) const
    {
        const PoolHead& one = head[b.along(1)];
        const long d = one.q.dim;
        for (long k = 0; k < 2; ++k)
            linkedMap(b, one, one.link + k * d * d, one.moving + k * movingNumbers(d));
    }

private:
    /// V A, and V (A c − c) for the means' mean c: so that V A (m − c) + V (A c − c) = V (A m − c). V whitens, A is W⁻¹ or W.
    template <class Block>
    GAUGE_DEVICE static void linkedMap(Block& b, const PoolHead& one, const double* a, double* to)
    {
        const long d = one.q.dim;
        const auto whitened = [&](long r, auto column) {
            if (one.q.diagonal)
                return one.map[r] * column(r);
            double x = 0;
            for (long k = 0; k <= r; ++k)
                x += one.map[r * d + k] * column(k);
            return x;
        };
        b.each(d * d, [&](long e) {
            const auto [r, c] = entryOf(e, d);
            to[e] = whitened(r, [&](long k) { return a[c * d + k]; });
        });
        b.each(d, [&](long r) {
            double x = -whitened(r, [&](long k) { return one.pooled[k]; });
            for (long c = 0; c < d; ++c)
                x += to[r * d + c] * one.pooled[c];
            to[d * d + r] = x;
        });
    }
};

}  // namespace gauge::gpu
