// Kernels that do one thing of what kernels can do, right or wrong.
#pragma once

#include "gpu/kernels/block.h"

#include <stdexcept>

namespace gauge::test {

/// Any shape.
struct Planted {
    static constexpr int kThreads = 1024;
    static constexpr int kTogether = 1;
};

struct PlantedNothing {
    static constexpr int kThreads = 256;
    static constexpr int kTogether = 1;
    template <class Block>
    GAUGE_DEVICE void operator()(Block&) const
    {
    }
};

/// c (16×8) = left · rightᵀ, rows of `words` words; the left factor by way of shared memory, the right as PTX lays it out.
template <gpu::Operand O>
struct PlantedProduct : Planted {
    long words;
    const gpu::Word* left;
    const gpu::Word* right;
    float* c;
    template <class Block>
    GAUGE_DEVICE void operator()(Block& b) const
    {
        auto* tile = reinterpret_cast<gpu::Word*>(b.shared());
        b.each(16 * words, [&](long k) { tile[k] = left[k]; });
        gpu::Sums sums{};
        for (long at = 0; at < words; at += 8) {
            gpu::Fragment a;
            b.loadFour(a, tile + b.lane() % 16 * words + at + b.lane() / 16 * 4);
            const gpu::Word* row = right + b.lane() / 4 * words + at + b.lane() % 4;
            b.template multiply<O>(sums, a, row[0], row[4]);
        }
        for (int k = 0; k < 4; ++k)
            c[(b.lane() / 4 + k / 2 * 8) * 8 + b.lane() % 4 * 2 + k % 2] = sums.sum[k];
    }
};

/// Lane l names row 31 - l.
struct PlantedLoad : Planted {
    long stride;
    gpu::Word* out;
    template <class Block>
    GAUGE_DEVICE void operator()(Block& b) const
    {
        auto* tile = reinterpret_cast<gpu::Word*>(b.shared());
        b.each(32 * stride, [&](long k) { tile[k] = static_cast<gpu::Word>(k); });
        gpu::Fragment found;
        b.loadFour(found, tile + (31 - b.lane()) * stride);
        for (int k = 0; k < 4; ++k)
            out[b.lane() * 4 + k] = found.word[k];
    }
};

/// Two groups of copies: what is there with one open, and with none.
struct PlantedCopies : Planted {
    const gpu::Word* from;
    gpu::Word* early;
    gpu::Word* late;
    template <class Block>
    GAUGE_DEVICE void operator()(Block& b) const
    {
        auto* tile = reinterpret_cast<gpu::Word*>(b.shared());
        const int words = 4 * b.threads();
        for (int group = 0; group < 2; ++group) {
            const int place = group * words + 4 * b.thread();
            b.copyAhead(tile + place, from + place);
            b.endGroup();
        }
        b.template waitGroups<1>();
        b.wait();
        b.each(2 * words, [&](long k) { early[k] = tile[k]; });
        b.template waitGroups<0>();
        b.wait();
        b.each(2 * words, [&](long k) { late[k] = tile[k]; });
    }
};

/// Each thread reads what another wrote.
struct PlantedReverse : Planted {
    bool waits;
    int* out;
    template <class Block>
    GAUGE_DEVICE void operator()(Block& b) const
    {
        auto* numbers = reinterpret_cast<int*>(b.shared());
        numbers[b.thread()] = b.thread();
        if (waits)
            b.wait();
        out[b.thread()] = numbers[b.threads() - 1 - b.thread()];
    }
};

/// Half of the second warp ends before it multiplies.
struct PlantedHalfEnds : Planted {
    template <class Block>
    GAUGE_DEVICE void operator()(Block& b) const
    {
        gpu::Sums sums{};
        if (b.warp() == 0 || b.lane() < 16)
            b.template multiply<gpu::Operand::Tf32>(sums, gpu::Fragment{}, 0, 0);
    }
};

/// Lanes of a warp do different things.
struct PlantedParting : Planted {
    template <class Block>
    GAUGE_DEVICE void operator()(Block& b) const
    {
        if (b.lane() < 16)
            b.waitWarp();
        else
            b.exchange(1, 1);
    }
};

/// One warp waits for the block, the other for itself.
struct PlantedWarpsPart : Planted {
    template <class Block>
    GAUGE_DEVICE void operator()(Block& b) const
    {
        if (b.warp() == 0)
            b.wait();
        else
            b.waitWarp();
    }
};

struct PlantedThrow : Planted {
    template <class Block>
    GAUGE_DEVICE void operator()(Block& b) const
    {
        if (b.thread() == 40)
            throw std::logic_error("a kernel's own");
        b.wait();
    }
};

/// One thread goes beyond what is there.
struct PlantedSlip : Planted {
    enum class Slip {
        None,
        WriteBehindShared,
        CopyBehindShared,
        CopyToOdd,
        CopyFromOdd,
        LoadBehindShared,
        LoadOdd,
        LeaveOpen,
        WriteBehindBuffer
    };
    Slip slip;
    gpu::Word* buffer;
    long size;
    template <class Block>
    GAUGE_DEVICE void operator()(Block& b) const
    {
        auto* tile = reinterpret_cast<gpu::Word*>(b.shared());
        const auto at = [&](Slip one, long there) { return slip == one && b.thread() == 0 ? there : 0; };
        b.once([&] { tile[at(Slip::WriteBehindShared, 256)] = 1; });
        const int own = 4 * b.thread();
        b.copyAhead(tile + own + at(Slip::CopyBehindShared, 256) + at(Slip::CopyToOdd, 1),
                    buffer + own + at(Slip::CopyFromOdd, 1));
        b.endGroup();
        if (at(Slip::LeaveOpen, 1) == 0)
            b.template waitGroups<0>();
        b.wait();
        gpu::Fragment found;
        b.loadFour(found, tile + at(Slip::LoadBehindShared, 253) + at(Slip::LoadOdd, 2));
        b.once([&] { buffer[at(Slip::WriteBehindBuffer, size)] = 1; });
    }
};

struct PlantedSums : Planted {
    double* out;                // a sum, the most, the sum again
    int* counters;              // threads that came; the least of 7 - thread
    unsigned long long* least;  // of 2⁴⁰ - thread
    template <class Block>
    GAUGE_DEVICE void operator()(Block& b) const
    {
        const auto number = [](long k) { return static_cast<double>(k); };
        const double sum = b.sum(1000, number);
        const double most = b.most(1000, number);
        const double again = b.sum(1000, number);
        b.once([&] {
            out[0] = sum;
            out[1] = most;
            out[2] = again;
        });
        b.add(counters);
        b.least(counters + 1, 7 - b.thread());
        b.least(least, (1ULL << 40) - static_cast<unsigned long long>(b.thread()));
    }
};

/// Sums of a token by a warp, and its shuffles.
struct PlantedWarps : Planted {
    double* out;
    template <class Block>
    GAUGE_DEVICE void operator()(Block& b) const
    {
        const long token = b.index() * b.threads() / gpu::kLanes + b.warp();
        gpu::WarpOf<Block> warp(b, token);
        auto number = [&](long k) { return static_cast<double>(token + k); };
        const double sum = warp.sum(70, number);
        const double most = warp.most(70, number);
        const double mirrored = b.from(b.exchange(static_cast<double>(b.lane()), 31), 5);
        warp.once([&] {
            out[token * 4] = sum;
            out[token * 4 + 1] = most;
            out[token * 4 + 2] = static_cast<double>(warp.index());
            out[token * 4 + 3] = mirrored;
        });
    }
};

/// Each block says its number to the others of its cluster.
struct PlantedCluster : Planted {
    gpu::Extent extent;
    int* written;
    int* sums;
    template <class Block>
    GAUGE_DEVICE void operator()(Block& b) const
    {
        const long block = (b.along(2) * extent.y + b.along(1)) * extent.x + b.along(0);
        b.once([&] { written[block] = static_cast<int>(block); });
        b.waitCluster();
        b.once([&] {
            sums[block] = 0;
            for (int k = 0; k < b.clusterSize(); ++k)
                sums[block] += written[block - b.clusterRank() + k];
        });
    }
};

/// Threads as they come.
struct PlantedOrder : Planted {
    int* next;
    int* order;
    template <class Block>
    GAUGE_DEVICE void operator()(Block& b) const
    {
        order[b.add(next)] = static_cast<int>(b.index()) * b.threads() + b.thread();
    }
};

struct PlantedMeetings : Planted {
    int meetings;
    int* out;
    template <class Block>
    GAUGE_DEVICE void operator()(Block& b) const
    {
        int own = b.thread();
        for (int k = 0; k < meetings; ++k)
            own = b.exchange(own, 1 << k % 5);
        out[b.thread()] = own;
    }
};

}  // namespace gauge::test
