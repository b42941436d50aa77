#include "core/kernels/batch.h"

#include <algorithm>
#include <cmath>

namespace gauge {
namespace {

Lane at(const Lane* row, Index k)
{
    return row[k];
}
Lane at(const double* row, Index k)
{
    return Lane(row[k]);
}

/// acc(i,j) = Σ_{k0 ≤ k < k1} a_i(k) b_j(k): the core of everything here.
template <int M, int N, class A, class B>
void dots(const A* a, Index aStride, const B* b, Index bStride, Index k0, Index k1, Lane (&acc)[M][N])
{
    for (auto& row : acc)
        for (Lane& value : row)
            value = 0.0;
    for (Index k = k0; k < k1; ++k) {
        Lane left[M];
#pragma GCC unroll 8
        for (int i = 0; i < M; ++i)
            left[i] = at(a + i * aStride, k);
#pragma GCC unroll 8
        for (int j = 0; j < N; ++j) {
            const Lane right = at(b + j * bStride, k);
#pragma GCC unroll 8
            for (int i = 0; i < M; ++i)
                acc[i][j] += left[i] * right;
        }
    }
}

template <int M, int N, class A, class B>
void storeDots(const A* a, Index aStride, const B* b, Index bStride, Index k0, Index k1, Lane* out, Index outStride)
{
    Lane acc[M][N];
    dots<M, N>(a, aStride, b, bStride, k0, k1, acc);
    for (int i = 0; i < M; ++i)
        for (int j = 0; j < N; ++j)
            out[i * outStride + j] = acc[i][j];
}

template <int M, class A, class B>
void storeRows(int n, const A* a, Index aStride, const B* b, Index bStride, Index k0, Index k1, Lane* out, Index outStride)
{
    switch (n) {
    case 4: return storeDots<M, 4>(a, aStride, b, bStride, k0, k1, out, outStride);
    case 3: return storeDots<M, 3>(a, aStride, b, bStride, k0, k1, out, outStride);
    case 2: return storeDots<M, 2>(a, aStride, b, bStride, k0, k1, out, outStride);
    default: return storeDots<M, 1>(a, aStride, b, bStride, k0, k1, out, outStride);
    }
}

/// An m×n block of A·Bᵀ, m and n at most 4.
template <class A, class B>
void storeBlock(int m, int n, const A* a, Index aStride, const B* b, Index bStride, Index k0, Index k1, Lane* out,
                Index outStride)
{
    switch (m) {
    case 4: return storeRows<4>(n, a, aStride, b, bStride, k0, k1, out, outStride);
    case 3: return storeRows<3>(n, a, aStride, b, bStride, k0, k1, out, outStride);
    case 2: return storeRows<2>(n, a, aStride, b, bStride, k0, k1, out, outStride);
    default: return storeRows<1>(n, a, aStride, b, bStride, k0, k1, out, outStride);
    }
}

int step(Index from, Index to)
{
    return static_cast<int>(std::min<Index>(4, to - from));
}

template <class A, class B>
void multiplyAny(const A* a, Index aStride, const B* b, Index bStride, BatchMatrix& out, ProductRange g)
{
    for (Index r = g.r0; r < g.r1; r += 4)
        for (Index c = g.c0; c < g.c1; c += 4)
            storeBlock(step(r, g.r1), step(c, g.c1), a + r * aStride, aStride, b + c * bStride, bStride, g.k0, g.k1,
                       out.row(r) + c, out.stride());
}

}  // namespace

void multiply(const BatchMatrix& a, const BatchMatrix& b, BatchMatrix& out, ProductRange range)
{
    multiplyAny(a.row(0), a.stride(), b.row(0), b.stride(), out, range);
}

void multiply(const BatchMatrix& a, Uniform b, BatchMatrix& out, ProductRange range)
{
    multiplyAny(a.row(0), a.stride(), b.data, b.stride, out, range);
}

void multiply(Uniform a, const BatchMatrix& b, BatchMatrix& out, ProductRange range)
{
    multiplyAny(a.data, a.stride, b.row(0), b.stride(), out, range);
}

void multiplyTriangular(Uniform t, const BatchMatrix& b, BatchMatrix& out, Index d)
{
    for (Index r = 0; r < d; r += 4)
        for (Index c = 0; c < d; c += 4)
            storeBlock(step(r, d), step(c, d), t.data + r * t.stride, t.stride, b.row(c), b.stride(), 0, std::min(r + 4, d),
                       out.row(r) + c, out.stride());
}

void multiplyTriangularLower(const BatchMatrix& a, Uniform t, BatchMatrix& out, Index d)
{
    for (Index r = 0; r < d; r += 4)
        for (Index c = 0; c <= r; c += 4)
            storeBlock(step(r, d), step(c, d), a.row(r), a.stride(), t.data + c * t.stride, t.stride, 0, std::min(c + 4, d),
                       out.row(r) + c, out.stride());
}

void multiplyLower(const BatchMatrix& a, const BatchMatrix& b, BatchMatrix& out, Index d)
{
    for (Index r = 0; r < d; r += 4)
        for (Index c = 0; c <= r; c += 4)
            storeBlock(step(r, d), step(c, d), a.row(r), a.stride(), b.row(c), b.stride(), 0, d, out.row(r) + c,
                       out.stride());
}

void mirror(BatchMatrix& a, Index d)
{
    for (Index r = 0; r < d; ++r)
        for (Index c = 0; c < r; ++c)
            a(c, r) = a(r, c);
}

Lane cholesky(BatchMatrix& a, Index d)
{
    Lane least = std::numeric_limits<double>::infinity();
    for (Index c0 = 0; c0 < d; c0 += 4) {
        const int n = step(c0, d);
        for (Index r0 = c0; r0 < d; r0 += 4) {
            const int m = step(r0, d);
            Lane sum[16];
            storeBlock(m, n, a.row(r0), a.stride(), a.row(c0), a.stride(), 0, c0, sum, 4);
            for (int c = 0; c < n; ++c) {
                for (int r = r0 == c0 ? c : 0; r < m; ++r) {
                    Lane value = a(r0 + r, c0 + c) - sum[r * 4 + c];
                    for (int k = 0; k < c; ++k)
                        value -= a(r0 + r, c0 + k) * a(c0 + c, c0 + k);
                    if (r0 + r == c0 + c) {
                        least = stdx::min(least, value);
                        // A negative pivot must not poison `least` of later columns with a NaN that compares false.
                        where(!(value > 0.0), least) = -1.0;
                        where(!(value > 0.0), value) = 1.0;
                        a(r0 + r, c0 + c) = stdx::sqrt(value);
                    } else {
                        a(r0 + r, c0 + c) = value / a(c0 + c, c0 + c);
                    }
                }
            }
        }
    }
    return least;
}

namespace {

/// Row r of L X = G with G lower triangular: X(r,c) = (G(r,c) − Σ_{c ≤ k < r} L(r,k) X(k,c)) / L(r,r); x holds Xᵀ, zero before its diagonal.
template <class Right>
void solveLower(const BatchMatrix& factor, Right right, BatchMatrix& x, Index d)
{
    for (Index r0 = 0; r0 < d; r0 += 4) {
        const int m = step(r0, d);
        for (Index c0 = 0; c0 <= r0; c0 += 4) {
            const int n = step(c0, d);
            Lane sum[16];
            storeBlock(m, n, factor.row(r0), factor.stride(), x.row(c0), x.stride(), c0, r0, sum, 4);
            for (int r = 0; r < m; ++r) {
                const Lane& pivot = factor(r0 + r, r0 + r);
                for (int c = 0; c < n; ++c) {
                    if (c0 + c > r0 + r) {
                        x(c0 + c, r0 + r) = 0.0;
                        continue;
                    }
                    Lane value = right(r0 + r, c0 + c);
                    if (c0 + c < r0 + r)
                        value -= sum[r * 4 + c];
                    for (int k = 0; k < r; ++k)
                        if (r0 + k >= c0 + c)
                            value -= factor(r0 + r, r0 + k) * x(c0 + c, r0 + k);
                    x(c0 + c, r0 + r) = value / pivot;
                }
            }
        }
    }
}

}  // namespace

void invertTriangular(const BatchMatrix& factor, BatchMatrix& x, Index d)
{
    solveLower(factor, [](Index r, Index c) { return Lane(r == c ? 1.0 : 0.0); }, x, d);
}

void solveTriangular(const BatchMatrix& factor, Uniform right, BatchMatrix& x, Index d)
{
    solveLower(factor, [&](Index r, Index c) { return Lane(right.data[r * right.stride + c]); }, x, d);
}

void multiplyByLower(Uniform a, const BatchMatrix& lowerT, BatchMatrix& out, Index d)
{
    for (Index r = 0; r < d; r += 4)
        for (Index c = 0; c < d; c += 4)
            storeBlock(step(r, d), step(c, d), a.data + r * a.stride, a.stride, lowerT.row(c), lowerT.stride(), c, d,
                       out.row(r) + c, out.stride());
}

void transposeLower(const BatchMatrix& lower, BatchMatrix& lowerT, Index d)
{
    for (Index r = 0; r < d; ++r)
        for (Index c = 0; c < d; ++c)
            lowerT(c, r) = c <= r ? lower(r, c) : Lane(0.0);
}

void precisionFromInverse(const BatchMatrix& x, BatchMatrix& precision, Index d)
{
    for (Index r = 0; r < d; r += 4)
        for (Index c = 0; c <= r; c += 4)
            storeBlock(step(r, d), step(c, d), x.row(r), x.stride(), x.row(c), x.stride(), r, d, precision.row(r) + c,
                       precision.stride());
}

Lane logDetFromCholesky(const BatchMatrix& factor, Index d)
{
    Lane sum = 0.0;
    for (Index k = 0; k < d; ++k) {
        alignas(64) double values[kBatch];
        factor(k, k).copy_to(values, stdx::element_aligned);
        Eigen::Map<Eigen::Array<double, kBatch, 1>> array(values);
        array = array.log();
        sum += Lane(values, stdx::element_aligned);
    }
    return 2.0 * sum;
}

Index firstIndefinite(const Lane& pivot, Tile tile)
{
    for (Index lane = 0; lane < tile.count; ++lane)
        if (!(pivot[static_cast<std::size_t>(lane)] > 0.0))
            return tile.token(lane);
    return -1;
}

}  // namespace gauge
