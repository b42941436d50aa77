// Energies and attention, a tile of receivers after the other.
#pragma once

#include "gpu/call.h"

namespace gauge::gpu {

template <class M, class T, class A>
void Pairs<M, T, A>::attend(const PairRequest& request, PairOutput& out, const Watch& watch)
{
    const std::lock_guard lock(mutex_);
    const CallValues values(m_, n_, request, out.bounds);
    const Results results(m_, *this, out);
    startFailures(results.failures.data());
    for (const View<double>& map : results.pooled)
        fill(map.data(), map.size());
    const bool everyPair = !out.energy.empty() || out.edges != nullptr;
    TileBuffers buffers(m_, *this, request.summed || out.edges != nullptr, values.bounds.size());
    buffers.rowEnergy = results.rowEnergy;
    buffers.rowEntropy = results.rowEntropy;
    for (long i0 = 0; i0 < n_; i0 += tileRows()) {
        const long rows = std::min(tileRows(), n_ - i0);
        const Tile tile = tileOf(request, i0, rows, everyPair);
        attendTile(tile, rows, request, values, buffers, results, out);
        watch.at(static_cast<double>(i0 + rows) / static_cast<double>(n_));
    }
    throwFailures(results.fetch(m_, out));
}

/// Senders any of the tile's receivers may hear; all where every pair is wanted.
template <class M, class T, class A>
Tile Pairs<M, T, A>::tileOf(const PairRequest& r, long i0, long rows, bool everyPair) const
{
    if (everyPair)
        return {i0, 0, n_};
    const Senders::Range heard = Senders{r.mask, r.width, r.self}.heardBy(i0, i0 + rows - 1, n_);
    return {i0, heard.first, heard.end - heard.first};
}

template <class M, class T, class A>
void Pairs<M, T, A>::attendTile(const Tile& tile, long rows, const PairRequest& request, const CallValues& values,
                                TileBuffers& b, const Results& results, PairOutput& out)
{
    if (b.sum.size() > 0)
        fill(b.sum.data(), rows * tile.columns);
    for (std::size_t h = 0; h < heads_.size(); ++h) {
        energiesOf(tile, rows, heads_[h], b.product.data(), b.sum.size() > 0 ? b.sum.data() : nullptr);
        if (!out.energy.empty())
            fetchRows(tile, rows, b.product.data(), out.energy[h]);
        if (!request.summed) {
            softmaxOf(tile, rows, request, values, h, b.product.data(), b);
            keepRow(tile, rows, h, values, b, results, out);
        }
    }
    if (request.summed) {
        softmaxOf(tile, rows, request, values, 0, b.sum.data(), b);
        for (std::size_t h = 0; h < heads_.size(); ++h)
            keepRow(tile, rows, h, values, b, results, out);
    }
    if (out.edges != nullptr)
        listEdges(tile, rows, b, out);
}

template <class M, class T, class A>
void Pairs<M, T, A>::energiesOf(const Tile& tile, long rows, Head& head, A* product, A* sum)
{
    if (pairwise_) {
        pairwiseEnergiesOf(tile, rows, head, product, sum);
        return;
    }
    const long length = featureLength(head.dim);
    m_.productTransposed(head.left.data() + tile.i0 * length, head.right.data() + tile.j0 * length, product, rows,
                         tile.columns, length);
    m_.launch(rows, Energies<A>{tile, score_ != Score::DotProduct, !linked_, score_ == Score::Jeffreys ? 0.25 : 0.5,
                                head.leftBias.data(), head.rightBias.data(), product, sum, &failures_->receiver});
}

template <class M, class T, class A>
void Pairs<M, T, A>::pairwiseEnergiesOf(const Tile& tile, long rows, Head& head, A* product, A* sum)
{
    const long groups = std::clamp<long>(chunk_ / rows, 1, tile.columns);
    for (long r = 0; r < rows; r += chunk_) {
        const Tile part{tile.i0 + r, tile.j0, tile.columns};
        m_.launch(std::min(chunk_, rows - r) * groups,
                  PairwiseEnergies<A>{part, groups, carried(head), pairwise_->divergence, pairwise_->order, scratch_.data(),
                                      product + r * tile.columns, &failures_->pair});
    }
    if (sum != nullptr)
        m_.launch(rows, AddRows<A>{tile.columns, product, sum});
}

template <class M, class T, class A>
PairwiseBeliefs Pairs<M, T, A>::carried(const Head& head) const
{
    return {head.dim,
            pairwise_->carry,
            pairwise_->diagonal,
            head.ownMean.data(),
            head.ownCov.data(),
            head.ownPrecision.data(),
            head.ownLogDet.data(),
            head.frame.size() > 0 ? head.frame.data() : nullptr,
            head.inverse.size() > 0 ? head.inverse.data() : nullptr};
}

template <class M, class T, class A>
void Pairs<M, T, A>::softmaxOf(const Tile& tile, long rows, const PairRequest& request, const CallValues& values,
                               std::size_t h, const A* energy, TileBuffers& b)
{
    const Senders senders{request.mask, request.width, request.self};
    m_.launch(Extent{.x = rows, .threads = rowThreads(tile.columns), .shared = Softmax<A>::kShared},
              Softmax<A>{tile, senders, values.temperature.data() + h,
                         values.logMultiplicity.size() > 0 ? values.logMultiplicity.data() : nullptr,
                         values.distance.size() > 0 ? values.distance.data() + static_cast<long>(h) * n_ : nullptr, energy,
                         b.beta.data(), b.rowEnergy.data() + static_cast<long>(h) * n_,
                         b.rowEntropy.data() + static_cast<long>(h) * n_});
}

/// averaged (rows×width) = β · values.
template <class M, class T, class A>
void Pairs<M, T, A>::average(const Tile& tile, long rows, const A* beta, const A* values, long width, A* averaged)
{
    m_.product(beta, values + tile.j0 * width, averaged, rows, width, tile.columns);
}

}  // namespace gauge::gpu
