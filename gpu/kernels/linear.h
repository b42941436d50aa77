// Small dense matrices by one block of threads. A block offers: index(), each(n, f) (f(k) for k < n, then everybody waits), wait(), sum(n, f)
// and most(n, f) (the same value for every thread, terms in a fixed order), once(f).
#pragma once

#include <cmath>

namespace gauge::gpu {

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
        const double pivot = a[k * d + k];
        b.wait();  // until everybody has read it
        if (!(pivot > 0))
            return false;
        const double root = sqrt(pivot);
        b.each(d - k, [&](long r) { a[(k + r) * d + k] = r == 0 ? root : a[(k + r) * d + k] / root; });
        const long rest = d - k - 1;
        b.each(rest * rest, [&](long e) {
            const long r = k + 1 + e / rest;
            const long c = k + 1 + e % rest;
            if (c <= r)
                a[r * d + c] -= a[r * d + k] * a[c * d + k];
        });
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
    b.each(d, [&](long c) {
        for (long r = 0; r < d; ++r) {
            double x = r == c ? 1.0 : 0.0;
            for (long k = c; k < r; ++k)
                x -= factor[r * d + k] * inverse[k * d + c];
            inverse[r * d + c] = r < c ? 0.0 : x / factor[r * d + r];
        }
    });
}

/// out (d×d, symmetric) ← L⁻ᵀ L⁻¹.
template <class Block>
GAUGE_DEVICE void squareOfInverse(Block& b, const double* inverse, double* out, long d)
{
    b.each(d * d, [&](long e) {
        const long r = e / d;
        const long c = e % d;
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
            x += a[r * d + k] * v[k];
        out[r] = x;
    });
}

}  // namespace gauge::gpu
