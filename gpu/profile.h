// The stages one by one, by the machine's own clock.
#pragma once

#include "gpu/attend.h"

namespace gauge::gpu {

template <class M, class T, class A>
std::vector<StageTime> Pairs<M, T, A>::profile(const PairRequest& request, int repeats)
{
    if (pairwise_)
        return {};
    const std::lock_guard lock(mutex_);
    startFailures(loading_.data());
    const CallValues values(m_, n_, request);
    TileBuffers b(m_, *this, false);
    const long rows = tileRows();
    const Tile tile{0, 0, n_};
    const double pairs = static_cast<double>(rows) * static_cast<double>(n_);
    std::vector<StageTime> stages;
    const auto time = [&](const char* name, double operations, double bytes, auto work) {
        StageTime stage{name, 0, 0, operations, bytes};
        std::vector<double> seconds;
        work();  // warms up
        for (int r = 0; r < repeats; ++r)
            seconds.push_back(m_.seconds(work));
        std::sort(seconds.begin(), seconds.end());
        stage.least = seconds.front();
        stage.seconds = seconds[seconds.size() / 2];
        stages.push_back(stage);
    };
    double length = 0;
    double width = 0;
    long widest = 1;
    double beliefs = 0;
    for (std::size_t h = 0; h < heads_.size(); ++h) {
        length += static_cast<double>(featureLength(heads_[h].dim));
        beliefs += static_cast<double>(heads_[h].dim * (heads_[h].dim + 1));
        if (heads_[h].mixture.size() > 0)
            width += this->width(h, false);
        widest = std::max<long>(widest, this->width(h, false));
    }
    const auto averaged = m_.template allocate<A>(rows * widest);
    const auto n = static_cast<double>(n_);
    const auto heads = static_cast<double>(heads_.size());
    const auto eachHead = [&](auto work) {
        return [&, work] {
            for (std::size_t h = 0; h < heads_.size(); ++h)
                work(heads_[h], h);
        };
    };
    time("features", 0, n * (beliefs * sizeof(double) + 2 * length * sizeof(T)), [&] { prepare(heads_); });
    time("gemm", 2 * pairs * length, (static_cast<double>(rows) + n) * length * sizeof(T) + heads * pairs * sizeof(A),
         eachHead([&](Head& head, std::size_t) {
             const long l = featureLength(head.dim);
             m_.productTransposed(head.left.data(), head.right.data(), b.product.data(), rows, n_, l);
         }));
    time("pairs", 2 * pairs * length, (static_cast<double>(rows) + n) * length * sizeof(T) + 3 * heads * pairs * sizeof(A),
         eachHead([&](Head& head, std::size_t) { energiesOf(tile, rows, head, b.product.data(), nullptr); }));
    time("softmax", 0, 2 * heads * pairs * sizeof(A), eachHead([&](Head&, std::size_t h) {
             softmaxOf(tile, rows, request, values, request.summed ? 0 : h, b.product.data(), b);
         }));
    if (width > 0)
        time("messages", 2 * pairs * width, heads * pairs * sizeof(A) + (n + static_cast<double>(rows)) * width * sizeof(A),
             eachHead([&](Head& head, std::size_t h) {
                 average(tile, rows, b.beta.data(), head.mixture.data(), this->width(h, false), averaged.data());
             }));
    Failures found;
    m_.download(&found, loading_.data(), 1);
    throwFailures(found);
    return stages;
}

}  // namespace gauge::gpu
