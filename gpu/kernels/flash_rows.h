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
};

template <Operand O, int Parts>
struct FlashRows : FlashPairs<O, Parts, 4, 1, 1> {
    using Base = FlashPairs<O, Parts, 4, 1, 1>;
    using typename Base::Scores;
    using Base::call;
    using Base::kColumns;
    using Base::kThreads;
    using Base::memory;
    static constexpr int kTogether = 2;
    static constexpr int kRow = kTile + 1;                     // numbers a row of a tile takes, so that rows begin in different banks
    static constexpr long kMore = 2 * kTile * kRow;            // words for two tiles

    const FlashKeep* keeps;  // a run
    long firstTile;          // of the receivers of this launch

    /// What a thread remembers of its row from tile to tile: the first kTile threads pool, the others keep links and near pairs.
    struct Memory {
        int cell = -1;
        double inCell = 0;
        float least = 0;  // weight of the last link
        int edges = 0;
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
        Word* stages = left + memory.left;
        auto* energy = reinterpret_cast<float*>(stages + 2 * memory.stage);
        float* attention = energy + kTile * kRow;
        const int items = (range.last - range.first) * run.pieces;
        const auto start = [&](int item) {
            this->copyPiece(b, this->piece(run, item % run.pieces), i0, range.first + item / run.pieces, stages + item % 2 * memory.stage);
            b.endGroup();
        };
        if (memory.keepsLeft)
            this->copyLeft(b, run, i0, left);
        if (items > 0)
            start(0);
        Memory mine;
        const float slope = this->slopeOf(run);
        Scores s;
        const Word* leftPiece = left;
        for (int item = 0; item < items; ++item) {
            b.template waitGroups<0>();
            b.wait();  // the copies of all threads are there, and everybody is done with the other stage and with the tiles of before
            if (item + 1 < items)
                start(item + 1);
            const int k = item % run.pieces;
            const FlashPiece p = this->piece(run, k);
            const Word* stage = stages + item % 2 * memory.stage;
            if (k == 0) {
                this->clear(s);
                leftPiece = left;
            }
            this->multiply(b, s, memory.keepsLeft ? leftPiece : stage + this->tileWords(p), stage, p.loads);
            leftPiece += this->tileWords(p);
            if (k < run.pieces - 1)
                continue;
            const int j0 = (range.first + item / run.pieces) * kTile;
            lay(b, run, keep, slope, i0, j0, s, energy, attention);
            b.wait();
            keepMatrices(b, keep, i0, j0, energy, attention);
            if (b.thread() < kTile)
                pool(keep, i0 + b.thread(), j0, attention + b.thread() * kRow, mine);
            else
                listSenders(keep, i0 + b.thread() - kTile, j0, energy + (b.thread() - kTile) * kRow,
                            attention + (b.thread() - kTile) * kRow, mine);
        }
        b.template waitGroups<0>();
        closeRow(b, keep, i0, mine);
    }

private:
    /// A tile's energies and attention where every thread finds them.
    template <class Block>
    GAUGE_DEVICE void lay(Block& b, const FlashRun& run, const FlashKeep& keep, float slope, int i0, int j0, const Scores& s,
                          float* energy, float* attention) const
    {
#pragma unroll
        for (int half = 0; half < 2; ++half) {
            const int row = this->rowOf(b, 0, half);
            const int i = i0 + row;
            const float partition = keep.wantsAttention() && i < call.tokens ? run.logPartition[i] : HUGE_VALF;
#pragma unroll
            for (int n = 0; n < kColumns; ++n)
#pragma unroll
                for (int e = 0; e < 2; ++e) {
                    const int c = this->columnOf(b, n, e);
                    const float x = this->energyOf(s.at[0][n].sum[2 * half + e], i == j0 + c);
                    energy[row * kRow + c] = call.factor * x;
                    if (keep.wantsAttention())
                        attention[row * kRow + c] = b.exp2(slope * x + this->weightOf(run, i, j0 + c) - partition);
                }
        }
    }

    template <class Block>
    GAUGE_DEVICE void keepMatrices(Block& b, const FlashKeep& keep, long i0, long j0, const float* energy, const float* attention) const
    {
        const long first = (i0 - firstTile * kTile) * call.tokens + j0;
        for (int k = b.thread(); k < kTile * kTile; k += kThreads) {
            const long row = k / kTile;
            const long c = k % kTile;
            if (i0 + row >= call.tokens || j0 + c >= call.tokens)
                continue;
            if (keep.energy != nullptr)
                keep.energy[first + row * call.tokens + c] = energy[row * kRow + c];
            if (keep.attention != nullptr)
                keep.attention[first + row * call.tokens + c] = attention[row * kRow + c];
        }
    }

    GAUGE_DEVICE void pool(const FlashKeep& keep, long i, long j0, const float* attention, Memory& mine) const
    {
        if (keep.pooled == nullptr || i >= call.tokens)
            return;
        for (int c = 0; c < kTile && j0 + c < call.tokens; ++c) {
            const int cell = keep.cellOf[j0 + c];
            if (cell != mine.cell) {
                if (mine.cell >= 0)
                    keep.pooled[i * keep.cells + mine.cell] = mine.inCell;
                mine.cell = cell;
                mine.inCell = 0;
            }
            mine.inCell += static_cast<double>(attention[c]);
        }
    }

    GAUGE_DEVICE void listSenders(const FlashKeep& keep, long i, long j0, const float* energy, const float* attention, Memory& mine) const
    {
        if (i >= call.tokens)
            return;
        for (int c = 0; c < kTile && j0 + c < call.tokens; ++c) {
            if (keep.links > 0 && attention[c] > mine.least)
                keepLink(keep, i, static_cast<int>(j0) + c, attention[c], mine);
            if (keep.edgeCount == nullptr || j0 + c == i || !(energy[c] <= keep.nearest))
                continue;
            if (keep.edgeStart != nullptr) {
                keep.edgeSender[keep.edgeStart[i] + mine.edges] = static_cast<int>(j0) + c;
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
    GAUGE_DEVICE void closeRow(Block& b, const FlashKeep& keep, long i0, const Memory& mine) const
    {
        const long i = i0 + b.thread() % kTile;
        if (i >= call.tokens)
            return;
        if (b.thread() < kTile && keep.pooled != nullptr && mine.cell >= 0)
            keep.pooled[i * keep.cells + mine.cell] = mine.inCell;
        if (b.thread() >= kTile && keep.edgeCount != nullptr && keep.edgeStart == nullptr)
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
            return (logMultiplicity != nullptr ? logMultiplicity[j] : 0.0) + (apart != nullptr ? apart[j > i ? j - i : i - j] : 0.0);
        };
        const double most = b.most(tokens, weight);
        const double sum = b.sum(tokens, [&](long j) { return senders.allows(i, j) ? exp(weight(j) - most) : 0.0; });
        b.once([&] { out[b.index()] = sum > 0 ? most + log(sum) : -HUGE_VAL; });
    }
};

}  // namespace gauge::gpu
