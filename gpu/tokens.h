// Runs kernels that work on one token at a time (kernels/tokens.h): all heads in one launch, a warp a token.
#pragma once

#include "gpu/kernels/tokens.h"

#include <algorithm>
#include <vector>

namespace gauge::gpu {

constexpr long kTokenScratch = 96L << 10;   // bytes of shared memory a block takes at most: a warp of dimension 55
constexpr long kBlockScratch = 128L << 20;  // bytes of device memory for blocks that do without
constexpr long kManyBlocks = 264;           // two a processor of a large device

/// Warps of a block for so many tokens of so many heads, each with so much scratch of all that a block may have.
inline long tokenWarps(long tokens, long heads, long bytes, long most)
{
    long warps = std::clamp<long>(most / std::max<long>(bytes, 1), 1, 8);
    while (warps > 1 && (tokens + warps - 1) / warps * heads < kManyBlocks)
        warps = (warps + 1) / 2;
    return warps;
}

/// One head's tokens, a block each, as many at a time as there is scratch for.
template <class M, class K>
void eachTokenByBlocks(M& machine, long tokens, const K& kernel)
{
    const long doubles = kernel.scratch();
    const long chunk = std::clamp<long>(kBlockScratch / (8 * doubles), 1, tokens);
    const auto scratch = machine.template allocate<double>(chunk * doubles);
    for (long first = 0; first < tokens; first += chunk)
        machine.launch(std::min(chunk, tokens - first), TokenBlocks<K>{kernel, first, doubles, scratch.data()});
}

/// kernels[h](…) of every token; a kernel a head.
template <class M, class K>
void eachToken(M& machine, long tokens, const std::vector<K>& kernels)
{
    static_assert(sizeof(TokenWarps<K>) <= 4096, "a launch's parameters");
    const long most = std::min(kTokenScratch, machine.mostShared());
    TokenWarps<K> launch{{}, tokens, 0};
    long heads = 0;
    const auto flush = [&] {
        if (heads == 0)
            return;
        const long bytes = 8 * launch.doubles;
        const long warps = tokenWarps(tokens, heads, bytes, most);
        machine.launch(Extent{.x = (tokens + warps - 1) / warps,
                              .y = heads,
                              .threads = static_cast<int>(warps * kLanes),
                              .shared = warps * bytes},
                       launch);
        heads = 0;
        launch.doubles = 0;
    };
    for (const K& kernel : kernels) {
        if (8 * kernel.scratch() > most) {
            eachTokenByBlocks(machine, tokens, kernel);
            continue;
        }
        launch.head[heads++] = kernel;
        launch.doubles = std::max(launch.doubles, kernel.scratch());
        if (heads == kMostHeads)
            flush();
    }
    flush();
}

}  // namespace gauge::gpu
