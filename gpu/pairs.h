// The stages of attention on a device, in order, for any machine M that can keep buffers, multiply matrices and run blocks of threads.
// T is how features are kept for their product, A everything else of a pair.
#pragma once

#include "gpu/device.h"
#include "gpu/kernels/attention.h"
#include "gpu/kernels/features.h"
#include "gpu/kernels/mirror.h"
#include "gpu/kernels/pairwise.h"

#include <algorithm>
#include <climits>
#include <map>
#include <string>

namespace gauge::gpu {

/// Beliefs of one head and what the pair stage makes of them.
template <class M, class T, class A>
struct HeadBuffers {
    template <class V>
    using Buffer = typename M::template Buffer<V>;

    long dim = 0;
    Buffer<double> mean, cov, pooled, map, whitening;
    Buffer<T> left, right;                             // N×length
    Buffer<A> leftBias, rightBias, mixture, naturals;  // N; N×width
    // Where energies are formed pair by pair:
    Buffer<double> ownMean, ownCov, ownPrecision, ownH, ownLogDet, frame, inverse;
};

template <class M, class T, class A>
class Pairs : public PairSession {
    template <class V>
    using Buffer = typename M::template Buffer<V>;
    using Head = HeadBuffers<M, T, A>;
    using Rows = MessageRows<A>;

public:
    Pairs(M& machine, const LoadRequest& request)
        : m_(machine), n_(request.tokens), diagonal_(request.diagonal), score_(request.score), pairwise_(request.pairwise),
          failed_(machine.template allocate<int>(4))
    {
        resetFailures();
        for (const HeadInput& input : request.heads) {
            Head head = makeHead(input.dim, request.mixture, request.naturals);
            m_.upload(head.mean, input.mean, n_ * input.dim);
            m_.upload(head.cov, input.cov, static_cast<long>(n_) * input.dim * input.dim);
            if (pairwise_)
                takePairwise(head, heads_.size());
            heads_.push_back(std::move(head));
        }
        mixtureKind_ = request.mixture == LoadRequest::Rows::Mean ? Rows::Kind::Mean : Rows::Kind::Moments;
        makeScratch();
        for (Head& head : heads_)
            prepare(head);
        throwFailures();
    }

    int width(std::size_t head, bool naturals) const override
    {
        return static_cast<int>(Rows::widthOf(naturals ? Rows::Kind::Naturals : mixtureKind_, heads_[head].dim, diagonal_));
    }

    std::vector<double> shift(std::size_t head) const override
    {
        std::vector<double> out(static_cast<std::size_t>(heads_[head].dim));
        m_.download(out.data(), heads_[head].pooled.data(), heads_[head].dim);
        return out;
    }

    void limitTile(long numbers) override { tileNumbers_ = numbers; }

    void attend(const PairRequest& request, PairOutput& out, const Watch& watch) override
    {
        const Shared shared(m_, n_, request);
        const bool everyPair = !out.energy.empty() || out.edges != nullptr;
        TileBuffers buffers(m_, *this, request.summed || out.edges != nullptr);
        for (long i0 = 0; i0 < n_; i0 += tileRows()) {
            const long rows = std::min(tileRows(), n_ - i0);
            const Tile tile = tileOf(request, i0, rows, everyPair);
            attendTile(tile, rows, request, shared, buffers, out);
            watch.at(static_cast<double>(i0 + rows) / static_cast<double>(n_));
        }
        const long heads = request.summed ? 1 : static_cast<long>(heads_.size());
        for (long h = 0; h < heads; ++h) {
            if (static_cast<std::size_t>(h) < out.rowEnergy.size())
                m_.download(out.rowEnergy[static_cast<std::size_t>(h)], buffers.rowEnergy.data() + h * n_, n_);
            if (static_cast<std::size_t>(h) < out.rowEntropy.size())
                m_.download(out.rowEntropy[static_cast<std::size_t>(h)], buffers.rowEntropy.data() + h * n_, n_);
        }
        throwFailures();
    }

    LayersOutput layers(const PairRequest& request, const LayersRequest& asked) override;

    std::vector<StageTime> profile(const PairRequest& request, int repeats) override;

private:
    struct Shared;
    struct TileBuffers;
    struct Resident;

    static std::string shapeOf(const PairRequest& request, const LayersRequest& asked);

    Head makeHead(long d, LoadRequest::Rows mixture, bool naturals)
    {
        Head head;
        head.dim = d;
        head.mean = m_.template allocate<double>(n_ * d);
        head.cov = m_.template allocate<double>(n_ * d * d);
        head.pooled = m_.template allocate<double>(d + d * d);
        head.map = m_.template allocate<double>(d * d);
        head.whitening = m_.template allocate<double>(d * d);
        if (!pairwise_) {
            head.left = m_.template allocate<T>(n_ * featureLength(d));
            head.right = m_.template allocate<T>(n_ * featureLength(d));
            head.leftBias = m_.template allocate<A>(n_);
            head.rightBias = m_.template allocate<A>(n_);
        }
        if (mixture != LoadRequest::Rows::None)
            head.mixture = m_.template allocate<A>(
                n_ *
                Rows::widthOf(mixture == LoadRequest::Rows::Mean ? Rows::Kind::Mean : Rows::Kind::Moments, d, diagonal_));
        if (naturals)
            head.naturals = m_.template allocate<A>(n_ * Rows::widthOf(Rows::Kind::Naturals, d, diagonal_));
        return head;
    }

    /// The beliefs that are carried, with their frames.
    void takePairwise(Head& head, std::size_t h)
    {
        const PairwiseRequest& r = *pairwise_;
        const long d = head.dim;
        const auto take = [&](const double* from, long count) {
            Buffer<double> to = m_.template allocate<double>(count);
            m_.upload(to, from, count);
            return to;
        };
        head.ownMean = take(r.heads[h].mean, n_ * d);
        head.ownCov = take(r.heads[h].cov, n_ * d * d);
        head.ownPrecision = m_.template allocate<double>(n_ * d * d);
        head.ownH = m_.template allocate<double>(n_ * d);
        head.ownLogDet = m_.template allocate<double>(n_);
        if (r.carry != PairwiseRequest::Carry::Nothing)
            head.frame = take(r.frame[h], n_ * d * d);
        if (r.carry == PairwiseRequest::Carry::Frames)
            head.inverse = take(r.inverse[h], n_ * d * d);
    }

    PairwiseBeliefs carried(const Head& head) const
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

    /// Tokens whose matrices are worked on at once.
    void makeScratch()
    {
        long widest = 1;
        for (const Head& head : heads_)
            widest = std::max({widest, scratchOf(head.dim), CarryScratch::sizeOf(head.dim)});
        chunk_ = std::clamp<long>((1L << 24) / widest, 1, n_);
        scratch_ = m_.template allocate<double>(chunk_ * widest);
    }

    Beliefs beliefsOf(const Head& head) const { return {n_, head.dim, diagonal_, head.mean.data(), head.cov.data()}; }

    long featureLength(long d) const
    {
        if (score_ == Score::DotProduct)
            return d;
        const long length = diagonal_ ? 2 * d : d * (d + 3) / 2;
        return score_ == Score::Jeffreys ? 2 * length : length;
    }

    /// Runs make(first) for chunks of tokens.
    template <class Make>
    void eachToken(Make make)
    {
        for (long first = 0; first < n_; first += chunk_)
            m_.launch(std::min(chunk_, n_ - first), make(first));
    }

    void prepare(Head& head)
    {
        const long d = head.dim;
        const Beliefs q = beliefsOf(head);
        m_.launch(d + d * d, PoolNumbers{q, head.pooled.data()});
        if (head.mixture.size() > 0)
            makeRows(head, mixtureKind_, head.mixture.data());
        if (head.naturals.size() > 0)
            makeRows(head, Rows::Kind::Naturals, head.naturals.data());
        if (pairwise_) {
            const Beliefs own{n_, d, false, head.ownMean.data(), head.ownCov.data()};
            eachToken([&](long first) {
                return ToNaturals{own,
                                  first,
                                  scratch_.data(),
                                  head.ownPrecision.data(),
                                  head.ownH.data(),
                                  head.ownLogDet.data(),
                                  failed_.data()};
            });
            return;
        }
        if (score_ != Score::DotProduct)
            m_.launch(1,
                      WhitenMap{d, diagonal_, head.pooled.data(), head.whitening.data(), head.map.data(), failed_.data()});
        eachToken([&](long first) {
            return PairFeatures<T, A>{q,
                                      score_,
                                      head.pooled.data(),
                                      head.map.data(),
                                      first,
                                      scratch_.data(),
                                      head.left.data(),
                                      head.right.data(),
                                      head.leftBias.data(),
                                      head.rightBias.data(),
                                      failed_.data()};
        });
    }

    void makeRows(Head& head, typename Rows::Kind kind, A* rows)
    {
        eachToken([&](long first) {
            return Rows{beliefsOf(head), kind, head.pooled.data(), first, scratch_.data(), rows, failed_.data()};
        });
    }

    long tileRows() const { return std::clamp<long>(tileNumbers_ / std::max<long>(1, n_), std::min<long>(n_, 8), n_); }

    /// Senders any of the tile's receivers may hear; all where every pair is wanted.
    Tile tileOf(const PairRequest& r, long i0, long rows, bool everyPair) const
    {
        long first = 0;
        long last = n_;
        const bool causal = r.mask == PairRequest::Mask::Causal || r.mask == PairRequest::Mask::CausalWindow;
        const bool window = r.mask == PairRequest::Mask::Window || r.mask == PairRequest::Mask::CausalWindow;
        if (!everyPair && window) {
            first = std::max<long>(0, i0 - r.width);
            last = std::min<long>(n_, i0 + rows + r.width);
        }
        if (!everyPair && causal)
            last = std::min<long>(last, i0 + rows);
        return {i0, first, last - first};
    }

    void resetFailures()
    {
        const int none[4] = {INT_MAX, INT_MAX, INT_MAX, INT_MAX};
        m_.upload(failed_, none, 4);
    }

    void throwFailures()
    {
        int failed[4];
        m_.download(failed, failed_.data(), 4);
        if (failed[2] != INT_MAX)
            throw UndefinedPair(failed[2], failed[3]);
        if (failed[0] != INT_MAX)
            throw std::domain_error("covariance " + std::to_string(failed[0]));
        if (failed[1] != INT_MAX)
            throw std::domain_error("energy " + std::to_string(failed[1]));
    }

    /// V numbers from the device as doubles.
    template <class V>
    void fetch(const V* from, long count, double* to)
    {
        std::vector<V> staged(static_cast<std::size_t>(count));
        m_.download(staged.data(), from, count);
        for (long k = 0; k < count; ++k)
            to[k] = static_cast<double>(staged[static_cast<std::size_t>(k)]);
    }

    /// The tile's rows of an N×N matrix.
    void fetchRows(const Tile& tile, long rows, const A* from, double* to)
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

    void energiesOf(const Tile& tile, long rows, Head& head, A* product, A* sum)
    {
        if (pairwise_) {
            const long groups = std::clamp<long>(chunk_ / rows, 1, tile.columns);
            for (long r = 0; r < rows; r += chunk_) {
                const Tile part{tile.i0 + r, tile.j0, tile.columns};
                m_.launch(std::min(chunk_, rows - r) * groups,
                          PairwiseEnergies<A>{part, groups, carried(head), pairwise_->divergence, pairwise_->order,
                                              scratch_.data(), product + r * tile.columns, failed_.data() + 2});
            }
            if (sum != nullptr)
                m_.launch(rows, AddRows<A>{tile.columns, product, sum});
            return;
        }
        const long length = featureLength(head.dim);
        m_.productTransposed(head.left.data() + tile.i0 * length, head.right.data() + tile.j0 * length, product, rows,
                             tile.columns, length);
        m_.launch(rows, Energies<A>{tile, score_ != Score::DotProduct, score_ == Score::Jeffreys ? 0.25 : 0.5,
                                    head.leftBias.data(), head.rightBias.data(), product, sum, failed_.data() + 1});
    }

    void attendTile(const Tile& tile, long rows, const PairRequest& request, const Shared& shared, TileBuffers& b,
                    PairOutput& out)
    {
        if (b.sum.size() > 0)
            fill(b.sum.data(), rows * tile.columns);
        for (std::size_t h = 0; h < heads_.size(); ++h) {
            energiesOf(tile, rows, heads_[h], b.product.data(), b.sum.size() > 0 ? b.sum.data() : nullptr);
            if (!out.energy.empty())
                fetchRows(tile, rows, b.product.data(), out.energy[h]);
            if (!request.summed) {
                softmaxOf(tile, rows, request, shared, h, b.product.data(), b);
                keepRow(tile, rows, h, b, out);
            }
        }
        if (request.summed) {
            softmaxOf(tile, rows, request, shared, 0, b.sum.data(), b);
            for (std::size_t h = 0; h < heads_.size(); ++h)
                keepRow(tile, rows, h, b, out);
        }
        if (out.edges != nullptr)
            listEdges(tile, rows, b, out);
    }

    void softmaxOf(const Tile& tile, long rows, const PairRequest& request, const Shared& shared, std::size_t h,
                   const A* energy, TileBuffers& b)
    {
        const Senders senders{request.mask, request.width, request.self};
        m_.launch(rows,
                  Softmax<A>{tile, senders, shared.temperature.data() + h,
                             shared.logMultiplicity.size() > 0 ? shared.logMultiplicity.data() : nullptr,
                             shared.distance.size() > 0 ? shared.distance.data() + static_cast<long>(h) * n_ : nullptr,
                             energy, b.beta.data(), b.rowEnergy.data() + static_cast<long>(h) * n_,
                             b.rowEntropy.data() + static_cast<long>(h) * n_});
    }

    /// averaged (rows×width) = β · values.
    void average(const Tile& tile, long rows, const A* beta, const A* values, long width, A* averaged)
    {
        m_.product(beta, values + tile.j0 * width, averaged, rows, width, tile.columns);
    }

    /// What is wanted of the attention of one head's rows.
    void keepRow(const Tile& tile, long rows, std::size_t h, TileBuffers& b, PairOutput& out)
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
    void hear(const Tile& tile, long rows, std::size_t h, bool naturals, TileBuffers& b, std::vector<double*>& to)
    {
        if (to.empty())
            return;
        const long width = heads_[h].dim * (heads_[h].dim + 1);
        Buffer<double> heard = m_.template allocate<double>(rows * width);
        for (long r = 0; r < rows; r += chunk_)
            m_.launch(std::min(chunk_, rows - r), Hear<A>{Tile{tile.i0 + r, tile.j0, tile.columns}, carried(heads_[h]),
                                                          naturals, b.beta.data() + r * tile.columns, scratch_.data(),
                                                          heard.data() + r * width, failed_.data() + 2});
        m_.download(to[h] + tile.i0 * width, heard.data(), rows * width);
    }

    void poolRows(const Tile& tile, long rows, std::size_t h, TileBuffers& b, PairOutput& out)
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

    void keepLinks(const Tile& tile, long rows, std::size_t h, TileBuffers& b, PairOutput& out)
    {
        const long k = out.links;
        Buffer<double> weight = m_.template allocate<double>(rows * k);
        Buffer<int> sender = m_.template allocate<int>(rows * k);
        m_.launch(rows, StrongestLinks<A>{tile, b.beta.data(), k, weight.data(), sender.data()});
        m_.download(out.linkWeight[h] + tile.i0 * k, weight.data(), rows * k);
        m_.download(out.linkSender[h] + tile.i0 * k, sender.data(), rows * k);
    }

    void listEdges(const Tile& tile, long rows, TileBuffers& b, PairOutput& out)
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

    template <class V>
    void fill(V* to, long count, const V* from = nullptr)
    {
        constexpr long each = 1024;
        m_.launch((count + each - 1) / each, Fill<V>{to, from, count, each});
    }

    M& m_;
    long n_;
    bool diagonal_;
    Score score_;
    typename Rows::Kind mixtureKind_ = Rows::Kind::Moments;
    long tileNumbers_ = 1L << 25;
    long chunk_ = 1;
    std::shared_ptr<const PairwiseRequest> pairwise_;  // read while loading; its choices later too
    std::vector<Head> heads_;
    Buffer<double> scratch_;
    Buffer<int> failed_;  // least token without a definite covariance, least receiver without finite energies, a pair
    std::shared_ptr<Resident> resident_;
};

/// What all tiles of a call read besides beliefs.
template <class M, class T, class A>
struct Pairs<M, T, A>::Shared {
    Shared(M& m, long n, const PairRequest& r)
        : temperature(m.template allocate<double>(static_cast<long>(r.temperature.size())))
    {
        if (!r.logMultiplicity.empty())
            logMultiplicity = m.template allocate<double>(n);
        if (!r.distance.empty())
            distance = m.template allocate<double>(static_cast<long>(r.distance.size()) * n);
        set(m, r);
    }

    /// Other values of the same shape.
    void set(M& m, const PairRequest& r)
    {
        m.upload(temperature, r.temperature.data(), static_cast<long>(r.temperature.size()));
        if (!r.logMultiplicity.empty())
            m.upload(logMultiplicity, r.logMultiplicity.data(), static_cast<long>(r.logMultiplicity.size()));
        std::vector<double> all;
        for (const auto& head : r.distance)
            all.insert(all.end(), head.begin(), head.end());
        if (!all.empty())
            m.upload(distance, all.data(), static_cast<long>(all.size()));
    }

    Buffer<double> temperature, logMultiplicity, distance;
};

/// One tile's matrices, used again for every tile.
template <class M, class T, class A>
struct Pairs<M, T, A>::TileBuffers {
    TileBuffers(M& m, const Pairs& p, bool sums)
    {
        const long size = p.tileRows() * p.n_;
        long widest = 1;
        for (const Head& head : p.heads_)
            widest = std::max(widest, Rows::widthOf(Rows::Kind::Moments, head.dim, p.diagonal_));
        product = m.template allocate<A>(size);
        beta = m.template allocate<A>(size);
        averaged = m.template allocate<A>(p.tileRows() * widest);
        if (sums)
            sum = m.template allocate<A>(size);
        const auto heads = static_cast<long>(p.heads_.size());
        rowEnergy = m.template allocate<double>(heads * p.n_);
        rowEntropy = m.template allocate<double>(heads * p.n_);
    }

    Buffer<A> product, sum, beta, averaged;
    Buffer<double> rowEnergy, rowEntropy;  // H×N
};

}  // namespace gauge::gpu

#include "gpu/layers.h"
#include "gpu/profile.h"
