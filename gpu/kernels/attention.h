// From products of features to attention, a block a receiver: energies, softmax, couplings.
#pragma once

#include "gpu/device.h"
#include "gpu/kernels/block.h"

#include <cmath>

namespace gauge::gpu {

/// Which senders a receiver may hear.
struct Senders {
    PairRequest::Mask mask;
    long width;
    bool self;

    constexpr bool isCausal() const { return mask == PairRequest::Mask::Causal || mask == PairRequest::Mask::CausalWindow; }
    constexpr bool isWindow() const { return mask == PairRequest::Mask::Window || mask == PairRequest::Mask::CausalWindow; }
    constexpr bool allows(long i, long j) const
    {
        if (i == j)
            return self;
        return (!isCausal() || j <= i) && (!isWindow() || (j > i ? j - i : i - j) <= width);
    }
    struct Range {
        long first, end;
    };
    /// Of n senders those that any of the receivers first ≤ i ≤ last may hear are among these.
    constexpr Range heardBy(long first, long last, long n) const
    {
        long end = n;
        if (isCausal())
            end = last + 1;
        else if (isWindow())
            end = last + width + 1;
        return {isWindow() && first > width ? first - width : 0, end < n ? end : n};
    }
    /// Senders that receiver i of n hears.
    constexpr long count(long i, long n) const
    {
        const Range range = heardBy(i, i, n);
        return range.end - range.first - (self ? 0 : 1);
    }
    /// Does receiver i of n hear anybody? A mask that rules out itself and both neighbours rules out everybody.
    GAUGE_DEVICE bool hasAny(long i, long n) const
    {
        return self || (i > 0 && allows(i, i - 1)) || (i + 1 < n && allows(i, i + 1));
    }
};

/// Receivers [i0, i0 + blocks) against senders [j0, j0 + columns): row b of a tile begins at b·columns.
struct Tile {
    long i0;
    long j0;
    long columns;
};

/// Products ← energies in nats: max(0, factor (g + leftBias + rightBias)), 0 of a token from itself where no link carries it; −g for dot products.
template <class A>
struct Energies {
    Tile tile;
    bool divergence;
    bool ownIsZero;
    double factor;
    const A* leftBias;
    const A* rightBias;
    A* product;
    A* sum;       // null, or where energies of all heads are added
    int* failed;  // least receiver whose energies are not finite

    template <class Block>
    GAUGE_DEVICE void operator()(Block& b) const
    {
        const long i = tile.i0 + b.index();
        A* row = product + b.index() * tile.columns;
        b.each(tile.columns, [&](long c) {
            const long j = tile.j0 + c;
            A e = row[c];
            if (!divergence)
                e = -e;
            else if (ownIsZero && i == j)
                e = A(0);
            else
                e = A(factor) * (e + leftBias[i] + rightBias[j]);
            if (divergence && e < A(0))
                e = A(0);
            row[c] = e;
            if (sum != nullptr)
                sum[b.index() * tile.columns + c] += e;
            if (!(e - e == A(0)))  // infinite, or no number
                b.least(failed, static_cast<int>(i));
        });
    }
};

/// sum ← sum + energies, where they were not formed from a product.
template <class A>
struct AddRows {
    long columns;
    const A* energy;
    A* sum;

    template <class Block>
    GAUGE_DEVICE void operator()(Block& b) const
    {
        b.each(columns, [&](long c) { sum[b.index() * columns + c] += energy[b.index() * columns + c]; });
    }
};

/// Threads for a row of so many pairs.
inline int rowThreads(long columns)
{
    int threads = kLanes;
    while (threads < 256 && 2L * threads < columns)
        threads *= 2;
    return threads;
}

/// beta_ij ∝ w_ij exp(−E_ij/τ) over the senders, 0 elsewhere; and Σ β E and τ Σ β ln(β/π) of the row, nats. A block a row: each thread
/// keeps the greatest exponent of its pairs and sums relative to it, then all threads' become one.
template <class A>
struct Softmax {
    static constexpr int kThreads = 256;
    static constexpr int kTogether = 4;
    static constexpr long kShared = kThreads / kLanes * 5L * 8;  // bytes

    Tile tile;
    Senders senders;
    const double* temperature;      // one number
    const double* logMultiplicity;  // N, or null
    const double* distance;         // N, or null
    const A* energy;
    A* beta;
    double* rowEnergy;   // N
    double* rowEntropy;  // N

    template <class Block>
    GAUGE_DEVICE void operator()(Block& b) const
    {
        const long i = tile.i0 + b.along(0);
        const A* row = energy + b.along(0) * tile.columns;
        A* out = beta + b.along(0) * tile.columns;
        const double tau = *temperature > 1e-100 ? *temperature : 1e-100;
        const double cold = 1 / tau;
        const bool prior = logMultiplicity != nullptr || distance != nullptr;
        Row own;
        for (long c = b.thread(); c < tile.columns; c += b.threads()) {
            if (!senders.allows(i, tile.j0 + c))
                continue;
            const auto e = static_cast<double>(row[c]);
            const double weight = logWeight(i, tile.j0 + c);
            own.logits.add(weight - e * cold, e);
            if (prior)
                own.weights.add(weight, 0);
            else
                own.weights.addOne();
        }
        own.shrinkTo(mostOf(b, own));
        const Row all = sumOf(b, own);
        const double share = 1 / all.logits.sum;
        for (long c = b.thread(); c < tile.columns; c += b.threads()) {
            const long j = tile.j0 + c;
            const double logit = logWeight(i, j) - static_cast<double>(row[c]) * cold;
            out[c] = senders.allows(i, j) ? A(powerOf(logit - all.logits.most) * share) : A(0);
        }
        if (b.thread() != 0)
            return;
        const bool silent = !(all.logits.sum > 0);
        const double mean = all.logits.weighted * share;
        rowEnergy[i] = silent ? 0.0 : mean;
        rowEntropy[i] = silent ? 0.0 : tau * (all.weights.logarithm() - all.logits.logarithm()) - mean;
    }

private:
    /// e^x, x ≤ 0, to what A can tell apart.
    GAUGE_DEVICE static double powerOf(double x)
    {
        if constexpr (sizeof(A) == sizeof(double))
            return exp(x);
        else
            return static_cast<double>(expf(static_cast<float>(x)));
    }

    /// Σ e^(x − most) and Σ e^(x − most) e.
    struct Sum {
        double most = -HUGE_VAL;
        double sum = 0;
        double weighted = 0;

        GAUGE_DEVICE void add(double x, double e)
        {
            if (!(x > -HUGE_VAL))
                return;
            const double power = powerOf(x > most ? most - x : x - most);
            if (x > most) {
                sum = sum * power + 1;
                weighted = weighted * power + e;
                most = x;
            } else {
                sum += power;
                weighted += power * e;
            }
        }
        GAUGE_DEVICE void addOne()
        {
            most = 0;
            sum += 1;
        }
        GAUGE_DEVICE void shrinkTo(double greatest)
        {
            const double power = most > -HUGE_VAL ? exp(most - greatest) : 0.0;
            most = greatest;
            sum *= power;
            weighted *= power;
        }
        GAUGE_DEVICE double logarithm() const { return most + log(sum); }
    };
    struct Row {
        Sum logits;
        Sum weights;

        GAUGE_DEVICE void shrinkTo(const Row& greatest)
        {
            logits.shrinkTo(greatest.logits.most);
            weights.shrinkTo(greatest.weights.most);
        }
    };

    GAUGE_DEVICE double logWeight(long i, long j) const
    {
        return (logMultiplicity != nullptr ? logMultiplicity[j] : 0.0) +
               (distance != nullptr ? distance[j > i ? j - i : i - j] : 0.0);
    }

    /// The greatest exponents of all threads' rows.
    template <class Block>
    GAUGE_DEVICE static Row mostOf(Block& b, Row row)
    {
        const auto keep = [](double& most, double other) { most = other > most ? other : most; };
        for (int mask = kLanes / 2; mask > 0; mask /= 2) {
            keep(row.logits.most, b.exchange(row.logits.most, mask));
            keep(row.weights.most, b.exchange(row.weights.most, mask));
        }
        auto* parts = reinterpret_cast<double*>(b.shared());
        const int warps = b.threads() / kLanes;
        if (b.lane() == 0) {
            parts[b.warp()] = row.logits.most;
            parts[warps + b.warp()] = row.weights.most;
        }
        b.wait();
        for (int w = 0; w < warps; ++w) {
            keep(row.logits.most, parts[w]);
            keep(row.weights.most, parts[warps + w]);
        }
        return row;
    }

    /// The sums of all threads' rows, whose exponents are the same.
    template <class Block>
    GAUGE_DEVICE static Row sumOf(Block& b, Row row)
    {
        for (int mask = kLanes / 2; mask > 0; mask /= 2) {
            row.logits.sum += b.exchange(row.logits.sum, mask);
            row.logits.weighted += b.exchange(row.logits.weighted, mask);
            row.weights.sum += b.exchange(row.weights.sum, mask);
        }
        const int warps = b.threads() / kLanes;
        const int read = 2 * warps;  // by mostOf, still
        double* parts = reinterpret_cast<double*>(b.shared()) + read;
        if (b.lane() == 0) {
            parts[b.warp()] = row.logits.sum;
            parts[warps + b.warp()] = row.logits.weighted;
            parts[2 * warps + b.warp()] = row.weights.sum;
        }
        b.wait();
        row.logits.sum = row.logits.weighted = row.weights.sum = 0;
        for (int w = 0; w < warps; ++w) {
            row.logits.sum += parts[w];
            row.logits.weighted += parts[warps + w];
            row.weights.sum += parts[2 * warps + w];
        }
        return row;
    }
};

}  // namespace gauge::gpu
