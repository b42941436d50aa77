// Energies of a block's receivers against one tile of senders after the other, kept in registers: what both passes over the pairs share
// (flash_messages.h, flash_rows.h). The order is that of FlashAttention (Dao et al. 2022), the products' factors are features (MATH.md §3).
#pragma once

#include "gpu/kernels/attention.h"
#include "gpu/kernels/split.h"

#include <numbers>

namespace gauge::gpu {

/// A part of both sides' features, tile after tile.
struct FlashPiece {
    const Word* left;
    const Word* right;
    int loads;
};

/// One softmax: of a head, or of all heads together. E_ij = factor ⟨left_i, right_j⟩.
struct FlashRun {
    int firstPiece;
    int pieces;
    const double* temperature;
    const double* distance;  // N: ln π at |i−j|, or null
    float* logPartition;     // N, base 2; ∞ where nobody is heard
    float* rowEnergy;        // N: Σ β E, nats
};

/// What all runs of a call share.
struct FlashCall {
    long tokens;
    bool divergence;  // not below 0
    bool ownIsZero;   // of a token from itself: no link carries it
    float factor;     // > 0
    Senders senders;
    const double* logMultiplicity;  // N, or null
    const FlashRun* runs;
    const FlashPiece* pieces;
};

/// Where a block keeps what, in words of its own memory.
struct FlashMemory {
    bool keepsLeft;  // all receivers' features stay, else they come again with each piece
    int left;        // of them
    int stage;       // of one of two stages: right features, or both sides', and values
    int values;      // where they begin in a stage
    constexpr long bytes(long more = 0) const { return 4 * (left + 2L * stage + more); }
};

constexpr float kLog2OfE = std::numbers::log2e_v<float>;

/// RowWarps warps stand below each other, each with 16 receivers of each of RowTiles; Groups of them share the senders of a tile.
template <Operand O, int Parts, int RowWarps, int RowTiles, int Groups>
struct FlashPairs {
    static constexpr int kThreads = kLanes * RowWarps * Groups;
    static constexpr int kRows = 16 * RowWarps * RowTiles;  // receivers of a block: whole tiles
    static constexpr int kLeftTiles = kRows / kTile;
    static constexpr int kColumns = kTile / 8 / Groups;  // of sums a warp keeps of one row tile

    FlashCall call;
    FlashMemory memory;

    /// A lane's sums: two receivers of each row tile against two senders of each column.
    struct Scores {
        Sums at[RowTiles][kColumns];
    };

    /// Which piece of which tile of senders is worked on.
    struct Cursor {
        int tile, piece;

        GAUGE_DEVICE void advance(int pieces)
        {
            if (++piece == pieces) {
                piece = 0;
                ++tile;
            }
        }
    };

    /// Tiles of senders any of the block's receivers hears.
    struct Range {
        int first, last;
    };
    GAUGE_DEVICE Range heard(int i0, bool everybody) const
    {
        const Senders::Range range =
            everybody ? Senders::Range{0, call.tokens} : call.senders.heardBy(i0, i0 + kRows - 1, call.tokens);
        return {static_cast<int>(range.first / kTile), static_cast<int>((range.end + kTile - 1) / kTile)};
    }

    /// Is every pair of the tile heard by its energy alone, so that nothing has to be asked of a pair?
    GAUGE_DEVICE bool plain(const FlashRun& run, int i0, int j0) const
    {
        const bool apart = j0 + kTile <= i0 || j0 >= i0 + kRows;
        if (call.logMultiplicity != nullptr || run.distance != nullptr || !apart || j0 + kTile > call.tokens)
            return false;
        const int end = i0 + kRows - 1;
        return call.senders.mask == PairRequest::Mask::Full ||
               (call.senders.allows(i0, j0) && call.senders.allows(i0, j0 + kTile - 1) && call.senders.allows(end, j0) &&
                call.senders.allows(end, j0 + kTile - 1));
    }

    GAUGE_DEVICE const FlashPiece& piece(const FlashRun& run, int k) const { return call.pieces[run.firstPiece + k]; }
    GAUGE_DEVICE static int tileWords(const FlashPiece& p) { return kTile * rowWords(p.loads); }

    template <class Block>
    GAUGE_DEVICE static void copy(Block& b, Word* to, const Word* from, int words)
    {
        for (int k = 4 * b.thread(); k < words; k += 4 * kThreads)
            b.copyAhead(to + k, from + k);
    }

    /// The features of the block's receivers, to stay.
    template <class Block>
    GAUGE_DEVICE void copyLeft(Block& b, const FlashRun& run, int i0, Word* to) const
    {
        for (int k = 0; k < run.pieces; ++k) {
            copyLeftPiece(b, piece(run, k), i0, to);
            to += kLeftTiles * tileWords(piece(run, k));
        }
    }

    template <class Block>
    GAUGE_DEVICE void copyLeftPiece(Block& b, const FlashPiece& p, int i0, Word* to) const
    {
        const int tiles = static_cast<int>(call.tokens + kTile - 1) / kTile - i0 / kTile;
        copy(b, to, p.left + static_cast<long>(i0 / kTile) * tileWords(p),
             (tiles < kLeftTiles ? tiles : kLeftTiles) * tileWords(p));
    }

    template <class Block>
    GAUGE_DEVICE void copyPiece(Block& b, const FlashPiece& p, int i0, int tile, Word* stage) const
    {
        copy(b, stage, p.right + static_cast<long>(tile) * tileWords(p), tileWords(p));
        if (!memory.keepsLeft)
            copyLeftPiece(b, p, i0, stage + tileWords(p));
    }

    GAUGE_DEVICE static void clear(Scores& s)
    {
#pragma unroll
        for (int m = 0; m < RowTiles; ++m)
#pragma unroll
            for (int n = 0; n < kColumns; ++n)
#pragma unroll
                for (int k = 0; k < 4; ++k)
                    s.at[m][n].sum[k] = 0;
    }

    template <class Block>
    GAUGE_DEVICE static int rowWarp(Block& b)
    {
        return b.warp() % RowWarps;
    }
    template <class Block>
    GAUGE_DEVICE static int group(Block& b)
    {
        return b.warp() / RowWarps;
    }

    /// scores += left · rightᵀ of one piece. left: the block's receivers; right: a tile.
    template <class Block>
    GAUGE_DEVICE void multiply(Block& b, Scores& s, const Word* left, const Word* right, int loads) const
    {
        const int row = rowWords(loads);
        const int lane = b.lane();
        const Word* leftRow = left + (rowWarp(b) * 16 + lane / 8 % 2 * 8 + lane % 8) * row + lane / 16 * 4;
        const Word* rightRow = right + (group(b) * kColumns * 8 + lane % 8) * row + lane / 8 * 4;
        constexpr int kAtOnce = kColumns < 4 ? kColumns : 4;
        for (int load = 0; load < loads; ++load, leftRow += kGroupWords, rightRow += kGroupWords) {
            Fragment a[RowTiles][2];
#pragma unroll
            for (int m = 0; m < RowTiles; ++m) {
                const int below = m * RowWarps * 16 * row;
                b.loadFour(a[m][0], leftRow + below);
                b.loadFour(a[m][1], leftRow + below + 8);
            }
#pragma unroll
            for (int first = 0; first < kColumns; first += kAtOnce) {
                Fragment r[kAtOnce];
#pragma unroll
                for (int n = 0; n < kAtOnce; ++n) {
                    const int below = (first + n) * 8 * row;
                    b.loadFour(r[n], rightRow + below);
                }
                multiplyGroup(b, s, a, r, first);
            }
        }
    }

    /// Small parts first; the products of one sum are apart from each other in time.
    template <int AtOnce, class Block>
    GAUGE_DEVICE static void multiplyGroup(Block& b, Scores& s, const Fragment (&a)[RowTiles][2],
                                           const Fragment (&r)[AtOnce], int first)
    {
        constexpr int kProducts = Parts == 2 ? 3 : 2;
#pragma unroll
        for (int product = 0; product < kProducts; ++product)
#pragma unroll
            for (int n = 0; n < AtOnce; ++n)
#pragma unroll
                for (int m = 0; m < RowTiles; ++m)
                    multiplyParts(b, s.at[m][first + n], a[m], r[n], product);
    }

    /// Of two parts: rest · leading, leading · rest, leading · leading; of one: both steps.
    template <class Block>
    GAUGE_DEVICE static void multiplyParts(Block& b, Sums& to, const Fragment (&a)[2], const Fragment& r, int product)
    {
        const int left = Parts == 2 ? static_cast<int>(product == 0) : product;
        const int right = 2 * (Parts == 2 ? static_cast<int>(product == 1) : product);
        b.template multiply<O>(to, a[left], r.word[right], r.word[right + 1]);
    }

    /// Row `half` of a lane's two in row tile m, and column e of its two in column n of its warp.
    template <class Block>
    GAUGE_DEVICE static int rowOf(Block& b, int m, int half)
    {
        return (m * RowWarps + rowWarp(b)) * 16 + b.lane() / 4 + 8 * half;
    }
    template <class Block>
    GAUGE_DEVICE static int columnOf(Block& b, int n, int e)
    {
        return (group(b) * kColumns + n) * 8 + b.lane() % 4 * 2 + e;
    }

    /// E/factor, from a product.
    GAUGE_DEVICE float energyOf(float product, bool same) const
    {
        if (!call.divergence)
            return product;
        return same && call.ownIsZero ? 0.0F : fmaxf(product, 0.0F);
    }
    /// What energies over their factor are multiplied by to become logits of base 2: −factor/(τ ln 2).
    GAUGE_DEVICE float slopeOf(const FlashRun& run) const
    {
        const double slope = static_cast<double>(call.factor) / (*run.temperature * std::numbers::ln2);
        return slope < 1e30 ? -static_cast<float>(slope) : -1e30F;
    }

    /// ln π + ln n of a pair in units of ln 2; −∞ where it is not heard.
    GAUGE_DEVICE float weightOf(const FlashRun& run, long i, long j) const
    {
        if (j >= call.tokens || i >= call.tokens || !call.senders.allows(i, j))
            return -HUGE_VALF;
        if (call.logMultiplicity == nullptr && run.distance == nullptr)
            return 0;
        double w = call.logMultiplicity != nullptr ? call.logMultiplicity[j] : 0.0;
        if (run.distance != nullptr)
            w += run.distance[j > i ? j - i : i - j];
        return static_cast<float>(w) * kLog2OfE;
    }
};

}  // namespace gauge::gpu
