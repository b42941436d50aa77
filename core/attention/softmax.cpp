#include "core/attention/softmax.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace gauge {
namespace {

template <class S>
using RowArray = Eigen::Array<S, 1, Eigen::Dynamic>;

/// A temperature S can divide by.
template <class S>
S representable(double tau)
{
    return static_cast<S>(std::clamp(tau, static_cast<double>(std::numeric_limits<S>::min()),
                                     static_cast<double>(std::numeric_limits<S>::max())));
}

}  // namespace

double temperature(const AttentionOptions& options, const Heads& heads, std::size_t head)
{
    const double own = options.kappa * (options.headTemperature.empty() ? 1.0 : options.headTemperature[head]);
    if (!options.sqrtDim)
        return own;
    Index d = 0;
    for (const Index each : heads)
        d += each;
    return own * std::sqrt(static_cast<double>(options.summedHeads ? d : heads[head]));
}

LogWeights::LogWeights(const Vectord& multiplicity, const AttentionPrior& prior, std::size_t head, std::size_t heads)
    : trivial_(prior.kind == AttentionPrior::Kind::None && (multiplicity.array() == 1.0).all()),
      factors_(prior.kind == AttentionPrior::Kind::None && multiplicity.maxCoeff() <= 1048576.0),
      multiplicity_(multiplicity), logMultiplicity_(multiplicity.array().log())
{
    const double most = logMultiplicity_.maxCoeff();
    logTotal_ = most + std::log((logMultiplicity_.array() - most).exp().sum());
    if (prior.kind != AttentionPrior::Kind::None)
        distance_ = Vectord::NullaryExpr(multiplicity.size(), [&](Index k) { return prior.logWeight(head, heads, k); });
}

Senders sendersOf(const Mask& mask, Index i, Index n)
{
    const auto [first, last] = mask.senders(i, n);
    return {first, last, !mask.self && i >= first && i < last};
}

double logTotalWeight(Index i, const Senders& senders, const LogWeights& weights)
{
    if (weights.trivial())
        return std::log(static_cast<double>(senders.count()));
    if (weights.factors() && !senders.skipSelf && senders.count() == weights.multiplicity().size())
        return weights.logTotal();
    double most = -std::numeric_limits<double>::infinity();
    for (Index j = senders.first; j < senders.last; ++j)
        if (!senders.skipSelf || j != i)
            most = std::max(most, weights(i, j));
    double sum = 0;
    for (Index j = senders.first; j < senders.last; ++j)
        if (!senders.skipSelf || j != i)
            sum += std::exp(weights(i, j) - most);
    return most + std::log(sum);
}

template <class S>
RowCoupling attentionRow(const S* energy, S* beta, Index i, Index from, Index to, const Senders& senders,
                         const LogWeights& weights, double tau)
{
    const Index count = senders.last - senders.first;
    std::fill(beta, beta + (senders.first - from), S(0));
    std::fill(beta + (senders.last - from), beta + (to - from), S(0));
    const Eigen::Map<const RowArray<S>> e(energy + (senders.first - from), count);
    Eigen::Map<RowArray<S>> b(beta + (senders.first - from), count);
    if (senders.count() <= 0) {
        b.setZero();
        return {};
    }
    // The logits −(E − least)/τ + ln w, with the receiver's own place taken out where it may not be heard.
    S least = std::numeric_limits<S>::infinity();
    if (senders.skipSelf) {
        const Index self = i - senders.first;
        if (self > 0)
            least = e.head(self).minCoeff();
        if (self + 1 < count)
            least = std::min(least, e.tail(count - self - 1).minCoeff());
    } else {
        least = e.minCoeff();
    }
    const S temperature = representable<S>(tau);
    S most = 0;
    if (weights.trivial()) {
        b = ((least - e) / temperature).exp();
        if (senders.skipSelf)
            b(i - senders.first) = S(0);
    } else if (weights.factors()) {
        b = ((least - e) / temperature).exp() *
            weights.multiplicity().segment(senders.first, count).transpose().array().template cast<S>();
        if (senders.skipSelf)
            b(i - senders.first) = S(0);
    } else {
        b = (least - e) / temperature;
        for (Index k = 0; k < count; ++k)
            b(k) += static_cast<S>(weights(i, senders.first + k));
        if (senders.skipSelf)
            b(i - senders.first) = -std::numeric_limits<S>::infinity();
        most = b.maxCoeff();
        b = (b - most).exp();
        if (senders.skipSelf)  // not every exp turns −∞ into 0
            b(i - senders.first) = S(0);
    }
    const S sum = b.sum();
    b /= sum;
    RowCoupling coupling;
    coupling.energy = static_cast<double>((b * e).sum());
    // Σ β E + τ Σ β ln(β/π) = −τ ln Σ π e^(−E/τ), so the entropy part needs no logarithm per pair.
    const double logSum = static_cast<double>(most) + std::log(static_cast<double>(sum));
    const double bracket = static_cast<double>(least) - tau * (logSum - logTotalWeight(i, senders, weights));
    coupling.entropy = bracket - coupling.energy;
    return coupling;
}

template RowCoupling attentionRow(const float*, float*, Index, Index, Index, const Senders&, const LogWeights&, double);
template RowCoupling attentionRow(const double*, double*, Index, Index, Index, const Senders&, const LogWeights&, double);

}  // namespace gauge
