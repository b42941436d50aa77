#include "core/pipeline/proposal.h"

#include "core/attention/softmax.h"

#include <algorithm>
#include <cmath>

namespace gauge {
namespace {

/// exp of the entropy of softmax(ln w − E/τ) over whom the mask allows; 0 where that is nobody.
double listenersOf(const Snapshot& s, std::size_t h, Index i, double tau)
{
    const AttentionOptions& o = s.request.attention;
    const LogWeights weights(s.state->multiplicity, o.prior, o.summedHeads ? 0 : h, o.summedHeads ? 1 : s.energy.size());
    double most = -std::numeric_limits<double>::infinity();
    std::vector<double> logits;
    for (Index j = 0; j < s.tokens(); ++j) {
        double energy = s.energy[h](i, j);
        for (std::size_t g = 0; o.summedHeads && g < s.energy.size(); ++g)
            energy += g == h ? 0 : s.energy[g](i, j);
        if (!o.mask.allows(i, j) || !std::isfinite(energy))
            continue;
        logits.push_back(weights(i, j) - energy / tau);
        most = std::max(most, logits.back());
    }
    double sum = 0;
    double mean = 0;
    for (const double logit : logits) {
        sum += std::exp(logit - most);
        mean += std::exp(logit - most) * (logit - most);
    }
    return sum > 0 ? std::exp(std::log(sum) - mean / sum) : 0;
}

/// At a temperature κ.
double listeners(const Snapshot& s, double kappa)
{
    const AttentionOptions& o = s.request.attention;
    const std::size_t heads = o.summedHeads ? 1 : s.energy.size();
    const Index step = std::max<Index>(1, s.tokens() / 256);
    double sum = 0;
    double count = 0;
    for (std::size_t h = 0; h < heads; ++h) {
        const double tau = temperature(o, s.state->heads, h) / o.kappa * kappa;
        for (Index i = 0; i < s.tokens(); i += step) {
            const double own = listenersOf(s, h, i, tau);
            sum += own;
            count += own > 0 ? 1 : 0;
        }
    }
    return count > 0 ? sum / count : 0;
}

double twoDigits(double value)
{
    const double unit = std::pow(10.0, std::floor(std::log10(value)) - 1);
    return std::round(value / unit) * unit;
}

}  // namespace

std::optional<KappaProposal> proposedKappa(const Snapshot& s)
{
    const double target = std::min(5.0, 0.5 * static_cast<double>(s.tokens()));
    double low = 1e-4;
    double high = 1e6;
    if (!(listeners(s, low) < target) || !(listeners(s, high) > target))
        return std::nullopt;
    while (high > 1.02 * low) {
        const double middle = std::sqrt(low * high);
        (listeners(s, middle) < target ? low : high) = middle;
    }
    const double kappa = twoDigits(high);
    if (kappa == 1)
        return std::nullopt;
    return KappaProposal{kappa, listeners(s, kappa), listeners(s, 1)};
}

}  // namespace gauge
