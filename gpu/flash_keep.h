// What is wanted of the second pass, and where everything goes.
#pragma once

#include "gpu/flash_attend.h"

#include <cmath>
#include <numbers>

namespace gauge::gpu {

/// Matrices a range of receivers after the other; pooled maps and links of all receivers.
template <class M, Operand O, int Parts>
void Flash<M, O, Parts>::keepRows(const Call& call, PairOutput& out, const Watch& watch)
{
    const bool energies = !out.energy.empty();
    const bool attention = !out.attention.empty();
    const bool weights = attention || call.cells > 0 || call.links > 0;
    if (!energies && !weights)
        return;
    const auto heads = static_cast<long>(heads_.size());
    for (long first = 0; first < n_; first += call.rowsAtOnce) {
        const long rows = std::min(call.rowsAtOnce, n_ - first);
        const long tiles = (rows + kTile - 1) / kTile;
        if (energies || (weights && !call.r.summed))
            rowsBy(call, 0, heads, call.keeps.data(), first / kTile, tiles);
        if (weights && call.r.summed)
            rowsBy(call, call.together(), 1, call.keeps.data() + heads, first / kTile, tiles);
        for (const int kind : {0, 1}) {
            if (call.matricesComeLast || call.matrices[kind].size() == 0)
                continue;
            Incoming matrices(call.matrices[kind].data());
            addMatrices(call, out, kind, first, rows, matrices);
            m_.fetch(call.matrices[kind].data(), matrices);
        }
        watch.at(0.3 + 0.7 * static_cast<double>(first + rows) / static_cast<double>(n_));
    }
    if (call.cells > 0)
        poolCells(call);
}

/// Rows [first, first + rows) of every head's energies (0) or attention (1).
template <class M, Operand O, int Parts>
void Flash<M, O, Parts>::addMatrices(const Call& call, const PairOutput& out, int kind, long first, long rows, Incoming& to)
{
    const std::vector<double*>& wanted = kind == 0 ? out.energy : out.attention;
    const long n = call.f.n_;
    for (std::size_t h = 0; h < wanted.size(); ++h) {
        const auto stands = static_cast<long>(kind == 1 && call.r.summed ? 0 : h);
        to.add(call.matrices[kind].data() + stands * call.rowsAtOnce * n, wanted[h] + first * n, rows * n);
    }
}

template <class M, Operand O, int Parts>
void Flash<M, O, Parts>::poolCells(const Call& call)
{
    for (long s = 0; s < static_cast<long>(call.softmaxes()); ++s)
        m_.launch(call.cells, PoolCells{0, n_, call.pooledRows.data() + s * n_ * call.cells, call.bounds.data(), call.cells,
                                        call.results.pooled.data() + s * call.cells * call.cells});
}

template <class M, Operand O, int Parts>
void Flash<M, O, Parts>::Call::fetch(PairOutput& out) const
{
    std::vector<float> partitions(static_cast<std::size_t>(results.partition.size()));
    std::vector<float> energies(partitions.size());
    std::vector<double> masses(static_cast<std::size_t>(results.mass.size()));
    Incoming all(results.memory.data());
    all.add(results.partition.data(), partitions.data(), results.partition.size());
    all.add(results.energy.data(), energies.data(), results.energy.size());
    if (weighted())
        all.add(results.mass.data(), masses.data(), results.mass.size());
    for (const bool naturals : {false, true})
        for (std::size_t h = 0; h < results.message[naturals].size(); ++h)
            all.add(results.message[naturals][h].data(), (naturals ? out.naturals : out.mixture)[h],
                    results.message[naturals][h].size());
    for (std::size_t h = 0; h < heads(); ++h) {
        const auto s = static_cast<long>(r.summed ? 0 : h);
        if (cells > 0)
            all.add(results.pooled.data() + s * cells * cells, out.pooled[h], cells * cells);
        if (links == 0)
            continue;
        all.add(results.linkWeight.data() + s * f.n_ * links, out.linkWeight[h], f.n_ * links);
        all.add(results.linkSender.data() + s * f.n_ * links, out.linkSender[h], f.n_ * links);
    }
    for (const int kind : {0, 1})
        if (matricesComeLast)
            addMatrices(*this, out, kind, 0, f.n_, all);
    f.m_.fetch(results.memory.data(), all);
    giveCouplings(partitions, energies, masses, out);
    if (out.bounds.size() == 2)
        giveWholeMap(partitions, out);
}

/// A pooled map of one cell: rows of attention sum to 1.
template <class M, Operand O, int Parts>
void Flash<M, O, Parts>::Call::giveWholeMap(const std::vector<float>& partitions, PairOutput& out) const
{
    for (std::size_t h = 0; h < out.pooled.size(); ++h) {
        const auto row = partitions.begin() + static_cast<long>(r.summed ? together() : h) * f.n_;
        *out.pooled[h] = static_cast<double>(std::count_if(row, row + f.n_, [](float p) { return std::isfinite(p); }));
    }
}

/// Σ β E, and τ Σ β ln(β/π) = τ (ln Σ π − ln Z) − Σ β E.
template <class M, Operand O, int Parts>
void Flash<M, O, Parts>::Call::giveCouplings(const std::vector<float>& partitions, const std::vector<float>& energies,
                                             const std::vector<double>& masses, PairOutput& out) const
{
    const Senders senders{r.mask, r.width, r.self};
    for (std::size_t s = 0; s < softmaxes(); ++s) {
        const auto row = (r.summed ? together() : s) * static_cast<std::size_t>(f.n_);
        for (std::size_t i = 0; i < static_cast<std::size_t>(f.n_); ++i) {
            const auto heard = static_cast<double>(energies[row + i]);
            if (s < out.rowEnergy.size())
                out.rowEnergy[s][i] = heard;
            if (s >= out.rowEntropy.size())
                continue;
            const double all = weighted() ? masses[s * static_cast<std::size_t>(f.n_) + i]
                                          : std::log(static_cast<double>(senders.count(static_cast<long>(i), f.n_)));
            const auto partition = static_cast<double>(partitions[row + i]);
            out.rowEntropy[s][i] =
                std::isfinite(partition) ? r.temperature[s] * (all - std::numbers::ln2 * partition) - heard : 0.0;
        }
    }
}

/// Near pairs of all heads together: how many a receiver has, then which.
template <class M, Operand O, int Parts>
void Flash<M, O, Parts>::listEdges(const Call& call, PairOutput& out)
{
    FlashKeep near{};
    near.nearest = static_cast<float>(2 * out.edgesBelow);
    const auto list = [&](Buffer<FlashKeep>& there) {
        m_.upload(there, &near, 1);
        rowsBy(call, call.together(), 1, there.data(), 0, tiles_);
    };
    auto there = m_.template allocate<FlashKeep>(1);
    const auto count = m_.template allocate<int>(n_);
    near.edgeCount = count.data();
    list(there);
    std::vector<int> starts(static_cast<std::size_t>(n_) + 1, 0);
    m_.download(starts.data() + 1, count.data(), n_);
    for (std::size_t i = 1; i < starts.size(); ++i)
        starts[i] += starts[i - 1];
    const int all = starts.back();
    if (all == 0)
        return;
    auto start = m_.template allocate<int>(n_);
    m_.upload(start, starts.data(), n_);
    const auto sender = m_.template allocate<int>(all);
    const auto energy = m_.template allocate<float>(all);
    near.edgeStart = start.data();
    near.edgeSender = sender.data();
    near.edgeEnergy = energy.data();
    list(there);
    std::vector<int> senders(static_cast<std::size_t>(all));
    std::vector<float> energies(senders.size());
    m_.download(senders.data(), sender.data(), all);
    m_.download(energies.data(), energy.data(), all);
    for (std::size_t i = 0; i + 1 < starts.size(); ++i)
        for (auto k = static_cast<std::size_t>(starts[i]); k < static_cast<std::size_t>(starts[i + 1]); ++k)
            out.edges->push_back({static_cast<int>(i), senders[k], static_cast<double>(energies[k])});
}

}  // namespace gauge::gpu
