// The first pass over the pairs: attention and the messages it averages, without a matrix. Running maximum, sum and energy of each receiver are
// corrected as greater logits come (Milakov & Gimelshein 2018).
#pragma once

#include "gpu/kernels/flash_pairs.h"
#include "gpu/kernels/weight_factor.h"

namespace gauge::gpu {

/// What one head's messages average, in parts of 8·WideTiles numbers.
struct FlashValues {
    const Word* values;  // null: nothing is averaged
    float* out;          // N×width
    long width;
};

/// Groups of warps that can share a tile's senders: each takes a whole load of their values.
template <Operand O, int Parts>
constexpr int kMostGroups = SplitValues<O, Parts>::loads() < 4 ? SplitValues<O, Parts>::loads() : 4;

template <Operand O, int Parts, int RowWarps, int RowTiles, int Groups, int WideTiles>
struct FlashMessages : FlashPairs<O, Parts, RowWarps, RowTiles, Groups> {
    using Base = FlashPairs<O, Parts, RowWarps, RowTiles, Groups>;
    using Base::call;
    using Base::kColumns;
    using Base::kLeftTiles;
    using Base::kRows;
    using Base::kThreads;
    using Base::memory;
    using typename Base::Scores;
    static constexpr int kTogether = kThreads > 256 || (kThreads > 128 && WideTiles > 2) ? 1 : 2;
    static constexpr int kWide = 8 * WideTiles;
    static constexpr int kValueLoads = SplitValues<O, Parts>::loads();
    static constexpr int kValueWords = kWide * rowWords(kValueLoads);
    static constexpr int kProducts = Parts == 2 ? 3 : 2;
    /// Where few warps wait for each other's products, a narrow message has a sum of each product.
    static constexpr int kChains = WideTiles == 1 && RowWarps * Groups == 4 ? kProducts : 1;

    const FlashValues* values;  // a head
    bool summed;                // one run for all heads

    /// What a lane keeps of its receivers: two of each row tile, over the senders it saw.
    struct Rows {
        float most[RowTiles][2];    // logit, base 2
        float sum[RowTiles][2];     // of weights relative to it
        float energy[RowTiles][2];  // Σ weight · E/factor
        Sums message[RowTiles][WideTiles][kChains];
    };
    /// What a tile is worked on with.
    struct TileWork {
        const FlashRun& run;
        int i0, j0;
        float slope;
    };

    /// Grid: tiles of receivers, heads, parts of the values.
    template <class Block>
    GAUGE_DEVICE void operator()(Block& b) const
    {
        const FlashRun run = call.runs[summed ? 0 : b.along(1)];
        const FlashValues mine = values[b.along(1)];
        const int part = static_cast<int>(b.along(2));
        const int firstValue = part * kWide;
        if (part > 0 && (mine.values == nullptr || firstValue >= mine.width))
            return;
        const int i0 = static_cast<int>(b.along(0)) * kRows;
        const auto range = this->heard(i0, false);
        const Word* from = mine.values != nullptr
                               ? mine.values + static_cast<long>(part) * ((call.tokens + kTile - 1) / kTile) * kValueWords
                               : nullptr;
        Word* left = reinterpret_cast<Word*>(b.shared());
        Word* stages = left + memory.left;
        const auto start = [&](const typename Base::Cursor& at, Word* stage) {
            this->copyPiece(b, this->piece(run, at.piece), i0, at.tile, stage);
            if (at.piece == run.pieces - 1 && from != nullptr)
                this->copy(b, stage + memory.values, from + static_cast<long>(at.tile) * kValueWords, kValueWords);
            b.endGroup();
        };
        if (memory.keepsLeft)
            this->copyLeft(b, run, i0, left);
        typename Base::Cursor next{range.first, 0};
        if (range.first < range.last)
            start(next, stages);
        Rows rows;
        begin(rows);
        const float slope = this->slopeOf(run);
        Scores s;
        const Word* leftPiece = left;
        Word* stage = stages;
        Word* other = stages + memory.stage;
        for (typename Base::Cursor at = next; at.tile < range.last; at = next) {
            b.template waitGroups<0>();
            b.wait();  // the copies of all threads are there, and everybody is done with the other stage
            next.advance(run.pieces);
            if (next.tile < range.last)
                start(next, other);
            const FlashPiece p = this->piece(run, at.piece);
            if (at.piece == 0) {
                this->clear(s);
                leftPiece = left;
            }
            this->multiply(b, s, memory.keepsLeft ? leftPiece : stage + this->tileWords(p), stage, p.loads);
            leftPiece += kLeftTiles * this->tileWords(p);
            if (at.piece == run.pieces - 1) {
                weighTile(b, {run, i0, at.tile * kTile, slope}, s, rows);
                if (from != nullptr)
                    average(b, s, stage + memory.values, rows);
            }
            Word* done = stage;
            stage = other;
            other = done;
        }
        b.template waitGroups<0>();
        closeChains(rows);
        if constexpr (Groups > 1)
            join(b, rows);
        if (this->group(b) == 0)
            finish(b, run, mine, part, i0, rows);
    }

private:
    GAUGE_DEVICE static void begin(Rows& rows)
    {
#pragma unroll
        for (int m = 0; m < RowTiles; ++m) {
#pragma unroll
            for (int half = 0; half < 2; ++half) {
                rows.most[m][half] = -HUGE_VALF;
                rows.sum[m][half] = rows.energy[m][half] = 0;
            }
#pragma unroll
            for (int w = 0; w < WideTiles; ++w)
#pragma unroll
                for (int c = 0; c < kChains; ++c)
#pragma unroll
                    for (int k = 0; k < 4; ++k)
                        rows.message[m][w][c].sum[k] = 0;
        }
    }

    template <class Block>
    GAUGE_DEVICE void weighTile(Block& b, const TileWork& work, Scores& s, Rows& rows) const
    {
        if (this->plain(work.run, work.i0, work.j0))
            weigh<true>(b, work, s, rows);
        else
            weigh<false>(b, work, s, rows);
    }

    /// Products → weights relative to the receiver's greatest so far.
    template <bool Plain, class Block>
    GAUGE_DEVICE void weigh(Block& b, const TileWork& work, Scores& s, Rows& rows) const
    {
#pragma unroll
        for (int m = 0; m < RowTiles; ++m)
#pragma unroll
            for (int half = 0; half < 2; ++half) {
                float most = greatest<Plain>(b, work, s, m, half);
                most = fmaxf(most, b.exchange(most, 1));
                most = fmaxf(most, b.exchange(most, 2));
                weighRow<Plain>(b, work, s, rows, m, half, fmaxf(rows.most[m][half], most));
            }
    }

    /// Products → energies; the lane's greatest logit of the row.
    template <bool Plain, class Block>
    GAUGE_DEVICE float greatest(Block& b, const TileWork& work, Scores& s, int m, int half) const
    {
        const int i = work.i0 + this->rowOf(b, m, half);
        float least = HUGE_VALF;
        float most = -HUGE_VALF;
#pragma unroll
        for (int n = 0; n < kColumns; ++n)
#pragma unroll
            for (int e = 0; e < 2; ++e) {
                float& x = s.at[m][n].sum[2 * half + e];
                const int j = work.j0 + this->columnOf(b, n, e);
                x = this->energyOf(x, !Plain && i == j);
                if constexpr (Plain)
                    least = fminf(least, x);
                else
                    most = fmaxf(most, work.slope * x + this->weightOf(work.run, i, j));
            }
        return Plain ? work.slope * least : most;
    }

    template <bool Plain, class Block>
    GAUGE_DEVICE void weighRow(Block& b, const TileWork& work, Scores& s, Rows& rows, int m, int half, float most) const
    {
        const int i = work.i0 + this->rowOf(b, m, half);
        const float base = most > -HUGE_VALF ? most : 0.0F;
        const float faded = b.exp2(rows.most[m][half] - base);
        float sum = 0;
        float energy = 0;
#pragma unroll
        for (int n = 0; n < kColumns; ++n)
#pragma unroll
            for (int e = 0; e < 2; ++e) {
                float& x = s.at[m][n].sum[2 * half + e];
                const float start = Plain ? -base : this->weightOf(work.run, i, work.j0 + this->columnOf(b, n, e)) - base;
                const float p = b.exp2(work.slope * x + start);
                sum += p;
                energy += p * x;
                x = p;
            }
        rows.most[m][half] = most;
        rows.sum[m][half] = rows.sum[m][half] * faded + sum;
        rows.energy[m][half] = rows.energy[m][half] * faded + energy;
        fade(rows, m, half, faded);
    }

    GAUGE_DEVICE static void fade(Rows& rows, int m, int half, float faded)
    {
#pragma unroll
        for (int w = 0; w < WideTiles; ++w)
#pragma unroll
            for (int c = 0; c < kChains; ++c) {
                rows.message[m][w][c].sum[2 * half] *= faded;
                rows.message[m][w][c].sum[2 * half + 1] *= faded;
            }
    }

    /// message += weights · values.
    template <class Block>
    GAUGE_DEVICE void average(Block& b, const Scores& s, const Word* valueRows, Rows& rows) const
    {
        constexpr int row = rowWords(kValueLoads);
        constexpr int kLoads = kValueLoads / Groups;
        const Word* at = valueRows + b.lane() % 8 * row + b.lane() / 8 * 4 + this->group(b) * kLoads * kGroupWords;
#pragma unroll
        for (int load = 0; load < kLoads; ++load) {
            Fragment a[RowTiles][2];
#pragma unroll
            for (int m = 0; m < RowTiles; ++m)
                weightFactor<O, Parts>(b, s.at[m], load, a[m]);
#pragma unroll
            for (int w = 0; w < WideTiles; ++w) {
                Fragment r;
                const int place = w * 8 * row + load * kGroupWords;
                b.loadFour(r, at + place);
#pragma unroll
                for (int product = 0; product < kProducts; ++product)
#pragma unroll
                    for (int m = 0; m < RowTiles; ++m)
                        this->multiplyParts(b, rows.message[m][w][product % kChains], a[m], r, product);
            }
        }
    }

    /// All products of a message in its first sum.
    GAUGE_DEVICE static void closeChains(Rows& rows)
    {
#pragma unroll
        for (int m = 0; m < RowTiles; ++m)
#pragma unroll
            for (int w = 0; w < WideTiles; ++w)
#pragma unroll
                for (int k = 0; k < 4; ++k)
#pragma unroll
                    for (int c = 1; c < kChains; ++c)
                        rows.message[m][w][0].sum[k] += rows.message[m][w][c].sum[k];
    }

    static constexpr int kJoined = RowTiles * (6 + 4 * WideTiles);  // numbers a lane hands over

public:
    /// Words that joining takes, from the beginning of the block's memory.
    static constexpr long kJoinWords = static_cast<long>(Groups - 1) * RowWarps * kLanes * kJoined;

private:
    /// What the groups saw of a receiver, in the first group's hands.
    template <class Block>
    GAUGE_DEVICE void join(Block& b, Rows& rows) const
    {
        constexpr int kGroupThreads = RowWarps * kLanes;
        auto* there = reinterpret_cast<float*>(b.shared());
        b.wait();  // nobody reads features or values any more
        const int place = b.thread() % kGroupThreads;
        const int group = this->group(b);
        if (group > 0)
            eachNumber(rows, [&](int k, float& x) { there[((group - 1) * kJoined + k) * kGroupThreads + place] = x; });
        b.wait();
        if (group > 0)
            return;
        for (int other = 0; other < Groups - 1; ++other) {
            Rows seen;
            begin(seen);
            eachNumber(seen, [&](int k, float& x) { x = there[(other * kJoined + k) * kGroupThreads + place]; });
            add(b, rows, seen);
        }
    }

    template <class F>
    GAUGE_DEVICE static void eachNumber(Rows& rows, F f)
    {
        int at = 0;
#pragma unroll
        for (int m = 0; m < RowTiles; ++m) {
#pragma unroll
            for (int half = 0; half < 2; ++half) {
                f(at++, rows.most[m][half]);
                f(at++, rows.sum[m][half]);
                f(at++, rows.energy[m][half]);
            }
#pragma unroll
            for (int w = 0; w < WideTiles; ++w)
#pragma unroll
                for (int k = 0; k < 4; ++k)
                    f(at++, rows.message[m][w][0].sum[k]);
        }
    }

    template <class Block>
    GAUGE_DEVICE static void add(Block& b, Rows& rows, Rows& seen)
    {
#pragma unroll
        for (int m = 0; m < RowTiles; ++m)
#pragma unroll
            for (int half = 0; half < 2; ++half) {
                const float most = fmaxf(rows.most[m][half], seen.most[m][half]);
                const float base = most > -HUGE_VALF ? most : 0.0F;
                const float mine = b.exp2(rows.most[m][half] - base);
                const float theirs = b.exp2(seen.most[m][half] - base);
                rows.most[m][half] = most;
                rows.sum[m][half] = rows.sum[m][half] * mine + seen.sum[m][half] * theirs;
                rows.energy[m][half] = rows.energy[m][half] * mine + seen.energy[m][half] * theirs;
#pragma unroll
                for (int w = 0; w < WideTiles; ++w)
#pragma unroll
                    for (int e = 2 * half; e < 2 * half + 2; ++e)
                        rows.message[m][w][0].sum[e] =
                            rows.message[m][w][0].sum[e] * mine + seen.message[m][w][0].sum[e] * theirs;
            }
    }

    template <class Block>
    GAUGE_DEVICE void finish(Block& b, const FlashRun& run, const FlashValues& mine, int part, int i0,
                             const Rows& rows) const
    {
        const bool first = part == 0 && (!summed || b.along(1) == 0);
#pragma unroll
        for (int m = 0; m < RowTiles; ++m)
#pragma unroll
            for (int half = 0; half < 2; ++half) {
                float sum = rows.sum[m][half];
                float energy = rows.energy[m][half];
                for (const int mask : {1, 2}) {
                    sum += b.exchange(sum, mask);
                    energy += b.exchange(energy, mask);
                }
                const long i = i0 + this->rowOf(b, m, half);
                if (i >= call.tokens)
                    continue;
                const bool silent = !(sum > 0);
                const float share = silent ? 0.0F : 1 / sum;
                if (first && b.lane() % 4 == 0) {
                    run.logPartition[i] = silent ? HUGE_VALF : rows.most[m][half] + log2f(sum);
                    run.rowEnergy[i] = call.factor * energy * share;
                }
                if (mine.values == nullptr)
                    continue;
#pragma unroll
                for (int w = 0; w < WideTiles; ++w)
#pragma unroll
                    for (int e = 0; e < 2; ++e) {
                        const long k = part * kWide + w * 8 + b.lane() % 4 * 2 + e;
                        if (k < mine.width)
                            mine.out[i * mine.width + k] = rows.message[m][w][0].sum[2 * half + e] * share;
                    }
            }
    }
};

}  // namespace gauge::gpu
