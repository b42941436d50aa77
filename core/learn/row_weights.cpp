#include "core/learn/row_weights.h"

#include "core/gaussian/mirror.h"

#include <algorithm>
#include <cmath>

namespace gauge::learn {

/// They depend on α and λ by their ratio alone: the greater one that counts is taken as 1, so that no exponential
/// overflows.
template <class S>
RowWeights<S> rowWeights(const LayerNumbers<S>& numbers, bool self, const std::vector<Index>& places)
{
    const auto n = static_cast<Index>(places.size());
    const S step = 1 / (1 + std::exp(-numbers.stepLogit));
    RowWeights<S> w{Vector<S>(n), Vector<S>(n), Vector<S>(n)};
    for (Index i = 0; i < n; ++i) {
        const bool hears = self || places[static_cast<std::size_t>(i)] > 0;
        const S most = hears ? std::max(numbers.logAlpha, numbers.logLambda) : numbers.logAlpha;
        const MirrorWeights<S> row =
            mirrorWeights(step, std::exp(numbers.logAlpha - most), std::exp(numbers.logLambda - most), S(0), hears);
        w.own[i] = row.own;
        w.prior[i] = row.prior;
        w.message[i] = row.message;
    }
    return w;
}

/// Of own = 1 − s, prior = s a, message = s (1 − a), where a = α/(α+λ), or 1 in a row that hears nobody.
template <class S>
void addSlopes(const RowWeights<S>& w, const RowMatrix<S>& rows, const RowMatrix<S>& prior, const RowMatrix<S>& gResult,
               const Vector<S>& along, const LayerNumbers<S>& numbers, LayerNumbers<S>& gNumbers)
{
    const Vector<S> gOwn = gResult.cwiseProduct(rows).rowwise().sum();
    const Vector<S> gFromPrior = gResult.cwiseProduct(prior).rowwise().sum();
    const Vector<S> step = w.prior + w.message;
    gNumbers.stepLogit += w.own.dot(w.prior.cwiseProduct(gFromPrior) + along - step.cwiseProduct(gOwn));
    const S share = 1 / (1 + std::exp(numbers.logLambda - numbers.logAlpha));
    const S gLogRatio = share * (w.message.dot(gFromPrior) - along.sum());
    gNumbers.logAlpha += gLogRatio;
    gNumbers.logLambda -= gLogRatio;
}

#define GAUGE_INSTANTIATE(S)                                                                                               \
    template RowWeights<S> rowWeights<S>(const LayerNumbers<S>&, bool, const std::vector<Index>&);                         \
    template void addSlopes<S>(const RowWeights<S>&, const RowMatrix<S>&, const RowMatrix<S>&, const RowMatrix<S>&,        \
                               const Vector<S>&, const LayerNumbers<S>&, LayerNumbers<S>&);
GAUGE_INSTANTIATE(float)
GAUGE_INSTANTIATE(double)

}  // namespace gauge::learn
