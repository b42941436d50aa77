// What kernels are written against: one block of threads, given by a CUDA device (cuda_block.h) or by the host (tests/gpu/host_machine.h).
//
//   index()               of the block; along(axis): of a grid of up to three axes
//   thread(), threads()   lane(), warp(): a warp is kLanes threads that go together
//   wait(), waitWarp()    everybody of the block, of the warp, has come here, and sees what the others wrote
//   each(n, f)            f(k) for k < n by all threads, then wait
//   sum(n, f), most(n, f) the same value for every thread, terms in a fixed order
//   once(f)               by one thread, then wait
//   least(at, value)      the smaller of *at and value is kept; add(counter): what stood there before
//   exchange(v, mask)     the value of lane ^ mask; from(v, lane): that of one lane. The whole warp calls
//   shared()              the block's own memory, as many bytes as its launch asked for, 128-byte aligned
//   exp2(x)               2^x to single precision's last bits; pairOf(low, high): two bf16, rounded to nearest even, in a word
//   loadFour(to, row)     four 8×8 matrices of 16-bit numbers (8×4 words) from shared memory: lane l names row l % 8 of matrix l / 8, 16 bytes
//                         each; lane l gets word l % 4 of row l / 4 of each matrix (PTX ldmatrix.x4)
//   multiply<O>(c, a, b0, b1)   c (16×8) += a (16×k) b (k×8): PTX mma.sync m16n8k8 (Tf32), m16n8k16 (Bf16), row.col
//   copyAhead(to, from)   16 bytes from the device's memory to shared memory, some time later; endGroup() closes what this thread began since the
//                         last; waitGroups<n>() until at most n groups of this thread are open (then wait(), before others read)
//   clusterRank(), clusterSize(), waitCluster()   blocks along the first axis that run together; their writes are seen after waitCluster
#pragma once

#include <cmath>
#include <cstdint>

namespace gauge::gpu {

constexpr int kLanes = 32;  // threads of a warp

/// 32 bits of a factor: one TF32 number, or two bf16, the first in the lower half.
using Word = std::uint32_t;

/// How factors of a matrix product are kept; sums are single.
enum class Operand { Tf32, Bf16 };

/// A lane's share of a left factor (16 rows), or of what loadFour gives.
struct Fragment {
    Word word[4];
};

/// A lane's share of 16×8 sums: rows l / 4 and l / 4 + 8, columns 2 (l % 4) and the next: sum[0], sum[1] of the first row.
struct Sums {
    float sum[4];
};

/// The shape of a launch. A cluster is of `cluster` blocks along x.
struct Extent {
    long x = 1;
    long y = 1;
    long z = 1;
    int threads = 128;  // a multiple of kLanes
    long shared = 0;    // bytes a block
    int cluster = 1;
};

/// One warp as a block of its own, for kernels that give a token to a warp: `index` is the token's.
template <class Block>
class WarpOf {
public:
    GAUGE_DEVICE WarpOf(Block& block, long index) : b_(block), index_(index) {}

    GAUGE_DEVICE long index() const { return index_; }
    GAUGE_DEVICE void wait() { b_.waitWarp(); }
    template <class F>
    GAUGE_DEVICE void each(long n, F f)
    {
        for (long k = b_.lane(); k < n; k += kLanes)
            f(k);
        b_.waitWarp();
    }
    template <class F>
    GAUGE_DEVICE double sum(long n, F f)
    {
        double own = 0;
        for (long k = b_.lane(); k < n; k += kLanes)
            own += f(k);
        for (int mask = kLanes / 2; mask > 0; mask /= 2)
            own += b_.exchange(own, mask);
        return own;
    }
    template <class F>
    GAUGE_DEVICE double most(long n, F f)
    {
        double own = -HUGE_VAL;
        for (long k = b_.lane(); k < n; k += kLanes) {
            const double v = f(k);
            own = v > own ? v : own;
        }
        for (int mask = kLanes / 2; mask > 0; mask /= 2) {
            const double other = b_.exchange(own, mask);
            own = other > own ? other : own;
        }
        return own;
    }
    template <class F>
    GAUGE_DEVICE void once(F f)
    {
        if (b_.lane() == 0)
            f();
        b_.waitWarp();
    }
    GAUGE_DEVICE void least(int* at, int value) { b_.least(at, value); }
    GAUGE_DEVICE void least(unsigned long long* at, unsigned long long value) { b_.least(at, value); }

private:
    Block& b_;
    long index_;
};

}  // namespace gauge::gpu
