// From products of features to attention, a block a receiver: energies, softmax, couplings, and what a stream keeps of a row.
#pragma once

#include "gpu/device.h"

#include <cmath>

namespace gauge::gpu {

/// Which senders a receiver may hear.
struct Senders {
    PairRequest::Mask mask;
    long width;
    bool self;

    GAUGE_DEVICE bool allows(long i, long j) const
    {
        if (i == j)
            return self;
        const bool causal = mask == PairRequest::Mask::Causal || mask == PairRequest::Mask::CausalWindow;
        const bool window = mask == PairRequest::Mask::Window || mask == PairRequest::Mask::CausalWindow;
        return !(causal && j > i) && !(window && (j > i ? j - i : i - j) > width);
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

/// Products ← energies in nats: max(0, factor (g + leftBias + rightBias)), 0 on the diagonal; −g for dot products.
template <class A>
struct Energies {
    Tile tile;
    bool divergence;
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
        const double bad = b.most(tile.columns, [&](long c) {
            const long j = tile.j0 + c;
            A e = row[c];
            if (!divergence)
                e = -e;
            else if (i == j)
                e = A(0);
            else
                e = A(factor) * (e + leftBias[i] + rightBias[j]);
            if (divergence && e < A(0))
                e = A(0);
            row[c] = e;
            if (sum != nullptr)
                sum[b.index() * tile.columns + c] += e;
            return e - e == A(0) ? 0.0 : 1.0;  // neither infinite nor no number
        });
        if (bad > 0)
            b.least(failed, static_cast<int>(i));
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

/// beta_ij ∝ w_ij exp(−E_ij/τ) over the senders, 0 elsewhere; and Σ β E and τ Σ β ln(β/π) of the row, nats.
template <class A>
struct Softmax {
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
        const long i = tile.i0 + b.index();
        const long from = b.index() * tile.columns;
        const double tau = *temperature > 1e-100 ? *temperature : 1e-100;
        const auto logWeight = [&](long j) {
            return (logMultiplicity != nullptr ? logMultiplicity[j] : 0.0) +
                   (distance != nullptr ? distance[j > i ? j - i : i - j] : 0.0);
        };
        const auto logit = [&](long c) { return logWeight(tile.j0 + c) - static_cast<double>(energy[from + c]) / tau; };
        const auto heard = [&](long c) { return senders.allows(i, tile.j0 + c); };
        const double most = b.most(tile.columns, [&](long c) { return heard(c) ? logit(c) : -HUGE_VAL; });
        const double sum = b.sum(tile.columns, [&](long c) { return heard(c) ? exp(logit(c) - most) : 0.0; });
        b.each(tile.columns, [&](long c) {
            const double weight = heard(c) ? exp(logit(c) - most) / sum : 0.0;
            beta[from + c] = A(weight);
        });
        const double mean = b.sum(tile.columns, [&](long c) {
            return heard(c) ? exp(logit(c) - most) / sum * static_cast<double>(energy[from + c]) : 0.0;
        });
        const double greatest = b.most(tile.columns, [&](long c) { return heard(c) ? logWeight(tile.j0 + c) : -HUGE_VAL; });
        const double total =
            b.sum(tile.columns, [&](long c) { return heard(c) ? exp(logWeight(tile.j0 + c) - greatest) : 0.0; });
        b.once([&] {
            const bool silent = !(sum > 0);
            rowEnergy[i] = silent ? 0.0 : mean;
            rowEntropy[i] = silent ? 0.0 : tau * (greatest + log(total) - most - log(sum)) - mean;
        });
    }
};

/// Sums of a row's attention over the cells of a pooled map: blocks×cells.
template <class A>
struct PoolRow {
    Tile tile;
    const A* attention;
    const int* bounds;  // cells + 1
    long cells;
    double* out;

    template <class Block>
    GAUGE_DEVICE void operator()(Block& b) const
    {
        const A* row = attention + b.index() * tile.columns;
        b.each(cells, [&](long cell) {
            double sum = 0;
            for (long j = bounds[cell]; j < bounds[cell + 1]; ++j)
                if (j >= tile.j0 && j < tile.j0 + tile.columns)
                    sum += static_cast<double>(row[j - tile.j0]);
            out[b.index() * cells + cell] = sum;
        });
    }
};

/// The strongest senders of a row, falling, the nearer to the front of equals first; what there are too few of is 0 and −1.
template <class A>
struct StrongestLinks {
    Tile tile;
    const A* attention;
    long links;
    double* weight;  // blocks×links
    int* sender;

    template <class Block>
    GAUGE_DEVICE void operator()(Block& b) const
    {
        const A* row = attention + b.index() * tile.columns;
        double last = HUGE_VAL;
        long place = -1;
        for (long k = 0; k < links; ++k) {
            const auto later = [&](long c) {
                const double w = static_cast<double>(row[c]);
                return w > 0 && (w < last || (w == last && c > place));
            };
            const double best = b.most(tile.columns, [&](long c) { return later(c) ? static_cast<double>(row[c]) : 0.0; });
            const double front = -b.most(tile.columns, [&](long c) {
                return later(c) && static_cast<double>(row[c]) == best ? -static_cast<double>(c) : -HUGE_VAL;
            });
            b.once([&] {
                weight[b.index() * links + k] = best > 0 ? best : 0.0;
                sender[b.index() * links + k] = best > 0 ? static_cast<int>(tile.j0 + static_cast<long>(front)) : -1;
            });
            if (!(best > 0)) {
                last = 0;
                continue;
            }
            last = best;
            place = static_cast<long>(front);
        }
    }
};

/// Senders of a row whose energy is at most `most`: how many, and, where `sender` is given, which, from start[row] on in any order.
template <class A>
struct NearPairs {
    Tile tile;
    const A* energy;
    double most;
    int* count;        // blocks
    const int* start;  // blocks; read with sender alone
    int* sender;
    double* value;

    template <class Block>
    GAUGE_DEVICE void operator()(Block& b) const
    {
        const long i = tile.i0 + b.index();
        const A* row = energy + b.index() * tile.columns;
        b.once([&] { count[b.index()] = 0; });
        b.each(tile.columns, [&](long c) {
            if (tile.j0 + c == i || !(static_cast<double>(row[c]) <= most))
                return;
            const int at = b.add(count + b.index());
            if (sender == nullptr)
                return;
            sender[start[b.index()] + at] = static_cast<int>(tile.j0 + c);
            value[start[b.index()] + at] = static_cast<double>(row[c]);
        });
    }
};

}  // namespace gauge::gpu
