// The passes over the pairs, one after the other.
#pragma once

#include "gpu/flash_call.h"

namespace gauge::gpu {

/// The receivers' features come again with each piece of at most so many words a tile.
template <class M, Operand O, int Parts>
FlashMemory Flash<M, O, Parts>::comesAgain(int leftTiles, int mostWords, int valueWords)
{
    return {false, 0, (1 + leftTiles) * mostWords + valueWords, (1 + leftTiles) * mostWords};
}

/// For runs of one head each, or of all heads together: where the receivers' features fit beside two stages they stay.
template <class M, Operand O, int Parts>
FlashMemory Flash<M, O, Parts>::memoryFor(bool together, int leftTiles, int valueWords, long more) const
{
    int longest = 0;
    int most = 0;
    int all = 0;
    for (std::size_t h = 0; h < heads_.size(); ++h) {
        if (!together)
            all = 0;
        for (std::size_t k = firstPiece_[h]; k < firstPiece_[h + 1]; ++k) {
            const int words = kTile * rowWords(pieces_[k].loads);
            all += words;
            most = std::max(most, words);
        }
        longest = std::max(longest, all);
    }
    const FlashMemory stays{true, leftTiles * longest, most + valueWords, most};
    return stays.bytes(more) <= m_.mostShared() ? stays : comesAgain(leftTiles, most, valueWords);
}

template <class M, Operand O, int Parts>
template <class K>
void Flash<M, O, Parts>::launchMessages(const Call& call, bool naturals, const FlashMemory& memory)
{
    long parts = 1;
    for (const Head& head : heads_)
        parts = std::max(parts, head.values(naturals).parts());
    K kernel{};
    kernel.call = call.shared(call.r.summed ? call.together() : 0);
    kernel.memory = memory;
    kernel.values = call.values[naturals].data();
    kernel.summed = call.r.summed;
    m_.launch(Extent{.x = (n_ + K::kRows - 1) / K::kRows,
                     .y = static_cast<long>(heads_.size()),
                     .z = parts,
                     .threads = K::kThreads,
                     .shared = std::max(memory.bytes(), 4 * K::kJoinWords)},
              kernel);
}

/// The first pass with one kind of message: tall blocks where there are enough of them to fill a device, else many warps for each tile.
template <class M, Operand O, int Parts>
template <int WideTiles>
void Flash<M, O, Parts>::messagesBy(const Call& call, bool naturals)
{
    using Tall = FlashMessages<O, Parts, 4, 2, 1, WideTiles>;
    using Shared = FlashMessages<O, Parts, 4, 1, kMostGroups<O, Parts>, WideTiles>;
    const FlashMemory tall = memoryFor(call.r.summed, Tall::kLeftTiles, Tall::kValueWords, 0);
    const long blocks = (n_ + Tall::kRows - 1) / Tall::kRows * static_cast<long>(heads_.size());
    if (tall.keepsLeft && blocks >= kManyBlocks)
        launchMessages<Tall>(call, naturals, tall);
    else
        launchMessages<Shared>(call, naturals, memoryFor(call.r.summed, Shared::kLeftTiles, Shared::kValueWords, 0));
}

/// Without values it still gives partitions and energies.
template <class M, Operand O, int Parts>
void Flash<M, O, Parts>::averageRows(const Call& call, bool naturals)
{
    switch (heads_.front().values(naturals).wide) {
    case 8: return messagesBy<1>(call, naturals);
    case 16: return messagesBy<2>(call, naturals);
    default: return messagesBy<6>(call, naturals);
    }
}

/// The second pass over so many tiles of receivers.
template <class M, Operand O, int Parts>
void Flash<M, O, Parts>::rowsBy(const Call& call, std::size_t firstRun, long runs, const FlashKeep* keeps, long firstTile,
                                long tiles)
{
    using K = FlashRows<O, Parts>;
    K kernel{};
    kernel.call = call.shared(firstRun);
    kernel.memory = memoryFor(firstRun == call.together(), K::kLeftTiles, 0, K::kMore);
    kernel.keeps = keeps;
    kernel.firstTile = firstTile;
    m_.launch(Extent{.x = tiles, .y = runs, .threads = K::kThreads, .shared = kernel.memory.bytes(K::kMore)}, kernel);
}

template <class M, Operand O, int Parts>
void Flash<M, O, Parts>::attend(const PairRequest& request, PairOutput& out, const Watch& watch)
{
    const std::lock_guard lock(mutex_);
    const Call call(*this, request, out);
    if (!out.mixture.empty() || out.naturals.empty())
        averageRows(call, false);
    if (!out.naturals.empty())
        averageRows(call, true);
    if (call.weighted())
        m_.launch(n_ * static_cast<long>(call.softmaxes()), call.priorMass());
    watch.at(0.3);
    keepRows(call, out, watch);
    call.fetch(out);
    if (out.edges != nullptr)
        listEdges(call, out);
    watch.at(1);
}

}  // namespace gauge::gpu
