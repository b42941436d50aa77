// What is kept of rows of attention and energies: pooled maps, the strongest links, pairs that are near.
#pragma once

#include "gpu/kernels/attention.h"

#include <climits>

namespace gauge::gpu {

/// Sums of a row's attention over the cells of a pooled map: rows×cells; a warp a cell.
template <class A>
struct PoolRow {
    static constexpr int kThreads = 256;
    static constexpr int kTogether = 4;

    Tile tile;
    const A* attention;
    const int* bounds;  // cells + 1
    long cells;
    double* out;

    template <class Block>
    GAUGE_DEVICE void operator()(Block& b) const
    {
        const A* row = attention + b.along(0) * tile.columns;
        for (long cell = b.warp(); cell < cells; cell += b.threads() / kLanes) {
            const long first = bounds[cell] > tile.j0 ? bounds[cell] - tile.j0 : 0;
            const long last = bounds[cell + 1] - tile.j0 < tile.columns ? bounds[cell + 1] - tile.j0 : tile.columns;
            double sum = 0;
            for (long c = first + b.lane(); c < last; c += kLanes)
                sum += static_cast<double>(row[c]);
            for (int mask = kLanes / 2; mask > 0; mask /= 2)
                sum += b.exchange(sum, mask);
            if (b.lane() == 0)
                out[b.along(0) * cells + cell] = sum;
        }
    }
};

/// A pooled map ← what it was and the sums of rows [i0, i0 + rows), down the receivers of its cells in their order; a block a cell of
/// receivers.
struct PoolCells {
    long i0;
    long rows;
    const double* sums;  // rows×cells
    const int* bounds;   // cells + 1
    long cells;
    double* pooled;  // cells×cells

    template <class Block>
    GAUGE_DEVICE void operator()(Block& b) const
    {
        const long first = bounds[b.index()] > i0 ? bounds[b.index()] - i0 : 0;
        const long last = bounds[b.index() + 1] - i0 < rows ? bounds[b.index() + 1] - i0 : rows;
        b.each(cells, [&](long cell) {
            double sum = 0;
            for (long r = first; r < last; ++r)
                sum += sums[r * cells + cell];
            pooled[b.index() * cells + cell] += sum;
        });
    }
};

/// The strongest senders of a row, falling, the nearer to the front of equals first; what there are too few of is 0 and −1. A warp a row:
/// each lane keeps the strongest of its pairs in registers, and the warp takes the best of its lanes one after the other; what does not fit
/// is found in a further pass, behind the last that was taken.
template <class A>
struct StrongestLinks {
    static constexpr int kThreads = 256;
    static constexpr int kTogether = 2;
    static constexpr long kRows = kThreads / kLanes;  // of a block
    static constexpr int kList = 8;

    Tile tile;
    long rows;
    const A* attention;
    long links;
    double* weight;  // rows×links
    int* sender;

    template <class Block>
    GAUGE_DEVICE void operator()(Block& b) const
    {
        const long r = b.along(0) * kRows + b.warp();
        if (r >= rows)
            return;
        const A* row = attention + r * tile.columns;
        Link last{A(HUGE_VAL), -1};
        for (long found = 0; found < links; found += kList) {
            List list;
            for (long c = b.lane(); c < tile.columns; c += kLanes) {
                const Link link{row[c], static_cast<int>(c)};
                if (link.weight > A(0) && link.behind(last))
                    list.add(link);
            }
            for (long k = found; k < links && k < found + kList; ++k) {
                last = list.takeBest(b);
                if (b.lane() == 0) {
                    weight[r * links + k] = static_cast<double>(last.weight);
                    sender[r * links + k] = last.weight > A(0) ? static_cast<int>(tile.j0) + last.place : -1;
                }
            }
        }
    }

private:
    struct Link {
        A weight = A(0);
        int place = INT_MAX;  // column

        GAUGE_DEVICE bool behind(const Link& o) const
        {
            return weight < o.weight || (weight == o.weight && place > o.place);
        }
    };
    struct List {
        Link best[kList];  // falling

        /// Later places come later.
        GAUGE_DEVICE void add(Link link)
        {
            if (!(link.weight > best[kList - 1].weight))
                return;
            bool placed = false;
            for (Link& kept : best) {
                placed = placed || link.weight > kept.weight;
                if (placed) {
                    const Link moved = kept;
                    kept = link;
                    link = moved;
                }
            }
        }
        /// The best of all lanes' lists, which leaves the list it stands in.
        template <class Block>
        GAUGE_DEVICE Link takeBest(Block& b)
        {
            Link first = best[0];
            for (int mask = kLanes / 2; mask > 0; mask /= 2) {
                const Link other{b.exchange(first.weight, mask), b.exchange(first.place, mask)};
                if (first.behind(other))
                    first = other;
            }
            if (first.place == best[0].place) {
                for (int k = 1; k < kList; ++k)
                    best[k - 1] = best[k];
                best[kList - 1] = {};
            }
            return first;
        }
    };
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
