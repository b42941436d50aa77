// Kernels that work on one token at a time. Such a kernel K says
//   operator()(Block& b, long token, double* scratch) const   b: a warp or a block (each, wait, sum, most, once, least)
//   scratch() const                                           how many doubles of scratch a token takes
#pragma once

#include "gpu/kernels/block.h"

namespace gauge::gpu {

constexpr int kMostHeads = 16;  // whose kernels one launch takes

/// A warp a token, its scratch in shared memory: warps along x, heads along y.
template <class K>
struct TokenWarps {
    static constexpr int kThreads = 256;
    static constexpr int kTogether = 2;

    K head[kMostHeads];
    long tokens;
    long doubles;  // of scratch a warp

    template <class Block>
    GAUGE_DEVICE void operator()(Block& b) const
    {
        const long token = b.along(0) * (b.threads() / kLanes) + b.warp();
        if (token >= tokens)
            return;
        WarpOf<Block> warp(b, token);
        head[b.along(1)](warp, token, reinterpret_cast<double*>(b.shared()) + b.warp() * doubles);
    }
};

/// A block a token, its scratch in the device's memory: where a warp's is too small.
template <class K>
struct TokenBlocks {
    K kernel;
    long first;  // token of block 0
    long doubles;
    double* scratch;

    template <class Block>
    GAUGE_DEVICE void operator()(Block& b) const
    {
        kernel(b, first + b.index(), scratch + b.index() * doubles);
    }
};

}  // namespace gauge::gpu
