// The second pass over the pairs: with each receiver's log-partition known, energies and attention themselves, and what a stream keeps of a row.
#pragma once

#include "gpu/kernels/flash_pairs.h"

namespace gauge::gpu {

/// What is kept of a run's rows; null: nothing.
struct FlashKeep {
    float* energy;     // rows×N from the first receiver on
    float* attention;  // rows×N
    // Sums over the cells of a pooled map: N×cells, zeros before.
    const int* cellOf;  // N
    long cells;
    double* pooled;
    // The strongest senders, falling, the nearer to the front of equals first: N×links.
    long links;
    float* linkWeight;
    int* linkSender;
    // Senders whose energy is at most `nearest`: how many of each receiver; and, where `edgeStart` is given, which.
    float nearest;
    int* edgeCount;        // N
    const int* edgeStart;  // N
    int* edgeSender;
    float* edgeEnergy;

    GAUGE_DEVICE bool wantsAttention() const { return attention != nullptr || pooled != nullptr || links > 0; }
    GAUGE_DEVICE bool everyPair() const { return energy != nullptr || attention != nullptr || edgeCount != nullptr; }
    /// Is anything kept that walks along a row?
    GAUGE_DEVICE bool walks() const { return pooled != nullptr || links > 0 || edgeCount != nullptr; }
};

template <Operand O, int Parts>
struct FlashRows : FlashPairs<O, Parts, 4, 1, 4> {
    using Base = FlashPairs<O, Parts, 4, 1, 4>;
    using Base::call;
    using Base::kColumns;
    using Base::kThreads;
    using Base::memory;
    using typename Base::Scores;
    static constexpr int kTogether = 1;
    static constexpr int kRow = kTile + 1;        // numbers a row of a tile takes, so that rows begin in different banks
    static constexpr int kMatrix = kTile * kRow;  // of a tile
    static constexpr long kMore = 2L * kMatrix;   // words for two tiles

    const FlashKeep* keeps;  // a run
    long firstTile;          // of the receivers of this launch

    /// What a thread remembers of its row from tile to tile: the first kTile threads pool, as many after them keep links and near pairs.
    struct Memory {
        int cell = -1;
        double inCell = 0;
        float least = 0;  // weight of the last link
        int edges = 0;
    };
    /// What a tile is worked on with.
    struct TileWork {
        const FlashRun& run;
        const FlashKeep& keep;
        int i0, j0;
        float slope;
        float* energy;     // kTile×kRow, for who walks along rows
        float* attention;  // likewise
    };

    /// Grid: tiles of receivers, runs.
    template <class Block>
    GAUGE_DEVICE void operator()(Block& b) const
    {
        const FlashRun run = call.runs[b.along(1)];
        const FlashKeep keep = keeps[b.along(1)];
        const int i0 = static_cast<int>(firstTile + b.along(0)) * kTile;
        const auto range = this->heard(i0, keep.everyPair());
        Word* left = reinterpret_cast<Word*>(b.shared());
        Word* stage = left + memory.left;
        Word* other = stage + memory.stage;
        auto* energy = reinterpret_cast<float*>(other + memory.stage);
        const auto start = [&](const typename Base::Cursor& at, Word* to) {
            this->copyPiece(b, this->piece(run, at.piece), i0, at.tile, to);
            b.endGroup();
        };
        if (memory.keepsLeft)
            this->copyLeft(b, run, i0, left);
        typename Base::Cursor next{range.first, 0};
        if (range.first < range.last)
            start(next, stage);
        Memory mine;
        const float slope = this->slopeOf(run);
        Scores s;
        const Word* leftPiece = left;
        for (typename Base::Cursor at = next; at.tile < range.last; at = next) {
            b.template waitGroups<0>();
            b.wait();  // the copies of all threads are there, and everybody is done with the other stage and with the tiles of before
            next.advance(run.pieces);
            if (next.tile < range.last)
                start(next, other);
            const FlashPiece p = this->piece(run, at.piece);
            if (at.piece == 0) {
                this->clear(s);
                leftPiece = left;
            }
            this->multiply(b, s, memory.keepsLeft ? leftPiece : stage + this->tileWords(p), stage, p.loads);
            leftPiece += this->tileWords(p);
            if (at.piece == run.pieces - 1)
                keepTile(b, {run, keep, i0, at.tile * kTile, slope, energy, energy + kMatrix}, s, mine);
            Word* done = stage;
            stage = other;
            other = done;
        }
        b.template waitGroups<0>();
        closeRow(b, keep, i0, mine);
    }

private:
    template <class Block>
    GAUGE_DEVICE void keepTile(Block& b, const TileWork& work, const Scores& s, Memory& mine) const
    {
        if (this->plain(work.run, work.i0, work.j0))
            lay<true>(b, work, s);
        else
            lay<false>(b, work, s);
        if (!work.keep.walks())
            return;
        b.wait();
        const int row = b.thread() % kTile;
        if (b.thread() < kTile)
            pool(work.keep, work.i0 + row, work.j0, work.attention + row * kRow, mine);
        else if (b.thread() < 2 * kTile)
            listSenders(work.keep, work.i0 + row, work.j0, work.energy + row * kRow, work.attention + row * kRow, mine);
    }

    /// A tile's energies and attention to their matrices, and where every thread finds them.
    template <bool Plain, class Block>
    GAUGE_DEVICE void lay(Block& b, const TileWork& work, const Scores& s) const
    {
        const FlashKeep& keep = work.keep;
        const bool weighs = keep.wantsAttention();
        const bool walks = keep.walks();
#pragma unroll
        for (int half = 0; half < 2; ++half) {
            const int row = this->rowOf(b, 0, half);
            const int i = work.i0 + row;
            const bool there = i < call.tokens;
            const float partition = weighs && there ? work.run.logPartition[i] : HUGE_VALF;
            const long matrixRow = (i - firstTile * kTile) * call.tokens;
#pragma unroll
            for (int n = 0; n < kColumns; ++n) {
                const int c = this->columnOf(b, n, 0);
                float e[2];
                float a[2] = {0, 0};
#pragma unroll
                for (int k = 0; k < 2; ++k) {
                    const int j = work.j0 + c + k;
                    const float x = this->energyOf(s.at[0][n].sum[2 * half + k], !Plain && i == j);
                    e[k] = call.factor * x;
                    if (weighs)
                        a[k] = b.exp2(work.slope * x + (Plain ? -partition : this->weightOf(work.run, i, j) - partition));
                    if (walks) {
                        work.energy[row * kRow + c + k] = e[k];
                        work.attention[row * kRow + c + k] = a[k];
                    }
                }
                if (there && keep.energy != nullptr)
                    storePair(keep.energy + matrixRow, work.j0 + c, e);
                if (there && keep.attention != nullptr)
                    storePair(keep.attention + matrixRow, work.j0 + c, a);
            }
        }
    }

    GAUGE_DEVICE void storePair(float* row, int j, const float (&pair)[2]) const
    {
        if (j < call.tokens)
            row[j] = pair[0];
        if (j + 1 < call.tokens)
            row[j + 1] = pair[1];
    }

    static constexpr int kAhead = 8;  // numbers of a row that are read before one is looked at

    GAUGE_DEVICE void pool(const FlashKeep& keep, int i, int j0, const float* attention, Memory& mine) const
    {
        if (keep.pooled == nullptr || i >= call.tokens)
            return;
        for (int first = 0; first < kTile; first += kAhead) {
            float a[kAhead];
            int cell[kAhead];
#pragma unroll
            for (int c = 0; c < kAhead; ++c) {
                a[c] = attention[first + c];
                cell[c] = j0 + first + c < call.tokens ? keep.cellOf[j0 + first + c] : mine.cell;
            }
#pragma unroll
            for (int c = 0; c < kAhead; ++c) {
                if (j0 + first + c >= call.tokens)
                    return;
                if (cell[c] != mine.cell) {
                    if (mine.cell >= 0)
                        keep.pooled[i * keep.cells + mine.cell] = mine.inCell;
                    mine.cell = cell[c];
                    mine.inCell = 0;
                }
                mine.inCell += static_cast<double>(a[c]);
            }
        }
    }

    GAUGE_DEVICE void listSenders(const FlashKeep& keep, int i, int j0, const float* energy, const float* attention,
                                  Memory& mine) const
    {
        if (i >= call.tokens)
            return;
        const int last = call.tokens - j0 < kTile ? static_cast<int>(call.tokens) - j0 : kTile;
        for (int first = 0; keep.links > 0 && first < last; first += kAhead) {
            float a[kAhead];
            float most = 0;
#pragma unroll
            for (int c = 0; c < kAhead; ++c) {
                a[c] = attention[first + c];
                most = fmaxf(most, a[c]);
            }
            if (!(most > mine.least))
                continue;
#pragma unroll
            for (int c = 0; c < kAhead; ++c)
                if (first + c < last && a[c] > mine.least)
                    keepLink(keep, i, j0 + first + c, a[c], mine);
        }
        for (int c = 0; keep.edgeCount != nullptr && c < last; ++c) {
            if (j0 + c == i || !(energy[c] <= keep.nearest))
                continue;
            if (keep.edgeStart != nullptr) {
                keep.edgeSender[keep.edgeStart[i] + mine.edges] = j0 + c;
                keep.edgeEnergy[keep.edgeStart[i] + mine.edges] = energy[c];
            }
            ++mine.edges;
        }
    }

    /// Into its place among the links; equals stay behind those that came before.
    GAUGE_DEVICE void keepLink(const FlashKeep& keep, long i, int sender, float weight, Memory& mine) const
    {
        float* weights = keep.linkWeight + i * keep.links;
        int* senders = keep.linkSender + i * keep.links;
        long place = keep.links - 1;
        for (; place > 0 && weights[place - 1] < weight; --place) {
            weights[place] = weights[place - 1];
            senders[place] = senders[place - 1];
        }
        weights[place] = weight;
        senders[place] = sender;
        mine.least = weights[keep.links - 1];
    }

    template <class Block>
    GAUGE_DEVICE void closeRow(Block& b, const FlashKeep& keep, int i0, const Memory& mine) const
    {
        const long i = i0 + b.thread() % kTile;
        if (i >= call.tokens)
            return;
        if (b.thread() < kTile && keep.pooled != nullptr && mine.cell >= 0)
            keep.pooled[i * keep.cells + mine.cell] = mine.inCell;
        if (b.thread() / kTile == 1 && keep.edgeCount != nullptr && keep.edgeStart == nullptr)
            keep.edgeCount[i] = mine.edges;
    }
};

/// ln Σ π n over the senders of each receiver: what the entropy of its attention is measured against. A block a softmax and receiver.
struct PriorMass {
    long tokens;
    Senders senders;
    const double* logMultiplicity;  // N, or null
    const double* distance;         // N of each softmax, or null
    double* out;                    // N of each; −∞ where nobody is heard

    template <class Block>
    GAUGE_DEVICE void operator()(Block& b) const
    {
        const long i = b.index() % tokens;
        const double* apart = distance != nullptr ? distance + b.index() / tokens * tokens : nullptr;
        const auto weight = [&](long j) {
            if (!senders.allows(i, j))
                return -HUGE_VAL;
            return (logMultiplicity != nullptr ? logMultiplicity[j] : 0.0) +
                   (apart != nullptr ? apart[j > i ? j - i : i - j] : 0.0);
        };
        const double most = b.most(tokens, weight);
        const double sum = b.sum(tokens, [&](long j) { return senders.allows(i, j) ? exp(weight(j) - most) : 0.0; });
        b.once([&] { out[b.index()] = sum > 0 ? most + log(sum) : -HUGE_VAL; });
    }
};

}  // namespace gauge::gpu
