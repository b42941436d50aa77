// Symmetric matrices by one warp, a column a lane, in registers. Lanes beyond the dimension hold zeros and go along.
#pragma once

#include "gpu/kernels/block.h"
#include "gpu/kernels/linear.h"

namespace gauge::gpu {

/// What a lane holds of a full matrix of dimension ≤ Most ≤ 32: its column.
template <int Most>
struct FullColumn {
    static constexpr int kRows = Most;
    static constexpr long packed(long d) { return d * (d + 1) / 2; }
    GAUGE_DEVICE static long row(int k, long) { return k; }
    GAUGE_DEVICE static long place(long r, long c, long d) { return r >= c ? packedPlace(r, c, d) : packedPlace(c, r, d); }

    double entry[Most];
};

/// What a lane holds of a diagonal matrix of dimension ≤ 32: its number of the diagonal.
struct DiagonalColumn {
    static constexpr int kRows = 1;
    static constexpr long packed(long d) { return d; }
    GAUGE_DEVICE static long row(int, long lane) { return lane; }
    GAUGE_DEVICE static long place(long, long c, long) { return c; }

    double entry[1];
};

/// f(k, r): entry[k] is of row r.
template <class Column, class F>
GAUGE_DEVICE void eachRow(long lane, long d, F f)
{
    for (int k = 0; k < Column::kRows; ++k) {
        const long r = Column::row(k, lane);
        if (lane < d && r < d)
            f(k, r);
    }
}

/// entry[k] ← value(r).
template <class Column, class F>
GAUGE_DEVICE void fillColumn(Column& a, long lane, long d, F value)
{
    for (double& entry : a.entry)
        entry = 0;
    eachRow<Column>(lane, d, [&](int k, long r) { a.entry[k] = value(r); });
}

/// This lane's number of A v.
template <class Column>
GAUGE_DEVICE double timesVector(const Column& a, const double* v, long lane, long d)
{
    double sum = 0;
    eachRow<Column>(lane, d, [&](int k, long r) { sum += a.entry[k] * v[r]; });
    return sum;
}

/// out (d×d) ← A.
template <int Most>
GAUGE_DEVICE void storeSquare(const FullColumn<Most>& a, double* out, long lane, long d)
{
    eachRow<FullColumn<Most>>(lane, d, [&](int k, long r) { out[r * d + lane] = a.entry[k]; });
}
GAUGE_DEVICE inline void storeSquare(const DiagonalColumn& a, double* out, long lane, long d)
{
    for (long r = 0; lane < d && r < d; ++r)
        out[r * d + lane] = r == lane ? a.entry[0] : 0.0;
}

/// Of a matrix that was inverted.
struct Inverted {
    bool definite;
    double logDet;  // of what it was
};

/// A ← A⁻¹ by sweeps, a pivot after the other; they are those of L D Lᵀ. `columns`: 2·Most numbers of shared memory.
template <class Block, int Most>
GAUGE_DEVICE Inverted invert(Block& b, FullColumn<Most>& a, double* columns, long d)
{
    const int lane = b.lane();
    double own = 1;
    bool definite = true;
    for (int k = 0; k < d && definite; ++k) {
        const int half = k % 2 * Most;
        double* column = columns + half;
        if (lane == k)
            for (int r = 0; r < Most; ++r)
                column[r] = a.entry[r];
        b.waitWarp();
        const double pivot = column[k];
        definite = pivot > 0;
        const double inverse = 1 / pivot;
        double mine = 0;
        if (lane == k)
            mine = -inverse;
        else if (lane < d)
            mine = column[lane] * inverse;
        for (int r = 0; r < Most; ++r) {
            const double rest = lane == k ? 0.0 : a.entry[r];
            a.entry[r] = r == k ? mine : rest - column[r] * mine;
        }
        own = lane == k ? pivot : own;
    }
    for (double& entry : a.entry)
        entry = -entry;
    b.waitWarp();
    return {definite, WarpOf(b, 0).sum(d, [&](long) { return log(own); })};
}

template <class Block>
GAUGE_DEVICE Inverted invert(Block& b, DiagonalColumn& a, double*, long d)
{
    const double own = a.entry[0];
    WarpOf warp(b, 0);
    const bool definite = warp.most(d, [&](long) { return own > 0 ? 0.0 : 1.0; }) == 0;
    a.entry[0] = b.lane() < d ? 1 / own : 0.0;
    return {definite, warp.sum(d, [&](long) { return log(own); })};
}

}  // namespace gauge::gpu
