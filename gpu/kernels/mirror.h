// Mirror steps with the beliefs staying where they are (MATH.md §5).
#pragma once

#include "core/gaussian/mirror.h"
#include "gpu/kernels/attention.h"
#include "gpu/kernels/features.h"

namespace gauge::gpu {

/// What a step reads: the weights of the free energy, and those of the step for a token that hears somebody and for one that does not.
struct StepNumbers {
    double alpha, lambda;
    MirrorWeights<double> hearing, alone;
};

/// P, h ← their convex combination with prior and message, then (m, C) from them; a diagonal family keeps the diagonal of C. A token
/// that hears nobody goes towards its prior alone.
template <class A>
struct MirrorStep {
    long tokens;
    long dim;
    bool diagonal;
    Senders senders;
    StepNumbers numbers;
    const double* pooled;  // by its first d numbers the messages' means were centred
    const double* priorPrecision;
    const double* priorH;
    const A* message;  // N×width: packed Σ β P, then Σ β P (m − shift)
    double* precision;
    double* h;
    double* mean;
    double* cov;
    double* logDet;
    int* failed;

    constexpr long scratch() const { return 2 * dim * dim; }

    template <class Block>
    GAUGE_DEVICE void operator()(Block& b, long i, double* scratch) const
    {
        const long d = dim;
        const long tail = diagonal ? d : d * (d + 1) / 2;
        const A* row = message + i * (tail + d);
        double* p = precision + i * d * d;
        double* own = h + i * d;
        const MirrorWeights<double> w = senders.hasAny(i, tokens) ? numbers.hearing : numbers.alone;
        const auto heard = [&](long r, long c) {
            if (diagonal)
                return r == c ? static_cast<double>(row[r]) : 0.0;
            return static_cast<double>(row[r >= c ? packedPlace(r, c, d) : packedPlace(c, r, d)]);
        };
        b.each(d, [&](long r) {
            double sum = static_cast<double>(row[tail + r]);
            for (long k = 0; k < d; ++k)
                sum += heard(r, k) * pooled[k];
            own[r] = w.own * own[r] + w.prior * priorH[i * d + r] + w.message * sum;
        });
        b.each(d * d, [&](long e) {
            p[e] = w.own * p[e] + w.prior * priorPrecision[i * d * d + e] + w.message * heard(e / d, e % d);
        });
        toMoments(b, i, p, own, scratch);
    }

private:
    template <class Block>
    GAUGE_DEVICE void toMoments(Block& b, long i, double* p, double* own, double* scratch) const
    {
        const long d = dim;
        double* factor = scratch;
        double* inverse = factor + d * d;
        double* c = cov + i * d * d;
        b.each(d * d, [&](long e) { factor[e] = p[e]; });
        if (!cholesky(b, factor, d)) {
            b.least(failed, static_cast<int>(i));
            return;
        }
        double logDetC = -logDeterminant(b, factor, d);
        invertTriangular(b, factor, inverse, d);
        squareOfInverse(b, inverse, c, d);
        apply(b, c, own, mean + i * d, d);
        if (diagonal) {  // the family of the layers: what is not diagonal is left out, and P and h follow
            logDetC = b.sum(d, [&](long k) { return log(c[k * d + k]); });
            b.each(d * d, [&](long e) {
                const bool kept = e / d == e % d;
                p[e] = kept ? 1 / c[e] : 0.0;
                if (!kept)
                    c[e] = 0;
            });
            b.each(d, [&](long k) { own[k] = p[k * d + k] * mean[i * d + k]; });
        }
        b.once([&] { logDet[i] = logDetC; });
    }
};

/// What a token heard, Σ β P and Σ β P (m − pooled), carried along its head's link: Aᵀ P A (of diagonal ones their diagonal) and Aᵀ h, h = P m, A = W⁻¹,
/// counted from the same mean.
template <class A>
struct CarryNaturals {
    long dim;
    bool diagonal;
    const double* pooled;
    const double* inverse;  // d×d, column by column
    A* message;             // N×width

    constexpr long scratch() const { return 2 * dim * dim + dim; }

    template <class Block>
    GAUGE_DEVICE void operator()(Block& b, long i, double* scratch) const
    {
        const long d = dim;
        const long tail = diagonal ? d : d * (d + 1) / 2;
        double* half = scratch;
        double* carried = half + d * d;
        double* h = carried + d * d;
        A* row = message + i * (tail + d);
        const auto heard = [&](long r, long c) {
            if (diagonal)
                return r == c ? static_cast<double>(row[r]) : 0.0;
            return static_cast<double>(row[r >= c ? packedPlace(r, c, d) : packedPlace(c, r, d)]);
        };
        const auto sum = [&](auto term) {
            double x = 0;
            for (long k = 0; k < d; ++k)
                x += term(k);
            return x;
        };
        b.each(d, [&](long r) {
            h[r] = static_cast<double>(row[tail + r]) + sum([&](long k) { return heard(r, k) * pooled[k]; });
        });
        b.each(d * d, [&](long e) {
            const auto [r, c] = entryOf(e, d);
            half[e] = sum([&](long k) { return heard(r, k) * inverse[c * d + k]; });
        });
        b.each(d * d, [&](long e) {
            const auto [r, c] = entryOf(e, d);
            carried[e] = diagonal && r != c ? 0.0 : sum([&](long k) { return inverse[r * d + k] * half[k * d + c]; });
        });
        b.each(d * d, [&](long e) {
            const auto [c, r] = entryOf(e, d);
            if (diagonal ? r == c : c <= r)
                row[diagonal ? r : packedPlace(r, c, d)] = static_cast<A>(carried[r * d + c]);
        });
        b.each(d, [&](long r) {
            row[tail + r] =
                static_cast<A>(sum([&](long k) { return inverse[r * d + k] * h[k] - carried[r * d + k] * pooled[k]; }));
        });
    }
};

/// parts (N×3) ← parts + what this head gives: α KL(q_i ‖ p_i), λ Σ β E, λ τ Σ β ln(β/π).
struct TokenEnergy {
    Beliefs q;
    StepNumbers numbers;
    const double* logDet;
    const double* priorPrecision;
    const double* priorMean;
    const double* priorLogDet;
    const double* rowEnergy;  // null: counted with another head
    const double* rowEntropy;
    double* parts;

    template <class Block>
    GAUGE_DEVICE void operator()(Block& b) const
    {
        const long i = b.index();
        const long d = q.dim;
        const double* p = priorPrecision + i * d * d;
        const auto apart = [&](long k) { return q.mean[i * d + k] - priorMean[i * d + k]; };
        const double terms =
            b.sum(d * d, [&](long e) { return p[e] * (q.cov[i * d * d + e] + apart(e / d) * apart(e % d)); });
        b.once([&] {
            const double kl = 0.5 * (terms - static_cast<double>(d) + priorLogDet[i] - logDet[i]);
            parts[3 * i] += numbers.alpha * (kl > 0 ? kl : 0.0);
            if (rowEnergy == nullptr)
                return;
            parts[3 * i + 1] += numbers.lambda * rowEnergy[i];
            parts[3 * i + 2] += numbers.lambda * rowEntropy[i];
        });
    }
};

/// to ← from, or 0 without a from; a block every so many numbers.
template <class V>
struct Fill {
    V* to;
    const V* from;
    long size;
    long each;

    template <class Block>
    GAUGE_DEVICE void operator()(Block& b) const
    {
        const long start = b.index() * each;
        const long count = size - start < each ? size - start : each;
        b.each(count, [&](long k) { to[start + k] = from != nullptr ? from[start + k] : V(0); });
    }
};

}  // namespace gauge::gpu
