// Layers × steps of mirror dynamics, beliefs staying on the device: small ensembles in one launch (resident.h), others a launch after the
// other here.
#pragma once

#include "gpu/attend.h"
#include "gpu/load.h"
#include "gpu/resident.h"

namespace gauge::gpu {

template <class M, class T, class A>
struct Pairs<M, T, A>::LayerLoop {
    struct HeadRun {
        View<double> precision, h, logDet, priorMean, priorCov, priorPrecision, priorH, priorLogDet;
        View<A> message;  // N×width
        View<double> layerMean, layerCov;
    };

    LayerLoop(Pairs& pairs, const PairRequest& r, const LayersRequest& asked)
        : p(pairs), request(r), layers(asked.layers), steps(asked.steps),
          numbers{asked.alpha, asked.lambda, mirrorWeights(asked.step, asked.alpha, asked.lambda, 0.0, true),
                  mirrorWeights(asked.step, asked.alpha, asked.lambda, 0.0, false)},
          values(p.m_, p.n_, r), tiles(p.m_, p, r.summed), heads(p.heads_.size())
    {
        memory = layOut(p.m_, [&](Arena& arena) { lay(arena); });
        output = layOut(p.m_, [&](Arena& arena) { layOutput(arena); });
        Outgoing prior(memory.data());
        for (std::size_t k = 0; k < heads.size(); ++k) {
            prior.add(heads[k].priorMean.data(), asked.prior[k].mean, heads[k].priorMean.size());
            prior.add(heads[k].priorCov.data(), asked.prior[k].cov, heads[k].priorCov.size());
        }
        p.m_.send(memory.data(), prior);
    }

    /// What goes wrong is noticed after the step it happened in, before it spreads.
    void run()
    {
        p.fill(byToken.data(), byToken.size());
        toNaturals();
        for (long t = 0; t <= total(); ++t) {
            if (t > 0)
                p.prepare(p.heads_);
            attend();
            countEnergies(t);
            if (t < total()) {
                carry();
                step();
            }
            Failures found;
            p.m_.download(&found, p.failures_, 1);
            throwFailures(found);
            if (t < total() && (t + 1) % steps == 0)
                keepLayer((t + 1) / steps - 1);
        }
    }

    void fetch(LayersOutput& out)
    {
        Incoming all(output.data());
        for (std::size_t t = 0; t < out.byToken.size(); ++t)
            all.add(byToken.data() + static_cast<long>(t) * 3 * p.n_, out.byToken[t], 3 * p.n_);
        for (std::size_t k = 0; k < heads.size(); ++k) {
            const long means = p.heads_[k].mean.size();
            const long covs = p.heads_[k].cov.size();
            for (std::size_t layer = 0; layer < out.mean.size(); ++layer) {
                const auto at = static_cast<long>(layer);
                all.add(heads[k].layerMean.data() + at * means, out.mean[layer][k], means);
                all.add(heads[k].layerCov.data() + at * covs, out.cov[layer][k], covs);
            }
        }
        p.m_.fetch(output.data(), all);
    }

private:
    long total() const { return layers * steps; }

    void lay(Arena& arena)
    {
        const long n = p.n_;
        for (std::size_t k = 0; k < heads.size(); ++k) {
            const long d = p.heads_[k].dim;
            HeadRun& h = heads[k];
            h.priorMean = arena.take<double>(n * d);
            h.priorCov = arena.take<double>(n * d * d);
            h.priorPrecision = arena.take<double>(n * d * d);
            h.priorH = arena.take<double>(n * d);
            h.priorLogDet = arena.take<double>(n);
            h.precision = arena.take<double>(n * d * d);
            h.h = arena.take<double>(n * d);
            h.logDet = arena.take<double>(n);
            h.message = arena.take<A>(n * rowWidth(RowKind::Naturals, d, p.diagonal_));
        }
    }

    void layOutput(Arena& arena)
    {
        byToken = arena.take<double>((total() + 1) * 3 * p.n_);
        for (std::size_t k = 0; k < heads.size(); ++k) {
            heads[k].layerMean = arena.take<double>(layers * p.heads_[k].mean.size());
            heads[k].layerCov = arena.take<double>(layers * p.heads_[k].cov.size());
        }
    }

    void toNaturals()
    {
        std::vector<ToNaturals> all;
        int* failed = &p.failures_->token;
        for (std::size_t k = 0; k < heads.size(); ++k) {
            const HeadRun& h = heads[k];
            const Beliefs prior{p.n_, p.heads_[k].dim, p.diagonal_, h.priorMean.data(), h.priorCov.data()};
            all.push_back({prior, h.priorPrecision.data(), h.priorH.data(), h.priorLogDet.data(), failed});
            all.push_back({p.beliefsOf(p.heads_[k]), h.precision.data(), h.h.data(), h.logDet.data(), failed});
        }
        eachToken(p.m_, p.n_, all);
    }

    void attend()
    {
        for (long i0 = 0; i0 < p.n_; i0 += p.tileRows()) {
            const long rows = std::min(p.tileRows(), p.n_ - i0);
            const Tile tile = p.tileOf(request, i0, rows, false);
            if (request.summed)
                p.fill(tiles.sum.data(), rows * tile.columns);
            for (std::size_t k = 0; k < heads.size(); ++k) {
                p.energiesOf(tile, rows, p.heads_[k], tiles.product.data(), request.summed ? tiles.sum.data() : nullptr);
                if (!request.summed)
                    hear(tile, rows, k, k, tiles.product.data());
            }
            for (std::size_t k = 0; request.summed && k < heads.size(); ++k)
                hear(tile, rows, k, 0, tiles.sum.data());
        }
    }

    void hear(const Tile& tile, long rows, std::size_t k, std::size_t temperature, const A* energy)
    {
        if (!request.summed || k == 0)
            p.softmaxOf(tile, rows, request, values, temperature, energy, tiles);
        const long w = rowWidth(RowKind::Naturals, p.heads_[k].dim, p.diagonal_);
        p.average(tile, rows, tiles.beta.data(), p.heads_[k].naturals.data(), w, heads[k].message.data() + tile.i0 * w);
    }

    void countEnergies(long t)
    {
        for (std::size_t k = 0; k < heads.size(); ++k) {
            const HeadRun& h = heads[k];
            const bool counted = !request.summed || k == 0;
            const long row = static_cast<long>(k) * p.n_;
            p.m_.launch(p.n_,
                        TokenEnergy{p.beliefsOf(p.heads_[k]), numbers, h.logDet.data(), h.priorPrecision.data(),
                                    h.priorMean.data(), h.priorLogDet.data(),
                                    counted ? tiles.rowEnergy.data() + row : nullptr,
                                    counted ? tiles.rowEntropy.data() + row : nullptr, byToken.data() + t * 3 * p.n_});
        }
    }

    void carry()
    {
        std::vector<CarryNaturals<A>> all;
        for (std::size_t k = 0; p.linked_ && k < heads.size(); ++k) {
            const Head& now = p.heads_[k];
            all.push_back({now.dim, p.diagonal_, now.pooled.data(), now.link.data(), heads[k].message.data()});
        }
        eachToken(p.m_, p.n_, all);
    }

    void step()
    {
        const Senders senders{request.mask, request.width, request.self};
        std::vector<MirrorStep<A>> all;
        for (std::size_t k = 0; k < heads.size(); ++k) {
            const Head& now = p.heads_[k];
            const HeadRun& h = heads[k];
            all.push_back({p.n_, now.dim, p.diagonal_, senders, numbers, now.pooled.data(), h.priorPrecision.data(),
                           h.priorH.data(), h.message.data(), h.precision.data(), h.h.data(), now.mean.data(),
                           now.cov.data(), h.logDet.data(), &p.failures_->token});
        }
        eachToken(p.m_, p.n_, all);
    }

    void keepLayer(long layer)
    {
        for (std::size_t k = 0; k < heads.size(); ++k) {
            const Head& now = p.heads_[k];
            p.fill(heads[k].layerMean.data() + layer * now.mean.size(), now.mean.size(), now.mean.data());
            p.fill(heads[k].layerCov.data() + layer * now.cov.size(), now.cov.size(), now.cov.data());
        }
    }

    Pairs& p;
    const PairRequest& request;
    long layers;
    long steps;
    StepNumbers numbers;
    CallValues values;
    TileBuffers tiles;
    std::vector<HeadRun> heads;
    Buffer<unsigned char> memory;
    Buffer<unsigned char> output;  // the free energies by token, then the heads' layers
    View<double> byToken;          // L·S+1 of N×3
};

template <class M, class T, class A>
void Pairs<M, T, A>::layers(const PairRequest& request, const LayersRequest& asked, LayersOutput& out)
{
    const std::lock_guard lock(mutex_);
    startFailures(loading_.data());
    LayerLoop loop(*this, request, asked);
    loop.run();
    loop.fetch(out);
}

/// Device::layers on a machine.
template <class M>
void runLayers(M& machine, LoadRequest load, Number number, const PairRequest& request, const LayersRequest& asked,
               LayersOutput& out, long tileNumbers = 0)
{
    if (staysResident(load, request)) {
        ResidentRun(machine, load, request, asked).run(out);
        return;
    }
    load.naturals = true;
    const auto loop = [&](auto&& pairs) {
        if (tileNumbers > 0)
            pairs.limitTile(tileNumbers);
        pairs.layers(request, asked, out);
    };
    if (number == Number::Double)
        loop(Pairs<M, double, double>(machine, load));
    else
        loop(Pairs<M, float, float>(machine, load));
}

}  // namespace gauge::gpu
