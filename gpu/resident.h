// Layers of small ensembles: one copy in, one launch (kernels/resident_layers.h), one copy out.
#pragma once

#include "gpu/arena.h"
#include "gpu/device.h"
#include "gpu/kernels/resident_layers.h"
#include "gpu/parcel.h"

#include <algorithm>

namespace gauge::gpu {

/// Do heads go their own ways, each in one cluster, and without links?
inline bool staysResident(const LoadRequest& load, const PairRequest& request)
{
    const auto fits = [](const HeadInput& head) { return head.dim <= kResidentDim; };
    return !request.summed && load.score != Score::DotProduct && !load.pairwise && load.links.empty() &&
           load.tokens <= kResidentTokens && std::all_of(load.heads.begin(), load.heads.end(), fits);
}

template <class M>
class ResidentRun {
public:
    ResidentRun(M& machine, const LoadRequest& load, const PairRequest& request, const LayersRequest& asked)
        : m_(machine), load_(load), request_(request), asked_(asked), n_(load.tokens), heads_(load.heads.size())
    {
    }

    void run(LayersOutput& out)
    {
        int widest = 1;
        for (const HeadInput& head : load_.heads)
            widest = std::max(widest, head.dim);
        if (load_.diagonal)
            runWith<DiagonalColumn>(out);
        else if (widest <= 8)
            runWith<FullColumn<8>>(out);
        else if (widest <= 16)
            runWith<FullColumn<16>>(out);
        else
            runWith<FullColumn<static_cast<int>(kResidentDim)>>(out);
    }

private:
    long moments() const { return asked_.layers * asked_.steps + 1; }

    template <class Column>
    void runWith(LayersOutput& out)
    {
        using Kernel = ResidentLayers<Column>;
        Kernel k{.tokens = n_,
                 .score = load_.score,
                 .senders = {request_.mask, request_.width, request_.self},
                 .alpha = asked_.alpha,
                 .lambda = asked_.lambda,
                 .hearing = mirrorWeights(asked_.step, asked_.alpha, asked_.lambda, 0.0, true),
                 .alone = mirrorWeights(asked_.step, asked_.alpha, asked_.lambda, 0.0, false),
                 .layers = asked_.layers,
                 .steps = asked_.steps};
        Extent extent = shapeFor<Column>(n_ <= 64 ? 8 : 16, k.group);
        extent = shapeFor<Column>(m_.template clusterOf<Kernel>(extent), k.group);
        const auto work = layOut(m_, [&](Arena& arena) { layWork<Column>(arena); });
        const auto output = layOut(m_, [&](Arena& arena) { layOutput(arena, extent.cluster); });
        const auto input = layOut(m_, [&](Arena& arena) { layInput(arena); });
        send(input.data());
        k.logMultiplicity = logMultiplicity_.size() > 0 ? logMultiplicity_.data() : nullptr;
        k.heads = places_.data();
        m_.launch(extent, k);
        fetch(output.data(), out);
    }

    template <class Column>
    ResidentSizes sizesOf(const HeadInput& head) const
    {
        return {n_, head.dim, Column::packed(head.dim), load_.score};
    }

    /// Receivers are shared out among the blocks of a head's cluster, each with as many in its shared memory as fit.
    template <class Column>
    Extent shapeFor(int cluster, long& group) const
    {
        using Kernel = ResidentLayers<Column>;
        static_assert(Kernel::sharedFor({kResidentTokens, kResidentDim, Column::packed(kResidentDim), Score::Jeffreys},
                                        Kernel::kQuad) <= 96L << 10,
                      "what any device has");
        const long most = std::min(160L << 10, m_.mostShared());  // bytes
        const auto shared = [&] {
            long bytes = 0;
            for (const HeadInput& head : load_.heads)
                bytes = std::max(bytes, Kernel::sharedFor(sizesOf<Column>(head), group));
            return bytes;
        };
        const long receivers = (n_ + cluster - 1) / cluster;
        group = std::min<long>(16, (receivers + Kernel::kQuad - 1) / Kernel::kQuad * Kernel::kQuad);
        while (group > Kernel::kQuad && shared() > most)
            group -= Kernel::kQuad;
        return {cluster, static_cast<long>(load_.heads.size()), 1, Kernel::kThreads, shared(), cluster};
    }

    template <class Column>
    void layWork(Arena& arena)
    {
        for (std::size_t h = 0; h < heads_.size(); ++h) {
            const ResidentSizes s = sizesOf<Column>(load_.heads[h]);
            const auto doubles = [&](long count) { return arena.take<double>(count).data(); };
            heads_[h].natural = doubles(2 * s.naturals());
            heads_[h].sender = doubles(2 * s.senders());
            heads_[h].prior = doubles(n_ * s.priorRow());
            heads_[h].receiver = doubles(n_ * s.receiverRow());
            heads_[h].normaliser = doubles(n_);
        }
    }

    void layOutput(Arena& arena, int blocks)
    {
        failures_ = arena.take<unsigned long long>(static_cast<long>(heads_.size()) * blocks);
        parts_ = arena.take<double>(static_cast<long>(heads_.size()) * moments() * 3 * n_);
        for (std::size_t h = 0; h < heads_.size(); ++h) {
            const long d = load_.heads[h].dim;
            heads_[h].failure = failures_.data() + static_cast<long>(h) * blocks;
            heads_[h].parts = parts_.data() + static_cast<long>(h) * moments() * 3 * n_;
            heads_[h].layerMean = arena.take<double>(asked_.layers * n_ * d).data();
            heads_[h].layerCov = arena.take<double>(asked_.layers * n_ * d * d).data();
        }
    }

    void layInput(Arena& arena)
    {
        places_ = arena.take<ResidentHead>(static_cast<long>(heads_.size()));
        logMultiplicity_ = arena.take<double>(static_cast<long>(request_.logMultiplicity.size()));
        for (std::size_t h = 0; h < heads_.size(); ++h) {
            const long d = load_.heads[h].dim;
            const auto doubles = [&](long count) { return arena.take<double>(count).data(); };
            heads_[h].dim = d;
            heads_[h].temperature = request_.temperature[h];
            heads_[h].mean = doubles(n_ * d);
            heads_[h].cov = doubles(n_ * d * d);
            heads_[h].priorMean = doubles(n_ * d);
            heads_[h].priorCov = doubles(n_ * d * d);
            heads_[h].origin = doubles(d);
            heads_[h].distance = request_.distance.empty() ? nullptr : doubles(n_);
        }
    }

    void send(unsigned char* block)
    {
        Outgoing all(block);
        std::vector<std::vector<double>> origins;
        all.add(places_.data(), heads_.data(), places_.size());
        all.add(logMultiplicity_.data(), request_.logMultiplicity.data(), logMultiplicity_.size());
        for (std::size_t h = 0; h < heads_.size(); ++h) {
            const ResidentHead& to = heads_[h];
            all.add(to.mean, load_.heads[h].mean, n_ * to.dim);
            all.add(to.cov, load_.heads[h].cov, n_ * to.dim * to.dim);
            all.add(to.priorMean, asked_.prior[h].mean, n_ * to.dim);
            all.add(to.priorCov, asked_.prior[h].cov, n_ * to.dim * to.dim);
            all.add(to.origin, origins.emplace_back(meanOf(load_.heads[h])).data(), to.dim);
            if (to.distance != nullptr)
                all.add(to.distance, request_.distance[h].data(), n_);
        }
        m_.send(block, all);
    }

    std::vector<double> meanOf(const HeadInput& head) const
    {
        std::vector<double> mean(static_cast<std::size_t>(head.dim));
        for (long i = 0; i < n_; ++i)
            for (int k = 0; k < head.dim; ++k)
                mean[static_cast<std::size_t>(k)] += head.mean[i * head.dim + k] / static_cast<double>(n_);
        return mean;
    }

    /// Layers go where they are wanted; parts of the free energy are added over heads, in their order.
    void fetch(const unsigned char* block, LayersOutput& out)
    {
        std::vector<unsigned long long> failures(static_cast<std::size_t>(failures_.size()));
        std::vector<double> parts(static_cast<std::size_t>(parts_.size()));
        Incoming all(block);
        all.add(failures_.data(), failures.data(), failures_.size());
        all.add(parts_.data(), parts.data(), parts_.size());
        for (std::size_t h = 0; h < heads_.size(); ++h) {
            const long means = n_ * heads_[h].dim;
            for (std::size_t layer = 0; layer < out.mean.size(); ++layer) {
                const auto place = static_cast<long>(layer) * means;
                all.add(heads_[h].layerMean + place, out.mean[layer][h], means);
                all.add(heads_[h].layerCov + place * heads_[h].dim, out.cov[layer][h], means * heads_[h].dim);
            }
        }
        m_.fetch(block, all);
        throwFailure(*std::min_element(failures.begin(), failures.end()));
        const double* from = parts.data();
        for (std::size_t h = 0; h < heads_.size(); ++h)
            for (double* to : out.byToken)
                for (long k = 0; k < 3 * n_; ++k)
                    to[k] = (h > 0 ? to[k] : 0.0) + *from++;
    }

    static void throwFailure(unsigned long long first)
    {
        if (first == ResidentFailure::kNone)
            return;
        if (ResidentFailure::isEnergy(first))
            throw DeviceError(NotFinite{ResidentFailure::token(first)});
        throw DeviceError(NotPositiveDefinite{ResidentFailure::token(first)});
    }

    M& m_;
    const LoadRequest& load_;
    const PairRequest& request_;
    const LayersRequest& asked_;
    long n_;
    std::vector<ResidentHead> heads_;  // as the device reads them
    View<ResidentHead> places_;
    View<double> logMultiplicity_, parts_;
    View<unsigned long long> failures_;
};

}  // namespace gauge::gpu
