// Layers × steps of mirror dynamics in one launch (MATH.md §5): a cluster of blocks a head, which meets once a step. In double.
//
// Means are counted from the mean of the first ones, so that energies are products of what a token has anyway: natural parameters
// (P packed, P m) and moments (C + m mᵀ packed, m), with entries that stand for two counted twice on the receiver's side:
//     2 KL(q_i ‖ q_j) = ⟨P_j, C_i + m_i m_iᵀ⟩ − 2 m_i·P_j m_j + m_j·P_j m_j + ln det C_j − ln det C_i − d
// and messages are averages of the first. What others read of a token is kept twice, for this step and for the next.
#pragma once

#include "core/gaussian/mirror.h"
#include "gpu/kernels/attention.h"
#include "gpu/kernels/columns.h"
#include "gpu/kernels/resident_head.h"

namespace gauge::gpu {

/// Grid: blocks of a cluster, heads.
template <class Column>
struct ResidentLayers {
    static constexpr int kThreads = 256;
    static constexpr int kTogether = 1;
    static constexpr int kQuad = 4;  // receivers a lane works for at once
    static constexpr long kWarpNumbers = 2 * Column::kRows + kLanes;

    long tokens;
    Score score;
    Senders senders;
    double alpha, lambda;
    MirrorWeights<double> hearing, alone;
    long layers, steps;
    long group = 0;                           // receivers a block has in shared memory, a multiple of kQuad
    const double* logMultiplicity = nullptr;  // N, or null
    const ResidentHead* heads = nullptr;

    /// Bytes of shared memory for so many receivers.
    static constexpr long sharedFor(const ResidentSizes& s, long group)
    {
        const long numbers =
            kHereNumbers + group * (s.receiverRow() + s.tokens + s.features()) + kThreads / kLanes * kWarpNumbers;
        return numbers * static_cast<long>(sizeof(double));
    }

    template <class Block>
    GAUGE_DEVICE void operator()(Block& b) const
    {
        Here& at = *reinterpret_cast<Here*>(b.shared());
        b.once([&] {
            at = here(b);
            at.head.failure[at.rank] = ResidentFailure::kNone;
        });
        for (long g = 0; g < at.receivers; g += group) {
            eachReceiver(b, at, g, [&](long k, long i) { begin(b, at, k, i); });
            b.wait();
        }
        b.waitCluster();
        const long total = layers * steps;
        for (long t = 0; t <= total; ++t) {
            for (long g = 0; g < at.receivers; g += group) {
                if (at.receivers > group)
                    loadReceivers(b, at, g);
                energies(b, at, t, g);
                b.wait();
                eachReceiver(b, at, g, [&](long k, long i) { attend(b, at, t, k, i); });
                b.wait();
                if (t == total)
                    continue;
                messages(b, at, t, g);
                b.wait();
                eachReceiver(b, at, g, [&](long k, long i) { step(b, at, t, k, i); });
                b.wait();
            }
            b.waitCluster();
        }
    }

private:
    /// This block's head and its part of the receivers; stands in shared memory itself.
    struct Here {
        ResidentHead head;
        ResidentSizes sizes;
        long rank, blocks, receivers;

        GAUGE_DEVICE long token(long k) const { return rank + k * blocks; }
    };
    static constexpr long kHereNumbers = 32;
    static_assert(sizeof(Here) <= kHereNumbers * sizeof(double));

    template <class Block>
    GAUGE_DEVICE Here here(Block& b) const
    {
        const ResidentHead& head = heads[b.along(1)];
        const long rank = b.clusterRank();
        const long blocks = b.clusterSize();
        return {head,
                {tokens, head.dim, Column::packed(head.dim), score},
                rank,
                blocks,
                rank < tokens ? (tokens - rank + blocks - 1) / blocks : 0};
    }

    GAUGE_DEVICE long inGroup(const Here& at, long g) const { return at.receivers - g < group ? at.receivers - g : group; }

    // Shared memory, behind Here: each warp's columns and a vector; of the receivers at place k of the group what energies are made of;
    // energies, then attention; messages, then natural parameters.
    template <class Block>
    GAUGE_DEVICE static double* columns(Block& b)
    {
        return reinterpret_cast<double*>(b.shared()) + kHereNumbers + b.warp() * kWarpNumbers;
    }
    template <class Block>
    GAUGE_DEVICE static double* vector(Block& b)
    {
        return columns(b) + 2 * Column::kRows;
    }
    template <class Block>
    GAUGE_DEVICE static double* receiverRow(Block& b, const Here& at, long k)
    {
        return reinterpret_cast<double*>(b.shared()) + kHereNumbers + b.threads() / kLanes * kWarpNumbers +
               k * at.sizes.receiverRow();
    }
    template <class Block>
    GAUGE_DEVICE double* pairRow(Block& b, const Here& at, long k) const
    {
        return receiverRow(b, at, group) + k * tokens;
    }
    template <class Block>
    GAUGE_DEVICE double* messageRow(Block& b, const Here& at, long k) const
    {
        return pairRow(b, at, group) + k * at.sizes.features();
    }

    /// f(place, token) for the group's receivers, a warp each.
    template <class Block, class F>
    GAUGE_DEVICE void eachReceiver(Block& b, const Here& at, long g, F f) const
    {
        for (long k = b.warp(); k < inGroup(at, g); k += b.threads() / kLanes)
            f(k, at.token(g + k));
    }

    /// f(k, range, of) for quads of the group's receivers and `count` chunks of lanes, a warp each: k is the quad's first place, range whom
    /// it may hear, `of` the lane's number among all chunks.
    template <class Block, class F>
    GAUGE_DEVICE void eachQuad(Block& b, const Here& at, long g, long count, F f) const
    {
        const long quads = (inGroup(at, g) + kQuad - 1) / kQuad;
        for (long task = b.warp(); task < quads * count; task += b.threads() / kLanes) {
            const long k = task % quads * kQuad;
            const long last = inGroup(at, g) - k < kQuad ? inGroup(at, g) - 1 : k + kQuad - 1;
            f(k, senders.heardBy(at.token(g + k), at.token(g + last), tokens), task / quads * kLanes + b.lane());
        }
    }

    /// use(k, load(k)) in order, as many loads at once as hide each other's time.
    template <class Load, class Use>
    GAUGE_DEVICE static void readAhead(long first, long end, Load load, Use use)
    {
        constexpr int ahead = 16;
        for (long k = first; k < end; k += ahead) {
            double value[ahead];
            for (int a = 0; a < ahead; ++a)
                value[a] = load(k + a < end ? k + a : end - 1);
            for (int a = 0; a < ahead; ++a)
                if (k + a < end)
                    use(k + a, value[a]);
        }
    }

    /// Natural parameters of N(mean, cov) into a row of them; ln det C.
    template <class Block>
    GAUGE_DEVICE double naturalsOf(Block& b, const Here& at, const double* mean, const double* cov, long i,
                                   double* row) const  // NOLINT(readability-non-const-parameter): it is written
    {
        const long d = at.head.dim;
        const long lane = b.lane();
        Column a;
        fillColumn(a, lane, d, [&](long r) { return cov[i * d * d + r * d + lane]; });
        const Inverted done = invert(b, a, columns(b), d);
        if (!done.definite && lane == 0)
            b.least(at.head.failure + at.rank, ResidentFailure::indefinite(0, i));
        if (lane < d)
            vector(b)[lane] = mean[i * d + lane] - at.head.origin[lane];
        b.waitWarp();
        eachRow<Column>(lane, d, [&](int k, long r) {
            if (r >= lane)
                row[Column::place(r, lane, d)] = a.entry[k];
        });
        const double h = timesVector(a, vector(b), lane, d);
        if (lane < d)
            row[at.sizes.packed + lane] = h;
        b.waitWarp();
        return done.logDet;
    }

    /// The belief and the prior of a token as they come.
    template <class Block>
    GAUGE_DEVICE void begin(Block& b, const Here& at, long k, long i) const
    {
        const long d = at.head.dim;
        const long lane = b.lane();
        double* prior = at.head.prior + i * at.sizes.priorRow();
        const double priorLogDet = naturalsOf(b, at, at.head.priorMean, at.head.priorCov, i, prior);
        const double length = WarpOf(b, i).sum(d, [&](long c) { return vector(b)[c] * prior[at.sizes.packed + c]; });
        if (lane == 0)
            prior[at.sizes.features()] = length + priorLogDet;
        b.waitWarp();
        double* row = messageRow(b, at, k);
        const double logDet = naturalsOf(b, at, at.head.mean, at.head.cov, i, row);
        Column c;
        fillColumn(c, lane, d, [&](long r) { return at.head.cov[i * d * d + r * d + lane]; });
        publish(b, at, 0, k, i, c, lane < d ? vector(b)[lane] : 0.0, logDet);
    }

    /// What the token is after t steps, for those who will read it: its natural parameters stand in its row of messages.
    template <class Block>
    GAUGE_DEVICE void publish(Block& b, const Here& at, long t, long k, long i, const Column& cov, double mean,
                              double logDet) const
    {
        const ResidentSizes& s = at.sizes;
        const long d = at.head.dim;
        const long lane = b.lane();
        const double* natural = messageRow(b, at, k);
        double* row = receiverRow(b, at, k);
        double* sender = at.head.sender + t % 2 * s.senders() + i;
        double* moments = sender + (score == Score::Jeffreys ? s.features() * s.stride() : 0);
        if (lane < d)
            vector(b)[lane] = mean;
        b.waitWarp();
        const auto place = [&](long f, double moment, double twice) {
            row[f] = twice * moment;
            if (score == Score::Kl)
                return;
            moments[f * s.stride()] = moment;
            row[s.features() + f] = twice * natural[f];
        };
        eachRow<Column>(lane, d, [&](int e, long r) {
            if (r >= lane)
                place(Column::place(r, lane, d), cov.entry[e] + mean * vector(b)[r], r == lane ? 1.0 : 2.0);
        });
        if (lane < d)
            place(s.packed + lane, mean, -2.0);
        for (long f = lane; f < s.features(); f += kLanes) {
            at.head.natural[t % 2 * s.naturals() + i * s.features() + f] = natural[f];
            if (score != Score::ReverseKl)
                sender[f * s.stride()] = natural[f];
        }
        const double length = WarpOf(b, i).sum(d, [&](long c) { return vector(b)[c] * natural[s.packed + c]; }) + logDet;
        const double spread = -logDet - static_cast<double>(d);
        if (lane == 0) {
            row[s.receiverRow() - 1] = biasBy(score, spread, length);
            sender[(s.senderRows() - 1) * s.stride()] = biasBy(score, length, spread);
        }
        b.waitWarp();
        const double* prior = at.head.prior + i * s.priorRow();
        const double apart = WarpOf(b, i).sum(s.features(), [&](long f) { return row[f] * prior[f]; });
        const double kl = 0.5 * (apart + prior[s.features()] + spread);
        if (lane == 0)
            at.head.parts[(t * tokens + i) * 3] = alpha * (kl < 0 ? 0.0 : kl);
        for (long f = lane; at.receivers > group && f < s.receiverRow(); f += kLanes)
            at.head.receiver[i * s.receiverRow() + f] = row[f];
    }

    template <class Block>
    GAUGE_DEVICE void loadReceivers(Block& b, const Here& at, long g) const
    {
        const long length = at.sizes.receiverRow();
        b.each(inGroup(at, g) * length, [&](long e) {
            receiverRow(b, at, 0)[e] = at.head.receiver[at.token(g + e / length) * length + e % length];
        });
    }

    /// Rows of the group ← energies, in nats, wherever somebody of a quad may hear somebody of a chunk of senders.
    template <class Block>
    GAUGE_DEVICE void energies(Block& b, const Here& at, long t, long g) const
    {
        const ResidentSizes& s = at.sizes;
        const long length = s.senderRows() - 1;
        const long skipped = score == Score::ReverseKl ? s.features() : 0;
        const double factor = score == Score::Jeffreys ? 0.25 : 0.5;
        eachQuad(b, at, g, (tokens + kLanes - 1) / kLanes, [&](long k, const Senders::Range& heard, long j) {
            if (j - b.lane() >= heard.end || j - b.lane() + kLanes <= heard.first)
                return;
            const double* from = at.head.sender + t % 2 * s.senders() + (j < tokens ? j : tokens - 1);
            const double* to = receiverRow(b, at, k) + skipped;
            double sum[kQuad] = {};
            readAhead(
                0, length, [&](long f) { return from[f * s.stride()]; },
                [&](long f, double feature) {
                    for (int q = 0; q < kQuad; ++q)
                        sum[q] += feature * to[q * s.receiverRow() + f];
                });
            const double bias = from[length * s.stride()];
            for (int q = 0; q < kQuad && k + q < inGroup(at, g) && j < tokens; ++q) {
                const long i = at.token(g + k + q);
                const double e = factor * (sum[q] + bias + receiverRow(b, at, k + q)[s.receiverRow() - 1]);
                if (senders.allows(i, j) && !(e - e == 0))
                    b.least(at.head.failure + at.rank, ResidentFailure::notFinite(t, i));
                pairRow(b, at, k + q)[j] = i == j || e < 0 ? 0.0 : e;
            }
        });
    }

    /// A row of energies ← attention; Σ β E and τ Σ β ln(β/π).
    template <class Block>
    GAUGE_DEVICE void attend(Block& b, const Here& at, long t, long k, long i) const
    {
        WarpOf warp(b, i);
        double* row = pairRow(b, at, k);
        const double tau = at.head.temperature > 1e-100 ? at.head.temperature : 1e-100;
        const double cold = 1 / tau;
        const auto logWeight = [&](long j) {
            return (logMultiplicity != nullptr ? logMultiplicity[j] : 0.0) +
                   (at.head.distance != nullptr ? at.head.distance[j > i ? j - i : i - j] : 0.0);
        };
        const auto heard = [&](long j) { return senders.allows(i, j); };
        const auto mostOf = [&](auto f) { return warp.most(tokens, [&](long j) { return heard(j) ? f(j) : -HUGE_VAL; }); };
        const auto sumOf = [&](auto f) { return warp.sum(tokens, [&](long j) { return heard(j) ? f(j) : 0.0; }); };
        if (t == 0) {
            const double greatest = mostOf(logWeight);
            const double total = sumOf([&](long j) { return exp(logWeight(j) - greatest); });
            if (b.lane() == 0)
                at.head.normaliser[i] = greatest + log(total);
            b.waitWarp();
        }
        const double most = mostOf([&](long j) { return logWeight(j) - row[j] * cold; });
        double own = 0;
        const double sum = sumOf([&](long j) {
            const double weight = exp(logWeight(j) - row[j] * cold - most);
            own += weight * row[j];
            row[j] = weight;
            return weight;
        });
        const bool silent = !(sum > 0);
        const double share = silent ? 0.0 : 1 / sum;
        const double mean = share * warp.sum(kLanes, [&](long) { return own; });
        warp.each(tokens, [&](long j) { row[j] = heard(j) ? row[j] * share : 0.0; });
        if (b.lane() == 0) {
            double* energy = at.head.parts + (t * tokens + i) * 3;
            energy[1] = lambda * mean;
            energy[2] = silent ? 0.0 : lambda * (tau * (at.head.normaliser[i] - most - log(sum)) - mean);
        }
    }

    /// Rows of messages ← Σ β (P packed, P m).
    template <class Block>
    GAUGE_DEVICE void messages(Block& b, const Here& at, long t, long g) const
    {
        const long length = at.sizes.features();
        eachQuad(b, at, g, (length + kLanes - 1) / kLanes, [&](long k, const Senders::Range& heard, long f) {
            const double* from = at.head.natural + t % 2 * at.sizes.naturals() + (f < length ? f : length - 1);
            const double* beta = pairRow(b, at, k);
            double sum[kQuad] = {};
            readAhead(
                heard.first, heard.end, [&](long j) { return from[j * length]; },
                [&](long j, double natural) {
                    for (int q = 0; q < kQuad; ++q)
                        sum[q] += natural * beta[q * tokens + j];
                });
            for (int q = 0; q < kQuad && k + q < inGroup(at, g) && f < length; ++q)
                messageRow(b, at, k + q)[f] = sum[q];
        });
    }

    /// One token's step from t to t + 1. One that hears nobody goes towards its prior alone.
    template <class Block>
    GAUGE_DEVICE void step(Block& b, const Here& at, long t, long k, long i) const
    {
        const long d = at.head.dim;
        const long lane = b.lane();
        const long length = at.sizes.features();
        const double* now = at.head.natural + t % 2 * at.sizes.naturals() + i * length;
        const double* prior = at.head.prior + i * at.sizes.priorRow();
        double* row = messageRow(b, at, k);
        const MirrorWeights<double>& w = senders.hasAny(i, tokens) ? hearing : alone;
        for (long f = lane; f < length; f += kLanes)
            row[f] = w.own * now[f] + w.prior * prior[f] + w.message * row[f];
        b.waitWarp();
        Column a;
        fillColumn(a, lane, d, [&](long r) { return row[Column::place(r, lane, d)]; });
        const Inverted done = invert(b, a, columns(b), d);
        if (!done.definite && lane == 0)
            b.least(at.head.failure + at.rank, ResidentFailure::indefinite(t + 1, i));
        const double mean = timesVector(a, row + at.sizes.packed, lane, d);
        publish(b, at, t + 1, k, i, a, mean, -done.logDet);
        if ((t + 1) % steps != 0)
            return;
        const long place = ((t + 1) / steps - 1) * tokens + i;
        if (lane < d)
            at.head.layerMean[place * d + lane] = mean + at.head.origin[lane];
        storeSquare(a, at.head.layerCov + place * d * d, lane, d);
    }
};

}  // namespace gauge::gpu
