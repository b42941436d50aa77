// Layers × steps of mirror dynamics as one recorded run: beliefs stay on the device, and the values it reads may change between runs.
#pragma once

#include "core/gaussian/mirror.h"
#include "gpu/attend.h"

namespace gauge::gpu {

template <class M, class T, class A>
struct Pairs<M, T, A>::Resident {
    using Doubles = Buffer<double>;

    Resident(Pairs& pairs, std::string runShape, const PairRequest& r, const LayersRequest& asked)
        : p(pairs), shape(std::move(runShape)), request(r), layers(asked.layers), steps(asked.steps), values(p.m_, p.n_, r),
          tiles(p.m_, p, r.summed)
    {
        const auto doubles = [&](long count) { return p.m_.template allocate<double>(count); };
        const long n = p.n_;
        numbers = p.m_.template allocate<StepNumbers>(1);
        byToken = doubles((total() + 1) * 3 * n);
        for (const typename Pairs::Head& loaded : p.heads_) {
            const long d = loaded.dim;
            HeadRun h;
            h.now.dim = d;
            h.memory = layOut(p.m_, [&](Arena& arena) {
                h.now.mean = arena.take<double>(n * d);
                h.now.cov = arena.take<double>(n * d * d);
                h.now.pooled = arena.take<double>(d + d * d);
                p.layHead(arena, h.now, LoadRequest::Rows::None, true);
            });
            h.precision = doubles(n * d * d);
            h.h = doubles(n * d);
            h.logDet = doubles(n);
            h.priorMean = doubles(n * d);
            h.priorCov = doubles(n * d * d);
            h.priorPrecision = doubles(n * d * d);
            h.priorH = doubles(n * d);
            h.priorLogDet = doubles(n);
            h.message = p.m_.template allocate<A>(n * rowWidth(RowKind::Naturals, d, p.diagonal_));
            h.layerMean = doubles(layers * n * d);
            h.layerCov = doubles(layers * n * d * d);
            heads.push_back(std::move(h));
        }
    }

    long total() const { return static_cast<long>(layers) * steps; }

    /// The values of this run: they live in buffers that the record reads.
    void set(const PairRequest& r, const LayersRequest& asked)
    {
        const StepNumbers now{asked.alpha, asked.lambda, mirrorWeights(asked.step, asked.alpha, asked.lambda, 0.0, true),
                              mirrorWeights(asked.step, asked.alpha, asked.lambda, 0.0, false)};
        p.m_.upload(numbers, &now, 1);
        values.set(p.m_, r);
        for (std::size_t k = 0; k < heads.size(); ++k) {
            HeadRun& h = heads[k];
            const long d = h.now.dim;
            p.m_.upload(h.priorMean, asked.prior[k].mean, p.n_ * d);
            p.m_.upload(h.priorCov, asked.prior[k].cov, p.n_ * d * d);
            const Beliefs prior{p.n_, d, p.diagonal_, h.priorMean.data(), h.priorCov.data()};
            toNaturals(prior, h.priorPrecision, h.priorH, h.priorLogDet);
        }
    }

    /// Everything the run is, in order.
    void launch()
    {
        for (std::size_t k = 0; k < heads.size(); ++k) {
            HeadRun& h = heads[k];
            const long d = h.now.dim;
            p.fill(h.now.mean.data(), p.n_ * d, p.heads_[k].mean.data());
            p.fill(h.now.cov.data(), p.n_ * d * d, p.heads_[k].cov.data());
            toNaturals(p.beliefsOf(h.now), h.precision, h.h, h.logDet);
        }
        p.fill(byToken.data(), (total() + 1) * 3 * p.n_);
        for (long t = 0; t <= total(); ++t) {
            std::vector<typename Pairs::Head> now;
            for (HeadRun& h : heads)
                now.push_back(h.now);
            p.prepare(now);
            attend();
            countEnergies(t);
            if (t == total())
                break;
            for (HeadRun& h : heads)
                stepHead(h);
            if ((t + 1) % steps == 0)
                keepLayer((t + 1) / steps - 1);
        }
    }

    struct HeadRun {
        Buffer<unsigned char> memory;
        typename Pairs::Head now;  // as the layers move it
        Doubles precision, h, logDet, priorMean, priorCov, priorPrecision, priorH, priorLogDet;
        Buffer<A> message;  // N×width
        Doubles layerMean, layerCov;
    };

    Pairs& p;
    std::string shape;
    PairRequest request;
    int layers;
    int steps;
    CallValues values;
    TileBuffers tiles;
    std::vector<HeadRun> heads;
    Buffer<StepNumbers> numbers;
    Doubles byToken;  // L·S+1 of 3×N
    typename M::Record record;

private:
    void toNaturals(const Beliefs& q, Doubles& precision, Doubles& h, Doubles& logDet)
    {
        eachToken(p.m_, p.n_, std::vector<ToNaturals>{{q, precision.data(), h.data(), logDet.data(), &p.failures_->token}});
    }

    void attend()
    {
        for (long i0 = 0; i0 < p.n_; i0 += p.tileRows()) {
            const long rows = std::min(p.tileRows(), p.n_ - i0);
            const Tile tile = p.tileOf(request, i0, rows, false);
            if (request.summed)
                p.fill(tiles.sum.data(), rows * tile.columns);
            for (std::size_t k = 0; k < heads.size(); ++k) {
                p.energiesOf(tile, rows, heads[k].now, tiles.product.data(), request.summed ? tiles.sum.data() : nullptr);
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
        HeadRun& h = heads[k];
        const long w = rowWidth(RowKind::Naturals, h.now.dim, p.diagonal_);
        p.average(tile, rows, tiles.beta.data(), h.now.naturals.data(), w, h.message.data() + tile.i0 * w);
    }

    void countEnergies(long t)
    {
        for (std::size_t k = 0; k < heads.size(); ++k) {
            HeadRun& h = heads[k];
            const bool counted = !request.summed || k == 0;
            const long row = static_cast<long>(k) * p.n_;
            p.m_.launch(p.n_,
                        TokenEnergy{p.beliefsOf(h.now), numbers.data(), h.logDet.data(), h.priorPrecision.data(),
                                    h.priorMean.data(), h.priorLogDet.data(),
                                    counted ? tiles.rowEnergy.data() + row : nullptr,
                                    counted ? tiles.rowEntropy.data() + row : nullptr, byToken.data() + t * 3 * p.n_});
        }
    }

    void stepHead(HeadRun& h)
    {
        eachToken(p.m_, p.n_,
                  std::vector<MirrorStep<A>>{
                      {p.n_, h.now.dim, p.diagonal_, Senders{request.mask, request.width, request.self}, numbers.data(),
                       h.now.pooled.data(), h.priorPrecision.data(), h.priorH.data(), h.message.data(), h.precision.data(),
                       h.h.data(), h.now.mean.data(), h.now.cov.data(), h.logDet.data(), &p.failures_->token}});
    }

    void keepLayer(long layer)
    {
        for (HeadRun& h : heads) {
            const long means = p.n_ * h.now.dim;
            p.fill(h.layerMean.data() + layer * means, means, h.now.mean.data());
            p.fill(h.layerCov.data() + layer * means * h.now.dim, means * h.now.dim, h.now.cov.data());
        }
    }
};

template <class M, class T, class A>
LayersOutput Pairs<M, T, A>::layers(const PairRequest& request, const LayersRequest& asked)
{
    const std::lock_guard lock(mutex_);
    const std::string shape = shapeOf(request, asked);
    startFailures(loading_.data());
    const bool fresh = !resident_ || resident_->shape != shape;
    if (fresh) {
        resident_.reset();  // its memory first
        resident_ = std::make_shared<Resident>(*this, shape, request, asked);
    }
    Resident& r = *resident_;
    r.set(request, asked);
    if (fresh)
        r.record = m_.record([&r] { r.launch(); });
    m_.replay(r.record);
    Failures found;
    m_.download(&found, loading_.data(), 1);
    throwFailures(found);

    LayersOutput out;
    const auto fetchDoubles = [&](const double* from, long count) {
        std::vector<double> to(static_cast<std::size_t>(count));
        m_.download(to.data(), from, count);
        return to;
    };
    for (long t = 0; t <= r.total(); ++t)
        out.byToken.push_back(fetchDoubles(r.byToken.data() + t * 3 * n_, 3 * n_));
    for (long layer = 0; layer < asked.layers; ++layer) {
        out.mean.emplace_back();
        out.cov.emplace_back();
        for (typename Resident::HeadRun& h : r.heads) {
            const long means = n_ * h.now.dim;
            out.mean.back().push_back(fetchDoubles(h.layerMean.data() + layer * means, means));
            out.cov.back().push_back(fetchDoubles(h.layerCov.data() + layer * means * h.now.dim, means * h.now.dim));
        }
    }
    return out;
}

/// What of a request the record depends on; the rest is values.
template <class M, class T, class A>
std::string Pairs<M, T, A>::shapeOf(const PairRequest& r, const LayersRequest& asked)
{
    std::string shape;
    for (const long part :
         {static_cast<long>(r.mask), static_cast<long>(r.width), static_cast<long>(r.self), static_cast<long>(r.summed),
          static_cast<long>(r.logMultiplicity.size()), static_cast<long>(r.distance.size()),
          static_cast<long>(asked.layers), static_cast<long>(asked.steps)})
        shape += std::to_string(part) + ' ';
    return shape;
}

}  // namespace gauge::gpu
