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

/// What a head's constant link W makes of moments, whitened (WhitenMaps): MATH.md §9. KL(q_i ‖ W q_j) has the receiver pulled back by W⁻¹
/// there, KL(W q_j ‖ q_i) the sender carried by W; natural parameters stay the beliefs' own.
struct LinkedMoments {
    const double* pulled;   // of W⁻¹ q: a map (d×d), then its offset (d)
    const double* carried;  // the same of W q
    double stretch;         // 2 ln |det W|
};

/// E_ij = factor (⟨left_i, right_j⟩ + leftBias_i + rightBias_j); Features take what PlainFeatures does. Linked moments are a kernel of their own,
/// so that those that stand as they are take no more registers for them.
template <class Features, bool Linked>
struct PairFeatures {
    Beliefs q;
    Score score;
    const double* pooled;  // its first d numbers: what means are centred by
    const double* map;     // whitens (WhitenMaps)
    LinkedMoments link;    // read where Linked
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
    /// KL(receiver ‖ sender) has moments of the receiver left, natural parameters of the sender right; the reverse has them the other way round, with
    /// Jeffreys behind the first.
    struct Ways {
        bool forward, reverse;
    };
    constexpr Ways ways() const { return {score != Score::ReverseKl, score != Score::Kl}; }
    constexpr long behind() const { return score == Score::Jeffreys ? packedLength(q.dim, q.diagonal) : 0; }

    GAUGE_DEVICE void putMoment(Ways of, long i, long k, double value) const
    {
        if (of.forward)
            left.put(i, k, value);
        if (of.reverse)
            right.put(i, behind() + k, value);
    }
    GAUGE_DEVICE void putNatural(long i, long k, double value) const
    {
        if (ways().forward)
            right.put(i, k, value);
        if (ways().reverse)
            left.put(i, behind() + k, value);
    }

    /// What numbers add to the bias of their side: moments forward and in reverse, natural parameters.
    struct Biases {
        double forward, reverse, natural;
    };
    template <class Block>
    GAUGE_DEVICE void storeBiases(Block& b, long i, const Biases& of) const
    {
        b.once([&] {
            left.putBias(i, biasBy(score, of.forward, of.natural));
            right.putBias(i, biasBy(score, of.natural, of.reverse));
            // Traces and squares: no feature is greater.
            const double most = Features::most();
            if (most < HUGE_VAL && !(of.forward < most && of.reverse < most && of.natural < most))
                b.least(overflowing, static_cast<int>(i));
        });
    }

    /// A map of moments: C → M C Mᵀ, m → M (m − pooled) + offset.
    struct Whitening {
        const double* map;
        const double* offset = nullptr;  // null: 0, and the map is a lower triangle
    };
    /// Of linked moments, put(ways, whitening) each way, which gives their traces.
    template <class Put>
    GAUGE_DEVICE Biases linkedBiases(double logDet, double natural, Put put) const
    {
        const long square = q.dim * q.dim;
        Biases of{0, 0, natural};
        if (ways().forward)
            of.forward = put(Ways{true, false}, Whitening{link.pulled, link.pulled + square}) - logDet + link.stretch;
        if (ways().reverse)
            of.reverse = put(Ways{false, true}, Whitening{link.carried, link.carried + square}) - logDet - link.stretch;
        return of;
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
            putNatural(i, k, p - 1);
            putNatural(i, d + k, -2 * p * mean(k));
        });
        const double logDet = b.sum(d, [&](long k) { return log(cov(k)); });
        const double natural = b.sum(d, [&](long k) { return 1 / cov(k) - 1 + mean(k) * mean(k) / cov(k); }) + logDet;
        if constexpr (Linked) {
            storeBiases(b, i, linkedBiases(logDet, natural, [&](Ways of, const Whitening& by) {
                            const auto along = [&](long k, double x, auto term) {
                                for (long l = 0; l < d; ++l)
                                    x += term(by.map[k * d + l], l);
                                return x;
                            };
                            const auto variance = [&](long k) {
                                return along(k, 0, [&](double w, long l) { return w * w * c[l * d + l]; });
                            };
                            return putDiagonal(b, i, of, variance, [&](long k) {
                                return along(k, by.offset[k], [&](double w, long l) { return w * (m[l] - pooled[l]); });
                            });
                        }));
        } else {
            const double bias = putDiagonal(b, i, ways(), cov, mean) - logDet;
            storeBiases(b, i, {bias, bias, natural});
        }
    }

    /// Variances and means of every coordinate; Σ c − 1 + m².
    template <class Block, class Variance, class Mean>
    GAUGE_DEVICE double putDiagonal(Block& b, long i, Ways of, Variance cov, Mean mean) const
    {
        const auto second = [&](long k) {
            const double m = mean(k);
            return cov(k) - 1 + m * m;
        };
        b.each(q.dim, [&](long k) {
            putMoment(of, i, k, second(k));
            putMoment(of, i, q.dim + k, mean(k));
        });
        return b.sum(q.dim, second);
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
        whiten(b, i, {map}, cov, inverse, precision, m);
        b.each(d * d, [&](long e) { factor[e] = cov[e]; });
        if (!cholesky(b, factor, d)) {
            b.least(failed, static_cast<int>(i));
            return;
        }
        const double logDet = logDeterminant(b, factor, d);
        invertTriangular(b, factor, inverse, d);
        squareOfInverse(b, inverse, precision, d);
        apply(b, precision, m, h, d);
        const double natural = b.sum(d, [&](long k) { return precision[k * d + k] - 1 + m[k] * h[k]; }) + logDet;
        if constexpr (Linked) {
            storeBiases(b, i, linkedBiases(logDet, natural, [&](Ways of, const Whitening& by) {
                            whiten(b, i, by, cov, factor, inverse, m);
                            return putFull(b, i, of, cov, m, precision, h);
                        }));
        } else {
            const double bias = putFull(b, i, ways(), cov, m, precision, h) - logDet;
            storeBiases(b, i, {bias, bias, natural});
        }
    }

    /// C + m mᵀ − 1 packed, and m, beside P − 1 and −2 h; the trace of the first.
    template <class Block>
    GAUGE_DEVICE double putFull(Block& b, long i, Ways of, const double* cov, const double* m, const double* precision,
                                const double* h) const
    {
        const long d = q.dim;
        b.each(d * d, [&](long e) {
            const auto [c, r] = entryOf(e, d);
            if (c > r)
                return;
            const long at = packedPlace(r, c, d);
            putMoment(of, i, at, cov[e] - (r == c ? 1.0 : 0.0) + m[r] * m[c]);
            putNatural(i, at, r == c ? precision[e] - 1 : 2 * precision[e]);
        });
        const long tail = d * (d + 1) / 2;
        b.each(d, [&](long k) {
            putMoment(of, i, tail + k, m[k]);
            putNatural(i, tail + k, -2 * h[k]);
        });
        return b.sum(d, [&](long k) { return cov[k * d + k] - 1 + m[k] * m[k]; });
    }

    /// The token's moments by such a map, cov symmetric; own, half: scratch.
    template <class Block>
    GAUGE_DEVICE void whiten(Block& b, long i, const Whitening& by, double* cov, double* own, double* half, double* m) const
    {
        const long d = q.dim;
        const double* from = q.cov + i * d * d;
        const auto end = [&](long r) { return by.offset == nullptr ? r + 1 : d; };
        b.each(d * d, [&](long e) { own[e] = from[e]; });
        b.each(d * d, [&](long e) {
            const auto [r, c] = entryOf(e, d);
            double x = 0;
            for (long k = 0; k < end(r); ++k)
                x += by.map[r * d + k] * own[k * d + c];
            half[e] = x;
        });
        b.each(d * d, [&](long e) {
            const auto [r, c] = entryOf(e, d);
            if (c > r)
                return;
            double x = 0;
            for (long k = 0; k < end(c); ++k)
                x += half[r * d + k] * by.map[c * d + k];
            cov[e] = x;
            cov[c * d + r] = x;
        });
        b.each(d, [&](long r) {
            double x = by.offset == nullptr ? 0.0 : by.offset[r];
            for (long k = 0; k < end(r); ++k)
                x += by.map[r * d + k] * (q.mean[i * d + k] - pooled[k]);
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
