// What is wanted of a tile, from the device to where it goes: whole rows, messages, and what a stream keeps of them.
#pragma once

#include "gpu/attend.h"

namespace gauge::gpu {

/// V numbers from the device as doubles.
template <class M, class T, class A>
template <class V>
void Pairs<M, T, A>::fetch(const V* from, long count, double* to)
{
    std::vector<V> staged(static_cast<std::size_t>(count));
    m_.download(staged.data(), from, count);
    for (long k = 0; k < count; ++k)
        to[k] = static_cast<double>(staged[static_cast<std::size_t>(k)]);
}

/// The tile's rows of an N×N matrix.
template <class M, class T, class A>
void Pairs<M, T, A>::fetchRows(const Tile& tile, long rows, const A* from, double* to)
{
    std::vector<A> staged(static_cast<std::size_t>(rows * tile.columns));
    m_.download(staged.data(), from, rows * tile.columns);
    for (long r = 0; r < rows; ++r) {
        double* row = to + (tile.i0 + r) * n_;
        std::fill(row, row + n_, 0.0);
        for (long c = 0; c < tile.columns; ++c)
            row[tile.j0 + c] = static_cast<double>(staged[static_cast<std::size_t>(r * tile.columns + c)]);
    }
}

/// What is wanted of the attention of one head's rows.
template <class M, class T, class A>
void Pairs<M, T, A>::keepRow(const Tile& tile, long rows, std::size_t h, TileBuffers& b, PairOutput& out)
{
    if (!out.attention.empty())
        fetchRows(tile, rows, b.beta.data(), out.attention[h]);
    const auto message = [&](std::vector<double*>& to, const A* values, bool naturals) {
        if (to.empty())
            return;
        const long w = width(h, naturals);
        average(tile, rows, b.beta.data(), values, w, b.averaged.data());
        fetch(b.averaged.data(), rows * w, to[h] + tile.i0 * w);
    };
    message(out.mixture, heads_[h].mixture.data(), false);
    message(out.naturals, heads_[h].naturals.data(), true);
    hear(tile, rows, h, false, b, out.heard);
    hear(tile, rows, h, true, b, out.heardNaturals);
    if (!out.pooled.empty())
        poolRows(tile, rows, h, b, out);
    if (out.links > 0)
        keepLinks(tile, rows, h, b, out);
}

/// Messages of carried beliefs, as many receivers at a time as there is scratch for.
template <class M, class T, class A>
void Pairs<M, T, A>::hear(const Tile& tile, long rows, std::size_t h, bool naturals, TileBuffers& b,
                          std::vector<double*>& to)
{
    if (to.empty())
        return;
    const long each = heads_[h].dim * (heads_[h].dim + 1);
    Buffer<double> heard = m_.template allocate<double>(rows * each);
    for (long r = 0; r < rows; r += chunk_)
        m_.launch(std::min(chunk_, rows - r), Hear<A>{Tile{tile.i0 + r, tile.j0, tile.columns}, carried(heads_[h]),
                                                      naturals, b.beta.data() + r * tile.columns, scratch_.data(),
                                                      heard.data() + r * each, &failures_.data()->pair});
    m_.download(to[h] + tile.i0 * each, heard.data(), rows * each);
}

template <class M, class T, class A>
void Pairs<M, T, A>::poolRows(const Tile& tile, long rows, std::size_t h, TileBuffers& b, PairOutput& out)
{
    const auto cells = static_cast<long>(out.bounds.size()) - 1;
    Buffer<int> bounds = m_.template allocate<int>(cells + 1);
    Buffer<double> sums = m_.template allocate<double>(rows * cells);
    m_.upload(bounds, out.bounds.data(), cells + 1);
    m_.launch(rows, PoolRow<A>{tile, b.beta.data(), bounds.data(), cells, sums.data()});
    std::vector<double> host(static_cast<std::size_t>(rows * cells));
    m_.download(host.data(), sums.data(), rows * cells);
    long cell = 0;
    for (long r = 0; r < rows; ++r) {
        while (tile.i0 + r >= out.bounds[static_cast<std::size_t>(cell) + 1])
            ++cell;
        for (long c = 0; c < cells; ++c)
            out.pooled[h][cell * cells + c] += host[static_cast<std::size_t>(r * cells + c)];
    }
}

template <class M, class T, class A>
void Pairs<M, T, A>::keepLinks(const Tile& tile, long rows, std::size_t h, TileBuffers& b, PairOutput& out)
{
    const long k = out.links;
    Buffer<double> weight = m_.template allocate<double>(rows * k);
    Buffer<int> sender = m_.template allocate<int>(rows * k);
    m_.launch(rows, StrongestLinks<A>{tile, b.beta.data(), k, weight.data(), sender.data()});
    m_.download(out.linkWeight[h] + tile.i0 * k, weight.data(), rows * k);
    m_.download(out.linkSender[h] + tile.i0 * k, sender.data(), rows * k);
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
