#include "core/attention/softmax.h"

#include "core/attention/options.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace gauge {

double temperature(const AttentionOptions& options, const Heads& heads, std::size_t head)
{
    if (!options.sqrtDim)
        return options.kappa;
    Index d = 0;
    for (const Index each : heads)
        d += each;
    return options.kappa * std::sqrt(static_cast<double>(options.summedHeads ? d : heads[head]));
}

template <class S>
RowCoupling attentionRow(const S* energy, S* beta, Index i, Index n, const Mask& mask, const Vectord& multiplicity,
                         double tau)
{
    using RowArray = Eigen::Array<S, 1, Eigen::Dynamic>;
    std::fill(beta, beta + n, S(0));
    const auto [first, last] = mask.senders(i, n);
    const Index count = last - first;
    const Eigen::Map<const RowArray> e(energy + first, count);
    Eigen::Map<RowArray> b(beta + first, count);
    const bool skipSelf = !mask.self && i >= first && i < last;

    S least = std::numeric_limits<S>::infinity();
    double allowed = 0;
    for (Index j = first; j < last; ++j) {
        if (skipSelf && j == i)
            continue;
        least = std::min(least, energy[j]);
        allowed += multiplicity(j);
    }
    if (allowed == 0)
        return {};
    b = ((least - e) * static_cast<S>(1.0 / tau)).exp() *
        multiplicity.segment(first, count).transpose().array().template cast<S>();
    if (skipSelf)
        beta[i] = S(0);
    const S sum = b.sum();
    b /= sum;
    RowCoupling coupling;
    for (Index j = first; j < last; ++j)
        if (beta[j] > S(0))
            coupling.energy += static_cast<double>(beta[j]) * static_cast<double>(energy[j]);
    // Σ β E + τ Σ β ln(β/π) = −τ ln Σ π e^(−E/τ), so the entropy part needs no logarithm per pair.
    const double bracket = static_cast<double>(least) - tau * std::log(static_cast<double>(sum) / allowed);
    coupling.entropy = bracket - coupling.energy;
    return coupling;
}

template RowCoupling attentionRow(const float*, float*, Index, Index, const Mask&, const Vectord&, double);
template RowCoupling attentionRow(const double*, double*, Index, Index, const Mask&, const Vectord&, double);

}  // namespace gauge
