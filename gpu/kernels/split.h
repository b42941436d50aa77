// Numbers as the matrix units read them: each the sum of one or two TF32 or bf16 parts, in tiles that are copied to shared memory as they lie.
//
// A row is `loads` groups of 16 words and 4 words more, so that eight rows begin in eight different banks. One group is what one loadFour of a right
// factor takes: with two parts a step's leading part (8 words) and its rest (8 words); with one part two steps.
#pragma once

#include "gpu/bf16.h"
#include "gpu/kernels/block.h"

#include <cstring>

namespace gauge::gpu {

constexpr int kTile = 64;        // tokens of a tile
constexpr int kMostLoads = 8;    // of a row, or fewer: longer features are cut into pieces
constexpr int kGroupWords = 16;  // of one load

/// Numbers of a row that one step of a product takes.
template <Operand O>
constexpr int kStep = O == Operand::Tf32 ? 8 : 16;

/// Loads that `length` numbers take.
template <Operand O, int Parts>
constexpr int loadsFor(long length)
{
    const long step = Parts == 2 ? kStep<O> : 2 * kStep<O>;
    return static_cast<int>((length + step - 1) / step);
}

constexpr int rowWords(int loads)
{
    return kGroupWords * loads + 4;
}

GAUGE_DEVICE inline Word wordOf(float x)
{
    Word w;
    memcpy(&w, &x, sizeof w);
    return w;
}

GAUGE_DEVICE inline float numberOf(Word w)
{
    float x;
    memcpy(&x, &w, sizeof x);
    return x;
}

/// The nearest TF32 number: eleven bits.
GAUGE_DEVICE inline Word roundTf32(float x)
{
    return (wordOf(x) + 0x1000U) & 0xffffe000U;
}

/// Writes number `k` of the row that starts at `row`, split into its parts.
template <Operand O, int Parts>
GAUGE_DEVICE void putSplit(Word* row, long k, double value)
{
    const long step = k / kStep<O>;
    Word* at = row + (Parts == 2 ? step * kGroupWords : step / 2 * kGroupWords + step % 2 * 8);
    const long within = k % kStep<O>;
    double rest = value;
    for (int part = 0; part < Parts; ++part, at += 8) {
        if constexpr (O == Operand::Tf32) {
            at[within] = roundTf32(static_cast<float>(rest));
            rest -= static_cast<double>(numberOf(at[within]));
        } else {
            const Bf16 near(rest);
            reinterpret_cast<std::uint16_t*>(at)[within] = near.bits;
            rest -= static_cast<double>(static_cast<float>(near));
        }
    }
}

/// Numbers that a bias takes among the features: where a number has one part, one for its rest.
template <int Parts>
constexpr long kBiasNumbers = Parts == 2 ? 1 : 2;

/// Features of one head, a token a row: pieces of at most so many loads, each piece tile after tile. Behind the features stand this side's bias
/// and ones for the other side's (in turn on the right), so that biases are a part of the product.
template <Operand O, int Parts>
struct SplitFeatures {
    Word* at = nullptr;
    long tiles = 0;
    long features = 0;
    bool biased = false;
    bool right = false;
    int mostLoads = kMostLoads;
    double sign = 1;  // of what is put

    constexpr long length() const { return features + (biased ? 2 * kBiasNumbers<Parts> : 0); }
    constexpr int pieces() const { return (loadsFor<O, Parts>(length()) + mostLoads - 1) / mostLoads; }
    /// Of every piece: the last may be padded.
    constexpr int loads() const { return (loadsFor<O, Parts>(length()) + pieces() - 1) / pieces(); }
    constexpr long pieceWords() const { return tiles * kTile * rowWords(loads()); }
    constexpr long words() const { return pieces() * pieceWords(); }

    GAUGE_DEVICE void put(long i, long k, double value) const
    {
        const long inPiece = loads() * (Parts == 2 ? 1 : 2) * kStep<O>;
        putSplit<O, Parts>(at + k / inPiece * pieceWords() + i * rowWords(loads()), k % inPiece, sign * value);
    }
    GAUGE_DEVICE void putBias(long i, double value) const
    {
        constexpr long n = kBiasNumbers<Parts>;
        const long own = features + (right ? n : 0);
        const long other = features + (right ? 0 : n);
        put(i, own, value);
        if constexpr (Parts == 1) {
            const double kept = O == Operand::Tf32 ? static_cast<double>(numberOf(roundTf32(static_cast<float>(value))))
                                                   : static_cast<double>(static_cast<float>(Bf16(value)));
            put(i, own + 1, value - kept);
        }
        for (long k = 0; k < n; ++k)
            put(i, other + k, 1);
    }
    /// Products of such features are far from infinite.
    GAUGE_DEVICE static double most() { return 1e17; }
};

/// What messages of one head average, a number a row and senders along it: parts of `wide` rows, each tile after tile. Senders stand in the order in which
/// a lane's sums become its left factors.
template <Operand O, int Parts>
struct SplitValues {
    Word* at = nullptr;
    long tiles = 0;
    long width = 0;
    long wide = 0;  // rows of a part: 8 times what a kernel averages at once

    static constexpr int loads() { return loadsFor<O, Parts>(kTile); }
    constexpr long parts() const { return (width + wide - 1) / wide; }
    constexpr long tileWords() const { return wide * rowWords(loads()); }
    constexpr long words() const { return parts() * tiles * tileWords(); }

    GAUGE_DEVICE void put(long i, long k, double value) const
    {
        const long in = i % kTile;
        const long place = O == Operand::Tf32 ? in / 8 * 8 + in % 2 * 4 + in % 8 / 2 : in;
        putSplit<O, Parts>(at + (k / wide * tiles + i / kTile) * tileWords() + k % wide * rowWords(loads()), place, value);
    }
};

}  // namespace gauge::gpu
