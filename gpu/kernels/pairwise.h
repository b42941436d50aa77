// What does not factor, pair by pair (MATH.md §3, last paragraph): a block carries one sender after the other to its receiver.
#pragma once

#include "gpu/device.h"
#include "gpu/kernels/attention.h"
#include "gpu/kernels/failures.h"
#include "gpu/kernels/linear.h"

namespace gauge::gpu {

/// One head's beliefs as pairs are formed of them. Frames stand column by column, as they came.
struct PairwiseBeliefs {
    long dim;
    PairwiseRequest::Carry carry;
    bool diagonal;  // of the carried covariance its diagonal alone
    const double* mean;
    const double* cov;
    const double* precision;
    const double* logDet;
    const double* frame;    // U_i, or Φ_i for the first order
    const double* inverse;  // U_i⁻¹
};

/// Scratch of one block: what is carried, and what is made of it.
struct CarryScratch {
    double* omega;
    double* half;
    double* cov;
    double* factor;
    double* inverse;
    double* precision;
    double* mean;
    double* offset;

    static constexpr long sizeOf(long d) { return 6 * d * d + 2 * d; }
    GAUGE_DEVICE CarryScratch(double* at, long d)
        : omega(at), half(at + d * d), cov(at + 2 * d * d), factor(at + 3 * d * d), inverse(at + 4 * d * d),
          precision(at + 5 * d * d), mean(at + 6 * d * d), offset(at + 6 * d * d + d)
    {
    }
};

/// w.mean, w.cov ← sender j carried to receiver i.
template <class Block>
GAUGE_DEVICE void carryTo(Block& b, const PairwiseBeliefs& q, long i, long j, const CarryScratch& w)
{
    const long d = q.dim;
    const double* cov = q.cov + j * d * d;
    const double* mean = q.mean + j * d;
    if (q.carry == PairwiseRequest::Carry::Nothing) {
        b.each(d * d, [&](long e) { w.cov[e] = cov[e]; });
        b.each(d, [&](long r) { w.mean[r] = mean[r]; });
        return;
    }
    const double* own = q.frame + i * d * d;
    b.each(d * d, [&](long e) {
        const long r = e / d;
        const long c = e % d;
        double x = r == c ? 1.0 : 0.0;
        if (q.carry == PairwiseRequest::Carry::FirstOrder) {
            x += own[c * d + r] - q.frame[j * d * d + c * d + r];
        } else {
            x = 0;
            for (long k = 0; k < d; ++k)
                x += own[k * d + r] * q.inverse[j * d * d + c * d + k];
        }
        w.omega[e] = x;
    });
    b.each(d * d, [&](long e) {
        double x = 0;
        for (long k = 0; k < d; ++k)
            x += w.omega[e / d * d + k] * cov[k * d + e % d];
        w.half[e] = x;
    });
    b.each(d * d, [&](long e) {
        const bool kept = !q.diagonal || e / d == e % d;
        double x = 0;
        for (long k = 0; kept && k < d; ++k)
            x += w.half[e / d * d + k] * w.omega[e % d * d + k];
        w.cov[e] = x;
    });
    b.each(d, [&](long r) {
        double x = 0;
        for (long k = 0; k < d; ++k)
            x += w.omega[r * d + k] * mean[k];
        w.mean[r] = x;
    });
}

/// Energies of a tile's receivers, a group of senders a block: block = receiver·groups + group.
template <class A>
struct PairwiseEnergies {
    Tile tile;
    long groups;
    PairwiseBeliefs q;
    PairwiseRequest::Divergence divergence;
    double order;
    double* scratch;                // a block: CarryScratch::sizeOf(d)
    A* energy;                      // rows×columns
    unsigned long long* undefined;  // least pair whose divergence is not defined

    template <class Block>
    GAUGE_DEVICE void operator()(Block& b) const
    {
        const long row = b.index() / groups;
        const long i = tile.i0 + row;
        const CarryScratch w(scratch + b.index() * CarryScratch::sizeOf(q.dim), q.dim);
        for (long c = b.index() % groups; c < tile.columns; c += groups) {
            const long j = tile.j0 + c;
            double value = 0;
            if (i != j) {
                carryTo(b, q, i, j, w);
                b.each(q.dim, [&](long r) { w.offset[r] = q.mean[i * q.dim + r] - w.mean[r]; });
                value = q.diagonal                                         ? diagonalEnergy(b, i, w)
                        : divergence == PairwiseRequest::Divergence::Renyi ? renyiEnergy(b, i, j, w)
                                                                           : fullEnergy(b, i, w);
            }
            b.once([&] {
                energy[row * tile.columns + c] = A(value > 0 ? value : 0.0);
                if (!(value - value == 0))
                    b.least(undefined, packedPair(i, j));
            });
        }
    }

private:
    using Divergence = PairwiseRequest::Divergence;
    GAUGE_DEVICE static double undefinedValue() { return HUGE_VAL - HUGE_VAL; }

    /// ⟨A, B⟩ + vᵀ A v.
    template <class Block>
    GAUGE_DEVICE double contract(Block& b, const double* a, const double* m, const double* v) const
    {
        const long d = q.dim;
        return b.sum(d * d, [&](long e) { return a[e] * (m[e] + v[e / d] * v[e % d]); });
    }

    template <class Block>
    GAUGE_DEVICE double fullEnergy(Block& b, long i, const CarryScratch& w) const
    {
        const long d = q.dim;
        b.each(d * d, [&](long e) { w.factor[e] = w.cov[e]; });
        if (!cholesky(b, w.factor, d))
            return undefinedValue();
        const double logRatio = logDeterminant(b, w.factor, d) - q.logDet[i];
        double value = 0;
        if (divergence != Divergence::ReverseKl) {
            invertTriangular(b, w.factor, w.inverse, d);
            squareOfInverse(b, w.inverse, w.precision, d);
            value += contract(b, w.precision, q.cov + i * d * d, w.offset) - static_cast<double>(d) + logRatio;
        }
        if (divergence != Divergence::Kl)
            value += contract(b, q.precision + i * d * d, w.cov, w.offset) - static_cast<double>(d) - logRatio;
        return value * (divergence == Divergence::Jeffreys ? 0.25 : 0.5);
    }

    template <class Block>
    GAUGE_DEVICE double renyiEnergy(Block& b, long i, long j, const CarryScratch& w) const
    {
        const long d = q.dim;
        double senderLogDet = q.logDet[j];
        if (q.carry != PairwiseRequest::Carry::Nothing) {
            b.each(d * d, [&](long e) { w.factor[e] = w.cov[e]; });
            if (!cholesky(b, w.factor, d))
                return undefinedValue();
            senderLogDet = logDeterminant(b, w.factor, d);
        }
        const double* own = q.cov + i * d * d;
        b.each(d * d, [&](long e) { w.factor[e] = (1 - order) * own[e] + order * w.cov[e]; });
        if (!cholesky(b, w.factor, d))
            return undefinedValue();
        const double volumes = logDeterminant(b, w.factor, d) - (1 - order) * q.logDet[i] - order * senderLogDet;
        invertTriangular(b, w.factor, w.inverse, d);
        const double quadratic = b.sum(d, [&](long r) {
            double x = 0;
            for (long k = 0; k <= r; ++k)
                x += w.inverse[r * d + k] * w.offset[k];
            return x * x;
        });
        return 0.5 * order * quadratic - volumes / (2 * (order - 1));
    }

    /// Both covariances diagonal in the receiver's frame.
    template <class Block>
    GAUGE_DEVICE double diagonalEnergy(Block& b, long i, const CarryScratch& w) const
    {
        const long d = q.dim;
        return b.sum(d, [&](long a) {
            const double c = q.cov[i * d * d + a * d + a];
            const double s = w.cov[a * d + a];
            const double square = w.offset[a] * w.offset[a];
            if (divergence == Divergence::Renyi) {
                const double between = (1 - order) * c + order * s;
                return 0.5 * order * square / between -
                       (log(between) - (1 - order) * log(c) - order * log(s)) / (2 * (order - 1));
            }
            const double logRatio = log(s) - log(c);
            double value = 0;
            if (divergence != Divergence::ReverseKl)
                value += (c + square) / s - 1 + logRatio;
            if (divergence != Divergence::Kl)
                value += (s + square) / c - 1 - logRatio;
            return value * (divergence == Divergence::Jeffreys ? 0.25 : 0.5);
        });
    }
};

/// What each receiver of a tile hears, in its own frame: Σ β μ̃ (d), Σ β (Σ̃ + μ̃ μ̃ᵀ) (d×d); with naturals Σ β Σ̃⁻¹ μ̃ and Σ β Σ̃⁻¹ instead.
template <class A>
struct Hear {
    Tile tile;
    PairwiseBeliefs q;
    bool naturals;
    const A* beta;
    double* scratch;
    double* out;  // rows×(d + d²)
    unsigned long long* undefined;

    template <class Block>
    GAUGE_DEVICE void operator()(Block& b) const
    {
        const long d = q.dim;
        const long i = tile.i0 + b.index();
        const CarryScratch w(scratch + b.index() * CarryScratch::sizeOf(d), d);
        double* vector = out + b.index() * (d + d * d);
        double* matrix = vector + d;
        b.each(d + d * d, [&](long e) { vector[e] = 0; });
        for (long c = 0; c < tile.columns; ++c) {
            const double weight = static_cast<double>(beta[b.index() * tile.columns + c]);
            if (weight == 0)
                continue;
            carryTo(b, q, i, tile.j0 + c, w);
            b.each(d * d, [&](long e) {
                if (q.diagonal && e / d != e % d)
                    w.cov[e] = 0;
            });
            if (naturals && !invert(b, tile.j0 + c, i, w))
                return;
            b.each(d, [&](long r) { vector[r] += weight * (naturals ? w.offset[r] : w.mean[r]); });
            b.each(d * d, [&](long e) {
                matrix[e] += weight * (naturals ? w.precision[e] : w.cov[e] + w.mean[e / d] * w.mean[e % d]);
            });
        }
    }

private:
    /// w.precision ← Σ̃⁻¹, w.offset ← Σ̃⁻¹ μ̃.
    template <class Block>
    GAUGE_DEVICE bool invert(Block& b, long j, long i, const CarryScratch& w) const
    {
        const long d = q.dim;
        b.each(d * d, [&](long e) { w.factor[e] = w.cov[e]; });
        if (!cholesky(b, w.factor, d)) {
            b.once([&] { b.least(undefined, packedPair(i, j)); });
            return false;
        }
        invertTriangular(b, w.factor, w.inverse, d);
        squareOfInverse(b, w.inverse, w.precision, d);
        apply(b, w.precision, w.mean, w.offset, d);
        return true;
    }
};

}  // namespace gauge::gpu
