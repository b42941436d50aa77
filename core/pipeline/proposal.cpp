#include "core/pipeline/proposal.h"

#include "core/pipeline/listening.h"

#include <algorithm>
#include <cmath>

namespace gauge {
namespace {

double twoDigits(double value)
{
    const double unit = std::pow(10.0, std::floor(std::log10(value)) - 1);
    return std::round(value / unit) * unit;
}

}  // namespace

std::optional<KappaProposal> proposedKappa(const Snapshot& s)
{
    const auto listeners = [&s](double kappa) { return listeningAt(s, kappa).senders; };
    const double target = std::min(5.0, 0.5 * static_cast<double>(s.tokens()));
    double low = 1e-4;
    double high = 1e6;
    if (!(listeners(low) < target) || !(listeners(high) > target))
        return std::nullopt;
    while (high > 1.02 * low) {
        const double middle = std::sqrt(low * high);
        (listeners(middle) < target ? low : high) = middle;
    }
    const double kappa = twoDigits(high);
    if (kappa == 1)
        return std::nullopt;
    return KappaProposal{kappa, listeners(kappa), listeners(1)};
}

}  // namespace gauge
