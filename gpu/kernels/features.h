// Features and message rows of beliefs, a block a token (MATH.md §3): whitened moments of the receiver beside natural parameters of
// the sender, computed in double and stored as T.
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

/// Mean of the means (d numbers), then mean of the covariances (d×d); a block a number.
struct PoolNumbers {
    Beliefs q;
    double* out;

    template <class Block>
    GAUGE_DEVICE void operator()(Block& b) const
    {
        const long d = q.dim;
        const long e = b.index();
        const double sum = b.sum(q.tokens, [&](long i) { return e < d ? q.mean[i * d + e] : q.cov[i * d * d + e - d]; });
        b.once([&] { out[e] = sum / static_cast<double>(q.tokens); });
    }
};

/// W with W C̄ Wᵀ = I from the pooled numbers: lower triangle, or for diagonal covariances d numbers. One block. `failed` becomes 0 where
/// the mean covariance is not positive definite.
struct WhitenMap {
    long dim;
    bool diagonal;
    const double* pooled;
    double* factor;  // d×d, scratch
    double* map;     // d×d
    int* failed;

    template <class Block>
    GAUGE_DEVICE void operator()(Block& b) const
    {
        const long d = dim;
        const double* cov = pooled + d;
        if (diagonal) {
            b.each(d, [&](long k) { map[k] = 1.0 / sqrt(cov[k * d + k]); });
            return;
        }
        b.each(d * d, [&](long e) { factor[e] = cov[e]; });
        if (!cholesky(b, factor, d)) {
            b.once([&] { *failed = 0; });
            return;
        }
        invertTriangular(b, factor, map, d);
    }
};

/// Doubles of scratch a block of these kernels takes for a head of dimension d.
constexpr long scratchOf(long d)
{
    return 4 * d * d + 2 * d;
}

/// left, right: N×length; E_ij = factor (⟨left_i, right_j⟩ + leftBias_i + rightBias_j).
template <class T, class A>
struct PairFeatures {
    Beliefs q;
    Score score;
    const double* pooled;  // its first d numbers: what means are centred by
    const double* map;
    long first;       // token of block 0
    double* scratch;  // a block: scratchOf(d)
    T* left;
    T* right;
    A* leftBias;
    A* rightBias;
    int* failed;  // least token that is not positive definite

    static constexpr long packed(const Beliefs& q) { return q.diagonal ? 2 * q.dim : q.dim * (q.dim + 3) / 2; }

    template <class Block>
    GAUGE_DEVICE void operator()(Block& b) const
    {
        const long i = first + b.index();
        if (score == Score::DotProduct)
            b.each(q.dim, [&](long k) { left[i * q.dim + k] = right[i * q.dim + k] = T(q.mean[i * q.dim + k]); });
        else if (q.diagonal)
            diagonalToken(b, i);
        else
            fullToken(b, i);
    }

private:
    /// What stands where: one side's features go to `left`, the other's to `right`; both with Jeffreys.
    struct Place {
        T* receiver;
        T* sender;
    };

    constexpr long length() const { return score == Score::Jeffreys ? 2 * packed(q) : packed(q); }

    template <class Block>
    GAUGE_DEVICE void storeBiases(Block& b, long i, double receiver, double sender) const
    {
        b.once([&] {
            leftBias[i] = A(score == Score::Kl ? receiver : score == Score::ReverseKl ? sender : receiver + sender);
            rightBias[i] = A(score == Score::Kl ? sender : score == Score::ReverseKl ? receiver : receiver + sender);
        });
    }

    GAUGE_DEVICE int placesOf(long i, Place* places) const
    {
        T* l = left + i * length();
        T* r = right + i * length();
        if (score == Score::ReverseKl) {
            places[0] = {r, l};
            return 1;
        }
        places[0] = {l, r};
        if (score != Score::Jeffreys)
            return 1;
        places[1] = {r + packed(q), l + packed(q)};
        return 2;
    }

    template <class Block>
    GAUGE_DEVICE void diagonalToken(Block& b, long i) const
    {
        const long d = q.dim;
        const double* m = q.mean + i * d;
        const double* c = q.cov + i * d * d;
        Place places[2];
        const int count = placesOf(i, places);
        const auto cov = [&](long k) { return map[k] * map[k] * c[k * d + k]; };
        const auto mean = [&](long k) { return map[k] * (m[k] - pooled[k]); };
        const double worst = -b.most(d, [&](long k) { return cov(k) > 0 ? -1.0 : 1.0; });
        if (worst < 0) {
            b.least(failed, static_cast<int>(i));
            return;
        }
        b.each(d, [&](long k) {
            const double p = 1 / cov(k);
            for (int s = 0; s < count; ++s) {
                places[s].receiver[k] = T(cov(k) - 1 + mean(k) * mean(k));
                places[s].receiver[d + k] = T(mean(k));
                places[s].sender[k] = T(p - 1);
                places[s].sender[d + k] = T(-2 * p * mean(k));
            }
        });
        const double receiverBias = b.sum(d, [&](long k) { return cov(k) - 1 + mean(k) * mean(k) - log(cov(k)); });
        const double senderBias =
            b.sum(d, [&](long k) { return 1 / cov(k) - 1 + mean(k) * mean(k) / cov(k) + log(cov(k)); });
        storeBiases(b, i, receiverBias, senderBias);
    }

    template <class Block>
    GAUGE_DEVICE void fullToken(Block& b, long i) const
    {
        const long d = q.dim;
        double* cov = scratch + b.index() * scratchOf(d);
        double* factor = cov + d * d;
        double* inverse = factor + d * d;
        double* precision = inverse + d * d;
        double* m = precision + d * d;
        double* h = m + d;
        const double* c = q.cov + i * d * d;
        b.each(d * d, [&](long e) {
            double x = 0;
            for (long k = 0; k <= e / d; ++k)
                x += map[e / d * d + k] * c[k * d + e % d];
            precision[e] = x;
        });
        b.each(d * d, [&](long e) {
            const long s = e % d;
            double x = 0;
            for (long k = 0; k <= s; ++k)
                x += precision[e / d * d + k] * map[s * d + k];
            cov[e] = factor[e] = x;
        });
        b.each(d, [&](long r) {
            double x = 0;
            for (long k = 0; k <= r; ++k)
                x += map[r * d + k] * (q.mean[i * d + k] - pooled[k]);
            m[r] = x;
        });
        if (!cholesky(b, factor, d)) {
            b.least(failed, static_cast<int>(i));
            return;
        }
        const double logDet = logDeterminant(b, factor, d);
        invertTriangular(b, factor, inverse, d);
        squareOfInverse(b, inverse, precision, d);
        apply(b, precision, m, h, d);
        Place places[2];
        const int count = placesOf(i, places);
        b.each(d * d, [&](long e) {
            const long r = e / d;
            const long s = e % d;
            if (s > r)
                return;
            const long at = packedPlace(r, s, d);
            const double one = r == s ? 1.0 : 0.0;
            for (int k = 0; k < count; ++k) {
                places[k].receiver[at] = T(cov[e] - one + m[r] * m[s]);
                places[k].sender[at] = T(r == s ? precision[e] - 1 : 2 * precision[e]);
            }
        });
        const long tail = d * (d + 1) / 2;
        b.each(d, [&](long k) {
            for (int s = 0; s < count; ++s) {
                places[s].receiver[tail + k] = T(m[k]);
                places[s].sender[tail + k] = T(-2 * h[k]);
            }
        });
        const double receiverBias = b.sum(d, [&](long k) { return cov[k * d + k] - 1 + m[k] * m[k]; }) - logDet;
        const double senderBias = b.sum(d, [&](long k) { return precision[k * d + k] - 1 + m[k] * h[k]; }) + logDet;
        storeBiases(b, i, receiverBias, senderBias);
    }
};

/// What messages average, centred by the mean of the means: m; or C + m mᵀ packed and m; or P packed and P m.
template <class T>
struct MessageRows {
    enum class Kind { Mean, Moments, Naturals };
    Beliefs q;
    Kind kind;
    const double* pooled;
    long first;
    double* scratch;
    T* rows;  // N×width
    int* failed;

    static constexpr long widthOf(Kind kind, long d, bool diagonal)
    {
        return kind == Kind::Mean ? d : diagonal ? 2 * d : d * (d + 3) / 2;
    }

    template <class Block>
    GAUGE_DEVICE void operator()(Block& b) const
    {
        const long i = first + b.index();
        const long d = q.dim;
        T* row = rows + i * widthOf(kind, d, q.diagonal);
        const double* c = q.cov + i * d * d;
        const auto m = [&](long k) { return q.mean[i * d + k] - pooled[k]; };
        if (kind == Kind::Mean) {
            b.each(d, [&](long k) { row[k] = T(m(k)); });
        } else if (kind == Kind::Moments) {
            b.each(d * d, [&](long e) {
                const long r = e / d;
                const long s = e % d;
                if (q.diagonal ? r == s : s <= r)
                    row[q.diagonal ? r : packedPlace(r, s, d)] = T(c[e] + m(r) * m(s));
            });
            b.each(d, [&](long k) { row[(q.diagonal ? d : d * (d + 1) / 2) + k] = T(m(k)); });
        } else if (q.diagonal) {
            b.each(d, [&](long k) {
                row[k] = T(1 / c[k * d + k]);
                row[d + k] = T(m(k) / c[k * d + k]);
            });
        } else {
            naturals(b, i, row);
        }
    }

private:
    template <class Block>
    GAUGE_DEVICE void naturals(Block& b, long i, T* row) const
    {
        const long d = q.dim;
        double* factor = scratch + b.index() * scratchOf(d);
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
            if (e % d <= e / d)
                row[packedPlace(e / d, e % d, d)] = T(precision[e]);
        });
        b.each(d, [&](long k) { row[d * (d + 1) / 2 + k] = T(h[k]); });
    }
};

}  // namespace gauge::gpu
