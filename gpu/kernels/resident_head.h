// What the layers of one head have on the device while they stay there: how large, where, and what went wrong.
#pragma once

#include "gpu/device.h"

namespace gauge::gpu {

/// The most that stays in one cluster.
constexpr long kResidentTokens = 512;
constexpr long kResidentDim = 32;

/// Sizes of what a head needs, in doubles.
struct ResidentSizes {
    long tokens;
    long dim;
    long packed;  // of a matrix
    Score score;

    constexpr long stride() const { return (tokens + 15) / 16 * 16; }  // of senders' features: a feature a row
    constexpr long features() const { return packed + dim; }           // one kind of them
    constexpr long senderRows() const { return (score == Score::Jeffreys ? 2 : 1) * features() + 1; }  // the last: biases
    constexpr long receiverRow() const { return (score == Score::Kl ? 1 : 2) * features() + 1; }       // moments, P; bias
    constexpr long priorRow() const { return features() + 1; }

    constexpr long naturals() const { return tokens * features(); }
    constexpr long senders() const { return senderRows() * stride(); }
};

/// One head: what it begins with, what its blocks share, what comes of it.
struct ResidentHead {
    long dim;
    double temperature;
    const double *mean, *cov, *priorMean, *priorCov;
    const double* origin;         // what means are counted from
    const double* distance;       // N: ln π at |i−j|, or null
    double* natural;              // 2 of N×features
    double* sender;               // 2 of senderRows×stride
    double* prior;                // N×priorRow
    double* receiver;             // N×receiverRow
    double* normaliser;           // N
    double* layerMean;            // L of N×d
    double* layerCov;             // L of N×d×d
    double* parts;                // L·S + 1 of N×3: α KL(q_i ‖ p_i), λ Σ β E, λ τ Σ β ln(β/π)
    unsigned long long* failure;  // a block each
};

/// What went wrong first, and of the least token: stages are told apart by their number.
struct ResidentFailure {
    static constexpr unsigned long long kNone = ~0ULL;
    static constexpr int kTokenBits = 32;
    /// Beliefs after `steps` steps lose definiteness; their energies are not finite.
    static constexpr unsigned long long indefinite(long steps, long token) { return at(2 * steps, token); }
    static constexpr unsigned long long notFinite(long steps, long token) { return at(2 * steps + 1, token); }
    static constexpr bool isEnergy(unsigned long long failure) { return (failure >> kTokenBits) % 2 == 1; }
    static constexpr int token(unsigned long long failure) { return static_cast<int>(failure & 0xffffffffU); }

private:
    static constexpr unsigned long long at(long stage, long token)
    {
        return (static_cast<unsigned long long>(stage) << kTokenBits) + static_cast<unsigned long long>(token);
    }
};

}  // namespace gauge::gpu
