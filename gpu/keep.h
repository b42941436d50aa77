// What is wanted of a tile, from the device to where it goes: whole rows, messages, and what a stream keeps of them.
#pragma once

#include "gpu/attend.h"

namespace gauge::gpu {

/// The tile's rows of an N×N matrix.
template <class M, class T, class A>
void Pairs<M, T, A>::fetchRows(const Tile& tile, long rows, const A* from, double* to)
{
    Incoming matrix(from);
    matrix.addRows(from, to + tile.i0 * n_, rows, tile.columns, tile.j0, n_);
    m_.fetch(from, matrix);
}

/// What is wanted of the attention of one head's rows.
template <class M, class T, class A>
void Pairs<M, T, A>::keepRow(const Tile& tile, long rows, std::size_t h, const CallValues& values, TileBuffers& b,
                             const Results& results, PairOutput& out)
{
    if (!out.attention.empty())
        fetchRows(tile, rows, b.beta.data(), out.attention[h]);
    const auto message = [&](const std::vector<View<A>>& to, const View<A>& from, bool naturals) {
        if (to.empty())
            return;
        const long w = width(h, naturals);
        average(tile, rows, b.beta.data(), from.data(), w, to[h].data() + tile.i0 * w);
    };
    message(results.mixture, heads_[h].mixture, false);
    message(results.naturals, heads_[h].naturals, true);
    if (!results.heard.empty())
        hear(tile, rows, h, false, b, results.heard[h]);
    if (!results.heardNaturals.empty())
        hear(tile, rows, h, true, b, results.heardNaturals[h]);
    if (!results.pooled.empty())
        poolRows(tile, rows, values, b, results.pooled[h]);
    if (out.links > 0)
        m_.launch(Extent{.x = (rows + StrongestLinks<A>::kRows - 1) / StrongestLinks<A>::kRows,
                         .threads = StrongestLinks<A>::kThreads},
                  StrongestLinks<A>{tile, rows, b.beta.data(), out.links,
                                    results.linkWeight[h].data() + tile.i0 * out.links,
                                    results.linkSender[h].data() + tile.i0 * out.links});
}

/// Messages of carried beliefs, as many receivers at a time as there is scratch for. heard: N×(d + d²).
template <class M, class T, class A>
void Pairs<M, T, A>::hear(const Tile& tile, long rows, std::size_t h, bool naturals, TileBuffers& b,
                          const View<double>& heard)
{
    const long each = heads_[h].dim * (heads_[h].dim + 1);
    for (long r = 0; r < rows; r += chunk_)
        m_.launch(std::min(chunk_, rows - r), Hear<A>{Tile{tile.i0 + r, tile.j0, tile.columns}, carried(heads_[h]),
                                                      naturals, b.beta.data() + r * tile.columns, scratch_.data(),
                                                      heard.data() + (tile.i0 + r) * each, &failures_->pair});
}

/// The tile's share of a pooled map: sums along its rows, then down them.
template <class M, class T, class A>
void Pairs<M, T, A>::poolRows(const Tile& tile, long rows, const CallValues& values, TileBuffers& b,
                              const View<double>& pooled)
{
    const long cells = values.bounds.size() - 1;
    m_.launch(Extent{.x = rows, .threads = PoolRow<A>::kThreads},
              PoolRow<A>{tile, b.beta.data(), values.bounds.data(), cells, b.cellSums.data()});
    m_.launch(cells, PoolCells{tile.i0, rows, b.cellSums.data(), values.bounds.data(), cells, pooled.data()});
}

/// Twice over the rows: how many there are, then which.
template <class M, class T, class A>
void Pairs<M, T, A>::listEdges(const Tile& tile, long rows, TileBuffers& b, PairOutput& out)
{
    Buffer<int> count = m_.template allocate<int>(rows);
    NearPairs<A> near{tile, b.sum.data(), 2 * out.edgesBelow, count.data(), nullptr, nullptr, nullptr};
    m_.launch(rows, near);
    std::vector<int> counts(static_cast<std::size_t>(rows));
    m_.download(counts.data(), count.data(), rows);
    std::vector<int> starts(counts.size());
    int all = 0;
    for (std::size_t r = 0; r < counts.size(); ++r) {
        starts[r] = all;
        all += counts[r];
    }
    if (all == 0)
        return;
    Buffer<int> start = m_.template allocate<int>(rows);
    Buffer<int> sender = m_.template allocate<int>(all);
    Buffer<double> value = m_.template allocate<double>(all);
    m_.upload(start, starts.data(), rows);
    near.start = start.data();
    near.sender = sender.data();
    near.value = value.data();
    m_.launch(rows, near);
    std::vector<int> senders(static_cast<std::size_t>(all));
    std::vector<double> values(senders.size());
    m_.download(senders.data(), sender.data(), all);
    m_.download(values.data(), value.data(), all);
    for (std::size_t r = 0; r < counts.size(); ++r)
        for (int k = starts[r]; k < starts[r] + counts[r]; ++k)
            out.edges->push_back({static_cast<int>(tile.i0) + static_cast<int>(r), senders[static_cast<std::size_t>(k)],
                                  values[static_cast<std::size_t>(k)]});
}

}  // namespace gauge::gpu
