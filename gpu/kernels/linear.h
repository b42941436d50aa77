// Small dense matrices by one warp or one block of threads (block.h): each, wait, sum.
#pragma once

#include <cmath>

namespace gauge::gpu {

/// Number e of a d×d matrix, row after row.
struct Entry {
    int row;
    int column;
};
GAUGE_DEVICE inline Entry entryOf(long e, long d)
{
    const auto row =
        static_cast<unsigned>(e) / static_cast<unsigned>(d);  // 32 bits: a division of 64 takes a device much longer
    return {static_cast<int>(row), static_cast<int>(static_cast<unsigned>(e) - row * static_cast<unsigned>(d))};
}

/// Place of entry (r, c), r ≥ c, of a packed lower triangle, column after column.
GAUGE_DEVICE inline long packedPlace(long r, long c, long d)
{
    return c * d - c * (c - 1) / 2 + (r - c);
}

/// a (d×d, row-major, lower triangle) ← its Cholesky factor. False where a pivot is not positive.
template <class Block>
GAUGE_DEVICE bool cholesky(Block& b, double* a, long d)
{
    for (long k = 0; k < d; ++k) {
        const double* row = a + k * d;
        b.each(d - k, [&](long r) {
            double* own = a + (k + r) * d;
            double x = own[k];
            for (long j = 0; j < k; ++j)
                x -= own[j] * row[j];
            own[k] = x;
        });
        const double pivot = row[k];
        b.wait();  // until everybody has read it
        if (!(pivot > 0))
            return false;
        const double root = sqrt(pivot);
        const double inverse = 1 / root;
        b.each(d - k, [&](long r) { a[(k + r) * d + k] = r == 0 ? root : a[(k + r) * d + k] * inverse; });
    }
    return true;
}

/// 2 Σ ln L_kk.
template <class Block>
GAUGE_DEVICE double logDeterminant(Block& b, const double* factor, long d)
{
    return b.sum(d, [&](long k) { return 2 * log(factor[k * d + k]); });
}

/// inverse (lower triangle, zeros above) ← L⁻¹: a column a thread.
template <class Block>
GAUGE_DEVICE void invertTriangular(Block& b, const double* factor, double* inverse, long d)
{
    b.each(d, [&](long k) { inverse[k * d + k] = 1 / factor[k * d + k]; });
    b.each(d, [&](long c) {
        for (long r = 0; r < c; ++r)
            inverse[r * d + c] = 0;
        for (long r = c + 1; r < d; ++r) {
            double x = 0;
            for (long k = c; k < r; ++k)
                x -= factor[r * d + k] * inverse[k * d + c];
            inverse[r * d + c] = x * inverse[r * d + r];
        }
    });
}

/// out (d×d, symmetric) ← L⁻ᵀ L⁻¹.
template <class Block>
GAUGE_DEVICE void squareOfInverse(Block& b, const double* inverse, double* out, long d)
{
    b.each(d * d, [&](long e) {
        const auto [r, c] = entryOf(e, d);
        double x = 0;
        for (long k = r > c ? r : c; k < d; ++k)
            x += inverse[k * d + r] * inverse[k * d + c];
        out[e] = x;
    });
}

/// out ← A v for a symmetric A.
template <class Block>
GAUGE_DEVICE void apply(Block& b, const double* a, const double* v, double* out, long d)
{
    b.each(d, [&](long r) {
        double x = 0;
        for (long k = 0; k < d; ++k)
            x += a[k * d + r] * v[k];
        out[r] = x;
    });
}

}  // namespace gauge::gpu
