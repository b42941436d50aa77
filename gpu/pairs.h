// Attention on a device, for any machine M that can keep buffers, multiply matrices and run blocks of threads. T is how
// features are kept for their product, A everything else of a pair. This is what the stages share; load.h, attend.h, keep.h,
// layers.h and profile.h hold one each, call.h what a call has on the device, stages.h all of them.
#pragma once

#include "gpu/beliefs.h"
#include "gpu/device.h"
#include "gpu/kernels/attention.h"
#include "gpu/kernels/features.h"
#include "gpu/kernels/kept.h"
#include "gpu/kernels/mirror.h"
#include "gpu/kernels/pairwise.h"
#include "gpu/parcel.h"
#include "gpu/tokens.h"

#include <algorithm>
#include <mutex>

namespace gauge::gpu {

/// Beliefs of one head and what the pair stage makes of them.
template <class T, class A>
struct HeadViews : BeliefViews {
    View<T> left, right;                             // N×length
    View<A> leftBias, rightBias, mixture, naturals;  // N; N×width
    // Where energies are formed pair by pair:
    View<double> ownMean, ownCov, ownPrecision, ownH, ownLogDet, frame, inverse;
};

template <class M, class T, class A>
class Pairs : public PairSession {
    template <class V>
    using Buffer = typename M::template Buffer<V>;
    using Head = HeadViews<T, A>;
    using Rows = MessageRows<PlainRows<A>>;
    template <bool Linked>
    using Features = PairFeatures<PlainFeatures<T, A>, Linked>;

public:
    Pairs(M& machine, const LoadRequest& request);

    int width(std::size_t head, bool naturals) const override;
    std::vector<double> shift(std::size_t head) const override { return shifts_[head]; }
    void limitTile(long numbers) override { tileNumbers_ = numbers; }
    void attend(const PairRequest& request, PairOutput& out, const Watch& watch) override;
    /// Moves the beliefs, which were loaded with their natural parameters.
    void layers(const PairRequest& request, const LayersRequest& asked, LayersOutput& out);
    std::vector<StageTime> profile(const PairRequest& request, int repeats) override;

private:
    struct CallValues;
    struct TileBuffers;
    struct Results;
    struct LayerLoop;

    // load.h: beliefs, their features and what messages average.
    void takeBeliefs(const LoadRequest& request);
    void takePairwise(Arena& arena, Head& head) const;
    void layHead(Arena& arena, Head& head, LoadRequest::Rows mixture, bool naturals) const;
    void send(const LoadRequest& request);
    void makeScratch();
    Beliefs beliefsOf(const Head& head) const { return {n_, head.dim, diagonal_, head.mean.data(), head.cov.data()}; }
    /// As messages average them: a link turns the spread of diagonal beliefs' means off their axes.
    bool onAxes(RowKind kind) const { return diagonal_ && (kind == RowKind::Naturals || !linked_); }
    Beliefs averagedOf(const Head& head, RowKind kind) const
    {
        return {n_, head.dim, onAxes(kind), head.mean.data(), head.cov.data()};
    }
    long averagesWidth(RowKind kind, long d) const { return rowWidth(kind, d, onAxes(kind)); }
    long featureLength(long d) const { return Features<false>::lengthOf(score_, d, diagonal_); }
    void prepare(std::vector<Head>& heads);
    template <bool Linked>
    void putFeatures(const std::vector<Head>& heads);
    void startFailures(Failures* at);

    // attend.h: energies and attention, a tile of receivers after the other.
    long tileRows() const { return std::clamp<long>(tileNumbers_ / std::max<long>(1, n_), std::min<long>(n_, 8), n_); }
    Tile tileOf(const PairRequest& request, long i0, long rows, bool everyPair) const;
    PairwiseBeliefs carried(const Head& head) const;
    void energiesOf(const Tile& tile, long rows, Head& head, A* product, A* sum);
    void pairwiseEnergiesOf(const Tile& tile, long rows, Head& head, A* product, A* sum);
    void softmaxOf(const Tile& tile, long rows, const PairRequest& request, const CallValues& values, std::size_t h,
                   const A* energy, TileBuffers& b);
    void average(const Tile& tile, long rows, const A* beta, const A* values, long width, A* averaged);
    void attendTile(const Tile& tile, long rows, const PairRequest& request, const CallValues& values, TileBuffers& b,
                    const Results& results, PairOutput& out);

    // keep.h: what is wanted of a tile.
    void fetchRows(const Tile& tile, long rows, const A* from, double* to);
    void keepRow(const Tile& tile, long rows, std::size_t h, const CallValues& values, TileBuffers& b,
                 const Results& results, PairOutput& out);
    void hear(const Tile& tile, long rows, std::size_t h, bool naturals, TileBuffers& b, const View<double>& heard);
    void poolRows(const Tile& tile, long rows, const CallValues& values, TileBuffers& b, const View<double>& pooled);
    void listEdges(const Tile& tile, long rows, TileBuffers& b, PairOutput& out);

    /// to ← from, or 0 without a from.
    template <class V>
    void fill(V* to, long count, const V* from = nullptr)
    {
        constexpr long each = 1024;
        m_.launch((count + each - 1) / each, Fill<V>{to, from, count, each});
    }

    M& m_;
    mutable std::mutex mutex_;  // of scratch, failures and the machine
    long n_;
    bool diagonal_;
    bool linked_;
    Score score_;
    RowKind mixtureKind_ = RowKind::Moments;
    long tileNumbers_ = 1L << 25;
    long chunk_ = 1;                                   // pairs whose matrices are worked on at once
    std::shared_ptr<const PairwiseRequest> pairwise_;  // read while loading; its choices later too
    std::vector<Head> heads_;
    Buffer<unsigned char> memory_;  // of the heads
    Buffer<double> scratch_;        // where beliefs are carried pair by pair
    View<Failures> loading_;        // what goes wrong while beliefs are taken in, and in layers
    Failures* failures_ = nullptr;  // where the call that runs keeps them
    std::vector<std::vector<double>> shifts_;
};

}  // namespace gauge::gpu
