// What one call has on the device: the values it reads besides beliefs, the matrices of a tile, and what it gives back.
#pragma once

#include "gpu/pairs.h"

namespace gauge::gpu {

/// What all tiles of a call read besides beliefs.
template <class M, class T, class A>
struct Pairs<M, T, A>::CallValues {
    CallValues(M& m, long n, const PairRequest& r, const std::vector<int>& pooledBounds = {})
    {
        memory = layOut(m, [&](Arena& arena) {
            temperature = arena.take<double>(static_cast<long>(r.temperature.size()));
            logMultiplicity = arena.take<double>(static_cast<long>(r.logMultiplicity.size()));
            distance = arena.take<double>(static_cast<long>(r.distance.size()) * n);
            bounds = arena.take<int>(static_cast<long>(pooledBounds.size()));
        });
        set(m, r, pooledBounds);
    }

    /// Other values of the same shape.
    void set(M& m, const PairRequest& r, const std::vector<int>& pooledBounds = {})
    {
        Outgoing values(memory.data());
        values.add(temperature.data(), r.temperature.data(), temperature.size());
        values.add(logMultiplicity.data(), r.logMultiplicity.data(), logMultiplicity.size());
        long at = 0;
        for (const std::vector<double>& head : r.distance) {
            values.add(distance.data() + at, head.data(), static_cast<long>(head.size()));
            at += static_cast<long>(head.size());
        }
        values.add(bounds.data(), pooledBounds.data(), bounds.size());
        m.send(memory.data(), values);
    }

    Buffer<unsigned char> memory;
    View<double> temperature, logMultiplicity, distance;
    View<int> bounds;
};

/// One tile's matrices, used again for every tile.
template <class M, class T, class A>
struct Pairs<M, T, A>::TileBuffers {
    TileBuffers(M& m, const Pairs& p, bool sums, long cells = 0)
    {
        const long size = p.tileRows() * p.n_;
        const auto heads = static_cast<long>(p.heads_.size());
        memory = layOut(m, [&](Arena& arena) {
            product = arena.take<A>(size);
            beta = arena.take<A>(size);
            sum = arena.take<A>(sums ? size : 0);
            cellSums = arena.take<double>(p.tileRows() * cells);
            rowEnergy = arena.take<double>(heads * p.n_);
            rowEntropy = arena.take<double>(heads * p.n_);
        });
    }

    Buffer<unsigned char> memory;
    View<A> product, sum, beta;
    View<double> cellSums;               // rows×cells
    View<double> rowEnergy, rowEntropy;  // H×N
};

/// What a call gives back beside matrices: together, behind what went wrong.
template <class M, class T, class A>
struct Pairs<M, T, A>::Results {
    Results(M& m, const Pairs& p, const PairOutput& out) : n(p.n_)
    {
        const std::size_t heads = p.heads_.size();
        const long cells = static_cast<long>(out.bounds.size()) - 1;
        const auto each = [&](Arena& arena, auto& to, std::size_t count, auto length) {
            to.resize(count);
            for (std::size_t h = 0; h < count; ++h)
                to[h] = arena.take<std::remove_pointer_t<decltype(to[h].data())>>(length(h));
        };
        memory = layOut(m, [&](Arena& arena) {
            failures = arena.take<Failures>(1);
            rowEnergy = arena.take<double>(static_cast<long>(heads) * p.n_);
            rowEntropy = arena.take<double>(static_cast<long>(heads) * p.n_);
            each(arena, pooled, out.pooled.size(), [&](std::size_t) { return cells * cells; });
            each(arena, linkWeight, out.linkWeight.size(), [&](std::size_t) { return p.n_ * out.links; });
            each(arena, linkSender, out.linkSender.size(), [&](std::size_t) { return p.n_ * out.links; });
            each(arena, mixture, out.mixture.size(), [&](std::size_t h) { return p.n_ * p.width(h, false); });
            each(arena, naturals, out.naturals.size(), [&](std::size_t h) { return p.n_ * p.width(h, true); });
            const auto ownMoments = [&](std::size_t h) { return p.n_ * p.heads_[h].dim * (p.heads_[h].dim + 1); };
            each(arena, heard, out.heard.size(), ownMoments);
            each(arena, heardNaturals, out.heardNaturals.size(), ownMoments);
        });
    }

    /// To where they are wanted. Returns what went wrong.
    Failures fetch(M& m, const PairOutput& out) const
    {
        Failures found;
        Incoming all(memory.data());
        all.add(failures.data(), &found, 1);
        const auto each = [&](const auto& from, const auto& to) {
            for (std::size_t h = 0; h < from.size(); ++h)
                all.add(from[h].data(), to[h], from[h].size());
        };
        const auto rows = [&](const View<double>& from, const std::vector<double*>& to) {
            for (std::size_t h = 0; h < to.size(); ++h)
                all.add(from.data() + static_cast<long>(h) * n, to[h], n);
        };
        rows(rowEnergy, out.rowEnergy);
        rows(rowEntropy, out.rowEntropy);
        each(pooled, out.pooled);
        each(linkWeight, out.linkWeight);
        each(linkSender, out.linkSender);
        each(mixture, out.mixture);
        each(naturals, out.naturals);
        each(heard, out.heard);
        each(heardNaturals, out.heardNaturals);
        m.fetch(memory.data(), all);
        return found;
    }

    Buffer<unsigned char> memory;
    View<Failures> failures;
    long n;
    View<double> rowEnergy, rowEntropy;              // H×N
    std::vector<View<double>> pooled, linkWeight;    // B×B; N×links
    std::vector<View<int>> linkSender;               // N×links
    std::vector<View<A>> mixture, naturals;          // N×width
    std::vector<View<double>> heard, heardNaturals;  // N×(d + d²)
};

}  // namespace gauge::gpu
