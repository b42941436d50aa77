// Features and message rows of a token's belief (MATH.md §3), for tokens.h: whitened moments of the receiver beside natural parameters of
// the sender, computed in double and stored by who takes them.
#pragma once

#include "gpu/device.h"
#include "gpu/kernels/linear.h"

namespace gauge::gpu {

/// Beliefs of one head on the device.
struct Beliefs {
    long tokens;
    long dim;
    bool diagonal;
    const double* mean;  // N×d
    const double* cov;   // N×d×d
};

/// Numbers of a symmetric matrix's packed lower triangle, or of its diagonal, and of a vector.
constexpr long packedLength(long d, bool diagonal)
{
    return diagonal ? 2 * d : d * (d + 3) / 2;
}

/// Doubles of scratch a token takes where matrices are factored: four d×d matrices and two vectors.
constexpr long scratchOf(long d)
{
    return 4 * d * d + 2 * d;
}

/// What takes a token's numbers: rows of T one after the other.
template <class T>
struct PlainRows {
    T* at;
    long length;

    GAUGE_DEVICE void put(long token, long k, double value) const { at[token * length + k] = T(value); }
};

/// Features in such rows, biases beside them.
template <class T, class A>
struct PlainFeatures {
    PlainRows<T> rows;
    A* bias;  // N

    GAUGE_DEVICE void put(long token, long k, double value) const { rows.put(token, k, value); }
    GAUGE_DEVICE void putBias(long token, double value) const { bias[token] = A(value); }
    /// Beyond this, energies are not finite; none: they are looked at themselves.
    GAUGE_DEVICE static double most() { return HUGE_VAL; }
};

/// E_ij = factor (⟨left_i, right_j⟩ + leftBias_i + rightBias_j); Features take what PlainFeatures does.
template <class Features>
struct PairFeatures {
    Beliefs q;
    Score score;
    const double* pooled;  // its first d numbers: what means are centred by
    const double* map;     // whitens (WhitenMap)
    Features left;
    Features right;
    int* failed;       // least token that is not positive definite
    int* overflowing;  // least token whose features are beyond their precision

    static constexpr long lengthOf(Score score, long d, bool diagonal)
    {
        return score == Score::DotProduct ? d : (score == Score::Jeffreys ? 2 : 1) * packedLength(d, diagonal);
    }
    constexpr long scratch() const { return score == Score::DotProduct || q.diagonal ? 0 : scratchOf(q.dim); }

    template <class Block>
    GAUGE_DEVICE void operator()(Block& b, long i, double* scratch) const
    {
        if (score == Score::DotProduct)
            b.each(q.dim, [&](long k) {
                left.put(i, k, q.mean[i * q.dim + k]);
                right.put(i, k, q.mean[i * q.dim + k]);
            });
        else if (q.diagonal)
            diagonalToken(b, i);
        else
            fullToken(b, i, scratch);
    }

private:
    /// Number k of a side goes to `left` or to `right`; to both with Jeffreys, where the sides stand behind each other.
    GAUGE_DEVICE void putReceiver(long i, long k, double value) const
    {
        if (score != Score::ReverseKl)
            left.put(i, k, value);
        else
            right.put(i, k, value);
        if (score == Score::Jeffreys)
            right.put(i, packedLength(q.dim, q.diagonal) + k, value);
    }
    GAUGE_DEVICE void putSender(long i, long k, double value) const
    {
        if (score != Score::ReverseKl)
            right.put(i, k, value);
        else
            left.put(i, k, value);
        if (score == Score::Jeffreys)
            left.put(i, packedLength(q.dim, q.diagonal) + k, value);
    }

    template <class Block>
    GAUGE_DEVICE void storeBiases(Block& b, long i, double receiver, double sender) const
    {
        b.once([&] {
            left.putBias(i, biasBy(score, receiver, sender));
            right.putBias(i, biasBy(score, sender, receiver));
            // Traces and squares: no feature is greater.
            if (Features::most() < HUGE_VAL && !(receiver < Features::most() && sender < Features::most()))
                b.least(overflowing, static_cast<int>(i));
        });
    }

    template <class Block>
    GAUGE_DEVICE void diagonalToken(Block& b, long i) const
    {
        const long d = q.dim;
        const double* m = q.mean + i * d;
        const double* c = q.cov + i * d * d;
        const auto cov = [&](long k) { return map[k] * map[k] * c[k * d + k]; };
        const auto mean = [&](long k) { return map[k] * (m[k] - pooled[k]); };
        if (b.most(d, [&](long k) { return cov(k) > 0 ? 0.0 : 1.0; }) > 0) {
            b.least(failed, static_cast<int>(i));
            return;
        }
        b.each(d, [&](long k) {
            const double p = 1 / cov(k);
            putReceiver(i, k, cov(k) - 1 + mean(k) * mean(k));
            putReceiver(i, d + k, mean(k));
            putSender(i, k, p - 1);
            putSender(i, d + k, -2 * p * mean(k));
        });
        const double receiver = b.sum(d, [&](long k) { return cov(k) - 1 + mean(k) * mean(k) - log(cov(k)); });
        const double sender = b.sum(d, [&](long k) { return 1 / cov(k) - 1 + mean(k) * mean(k) / cov(k) + log(cov(k)); });
        storeBiases(b, i, receiver, sender);
    }

    template <class Block>
    GAUGE_DEVICE void fullToken(Block& b, long i, double* scratch) const
    {
        const long d = q.dim;
        double* cov = scratch;
        double* factor = cov + d * d;
        double* inverse = factor + d * d;
        double* precision = inverse + d * d;
        double* m = precision + d * d;
        double* h = m + d;
        whiten(b, i, cov, inverse, precision, m);
        b.each(d * d, [&](long e) { factor[e] = cov[e]; });
        if (!cholesky(b, factor, d)) {
            b.least(failed, static_cast<int>(i));
            return;
        }
        const double logDet = logDeterminant(b, factor, d);
        invertTriangular(b, factor, inverse, d);
        squareOfInverse(b, inverse, precision, d);
        apply(b, precision, m, h, d);
        b.each(d * d, [&](long e) {
            const auto [c, r] = entryOf(e, d);
            if (c > r)
                return;
            const long at = packedPlace(r, c, d);
            putReceiver(i, at, cov[e] - (r == c ? 1.0 : 0.0) + m[r] * m[c]);
            putSender(i, at, r == c ? precision[e] - 1 : 2 * precision[e]);
        });
        const long tail = d * (d + 1) / 2;
        b.each(d, [&](long k) {
            putReceiver(i, tail + k, m[k]);
            putSender(i, tail + k, -2 * h[k]);
        });
        const double receiver = b.sum(d, [&](long k) { return cov[k * d + k] - 1 + m[k] * m[k]; }) - logDet;
        const double sender = b.sum(d, [&](long k) { return precision[k * d + k] - 1 + m[k] * h[k]; }) + logDet;
        storeBiases(b, i, receiver, sender);
    }

    /// cov, m ← W C Wᵀ (symmetric), W (mean − pooled); own, half: scratch.
    template <class Block>
    GAUGE_DEVICE void whiten(Block& b, long i, double* cov, double* own, double* half, double* m) const
    {
        const long d = q.dim;
        const double* from = q.cov + i * d * d;
        b.each(d * d, [&](long e) { own[e] = from[e]; });
        b.each(d * d, [&](long e) {
            const auto [r, c] = entryOf(e, d);
            double x = 0;
            for (long k = 0; k <= r; ++k)
                x += map[r * d + k] * own[k * d + c];
            half[e] = x;
        });
        b.each(d * d, [&](long e) {
            const auto [r, c] = entryOf(e, d);
            if (c > r)
                return;
            double x = 0;
            for (long k = 0; k <= c; ++k)
                x += half[r * d + k] * map[c * d + k];
            cov[e] = x;
            cov[c * d + r] = x;
        });
        b.each(d, [&](long r) {
            double x = 0;
            for (long k = 0; k <= r; ++k)
                x += map[r * d + k] * (q.mean[i * d + k] - pooled[k]);
            m[r] = x;
        });
    }
};

/// What messages average.
enum class RowKind { Mean, Moments, Naturals };

constexpr long rowWidth(RowKind kind, long d, bool diagonal)
{
    return kind == RowKind::Mean ? d : packedLength(d, diagonal);
}

/// A token's row of them, centred by the mean of the means: m; or C + m mᵀ packed and m; or P packed and P m.
template <class Out>
struct MessageRows {
    Beliefs q;
    RowKind kind;
    const double* pooled;
    Out rows;  // N×width
    int* failed;

    constexpr long scratch() const { return kind == RowKind::Naturals && !q.diagonal ? scratchOf(q.dim) : 0; }

    template <class Block>
    GAUGE_DEVICE void operator()(Block& b, long i, double* scratch) const
    {
        const long d = q.dim;
        const double* c = q.cov + i * d * d;
        const auto m = [&](long k) { return q.mean[i * d + k] - pooled[k]; };
        if (kind == RowKind::Naturals && !q.diagonal) {
            naturals(b, i, scratch);
            return;
        }
        if (kind == RowKind::Moments && !q.diagonal)
            b.each(d * d, [&](long e) {
                const auto [s, r] = entryOf(e, d);
                if (s <= r)
                    rows.put(i, packedPlace(r, s, d), c[r * d + s] + m(r) * m(s));
            });
        else if (kind != RowKind::Mean)
            b.each(d, [&](long k) {
                rows.put(i, k, kind == RowKind::Moments ? c[k * d + k] + m(k) * m(k) : 1 / c[k * d + k]);
            });
        const long tail = rowWidth(kind, d, q.diagonal) - d;
        b.each(d, [&](long k) { rows.put(i, tail + k, kind == RowKind::Naturals ? m(k) / c[k * d + k] : m(k)); });
    }

private:
    template <class Block>
    GAUGE_DEVICE void naturals(Block& b, long i, double* scratch) const
    {
        const long d = q.dim;
        double* factor = scratch;
        double* inverse = factor + d * d;
        double* precision = inverse + d * d;
        double* m = precision + d * d;
        double* h = m + d;
        b.each(d * d, [&](long e) { factor[e] = q.cov[i * d * d + e]; });
        b.each(d, [&](long k) { m[k] = q.mean[i * d + k] - pooled[k]; });
        if (!cholesky(b, factor, d)) {
            b.least(failed, static_cast<int>(i));
            return;
        }
        invertTriangular(b, factor, inverse, d);
        squareOfInverse(b, inverse, precision, d);
        apply(b, precision, m, h, d);
        b.each(d * d, [&](long e) {
            const auto [c, r] = entryOf(e, d);
            if (c <= r)
                rows.put(i, packedPlace(r, c, d), precision[e]);
        });
        b.each(d, [&](long k) { rows.put(i, d * (d + 1) / 2 + k, h[k]); });
    }
};

/// (m, C) → (P, h = P m, ln det C).
struct ToNaturals {
    Beliefs q;
    double* precision;  // N×d×d
    double* h;          // N×d
    double* logDet;     // N
    int* failed;

    constexpr long scratch() const { return 2 * q.dim * q.dim; }

    template <class Block>
    GAUGE_DEVICE void operator()(Block& b, long i, double* scratch) const
    {
        const long d = q.dim;
        double* factor = scratch;
        double* inverse = factor + d * d;
        b.each(d * d, [&](long e) {
            const auto [r, c] = entryOf(e, d);
            factor[e] = q.diagonal && r != c ? 0.0 : q.cov[i * d * d + e];
        });
        if (!cholesky(b, factor, d)) {
            b.least(failed, static_cast<int>(i));
            return;
        }
        const double logDeterminantOfC = logDeterminant(b, factor, d);
        invertTriangular(b, factor, inverse, d);
        squareOfInverse(b, inverse, precision + i * d * d, d);
        apply(b, precision + i * d * d, q.mean + i * d, h + i * d, d);
        b.once([&] { logDet[i] = logDeterminantOfC; });
    }
};

}  // namespace gauge::gpu
