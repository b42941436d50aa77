// Effects of the controls of attention, frames and computing.
#include "core/pipeline/effects.h"

#include "core/pipeline/applicable.h"
#include "core/pipeline/listening.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace gauge {
namespace {

/// Between receivers that are looked at.
Index stride(const Snapshot& s)
{
    return std::max<Index>(1, s.tokens() / kMostReceivers);
}

/// Degrees of the rotation from one triad to another.
double angleBetween(const Triad& a, const Triad& b)
{
    const double cosine = 0.5 * ((b.axes * a.axes.transpose()).trace() - 1);
    return std::acos(std::clamp(cosine, -1.0, 1.0)) * 180 / std::numbers::pi;
}

}  // namespace

bool appliesTo(const Snapshot& s, std::string_view parameter)
{
    return !inapplicable(s.input).contains(std::string(parameter));
}

std::optional<Hearing> hearingOf(const Snapshot& s)
{
    if (s.tokens() < 2)
        return std::nullopt;
    return Hearing{listeningOf(s).others, s.tokens() - 1};
}

std::optional<double> selfAttention(const Snapshot& s)
{
    if (s.tokens() < 2 || !s.request.attention.mask.self)
        return std::nullopt;
    return listeningOf(s).self;
}

std::optional<AllowedPairs> allowedPairs(const Snapshot& s)
{
    const Index n = s.tokens();
    AllowedPairs pairs{0, n * n};
    for (Index i = 0; i < n; ++i)
        pairs.allowed += othersAllowed(s.request.attention.mask, i, n) + (s.request.attention.mask.self ? 1 : 0);
    return pairs;
}

std::optional<Temperatures> temperatures(const Snapshot& s)
{
    const AttentionOptions& o = s.request.attention;
    Temperatures t{temperature(o, s.state->heads, 0), 0};
    t.greatest = t.least;
    for (std::size_t h = 1; h < s.state->heads.size() && !o.summedHeads; ++h) {
        const double tau = temperature(o, s.state->heads, h);
        t.least = std::min(t.least, tau);
        t.greatest = std::max(t.greatest, tau);
    }
    if (t.least == o.kappa && t.greatest == o.kappa)
        return std::nullopt;
    return t;
}

std::optional<double> headDifference(const Snapshot& s)
{
    if (s.request.attention.summedHeads || s.attention.size() < 2)
        return std::nullopt;
    const auto heads = static_cast<double>(s.attention.size());
    double sum = 0;
    double count = 0;
    for (Index i = 0; i < s.tokens(); i += stride(s)) {
        Eigen::RowVectorXd mean = Eigen::RowVectorXd::Zero(s.tokens());
        for (const RowMatrixd& beta : s.attention)
            mean += beta.row(i) / heads;
        if (mean.maxCoeff() <= 0)
            continue;
        for (const RowMatrixd& beta : s.attention)
            sum += 0.5 * (beta.row(i) - mean).cwiseAbs().sum() / heads;
        ++count;
    }
    if (count == 0)
        return std::nullopt;
    return sum / count;
}

std::optional<double> typicalEnergy(const Snapshot& s)
{
    if (s.request.attention.score == Score::DotProduct)
        return std::nullopt;
    std::vector<double> energies;
    for (Index i = 0; i < s.tokens(); i += stride(s)) {
        for (Index j = 0; j < s.tokens(); ++j) {
            double sum = 0;
            for (const RowMatrixd& energy : s.energy)
                sum += energy(i, j);
            if (i != j && s.request.attention.mask.allows(i, j) && !std::isnan(sum))
                energies.push_back(sum);
        }
    }
    if (energies.empty())
        return std::nullopt;
    const auto middle = energies.begin() + static_cast<std::ptrdiff_t>(energies.size() / 2);
    std::nth_element(energies.begin(), middle, energies.end());
    if (!std::isfinite(*middle))
        return std::nullopt;
    return *middle;
}

std::optional<double> listeningReach(const Snapshot& s)
{
    if (s.request.attention.prior.kind == AttentionPrior::Kind::None)
        return std::nullopt;
    double sum = 0;
    double count = 0;
    for (const RowMatrixd& beta : s.attention) {
        for (Index i = 0; i < s.tokens(); i += stride(s)) {
            double places = 0;
            for (Index j = 0; j < s.tokens(); ++j)
                places += beta(i, j) * static_cast<double>(std::abs(i - j));
            sum += places;
            count += beta.row(i).maxCoeff() > 0 ? 1 : 0;
        }
    }
    if (count == 0)
        return std::nullopt;
    return sum / count;
}

std::optional<double> neighbourAngle(const Snapshot& s)
{
    if (s.frames.identity || s.tokens() < 2 || !appliesTo(s, "position-rate"))
        return std::nullopt;
    double sum = 0;
    for (std::size_t i = 1; i < s.triads.size(); ++i)
        sum += angleBetween(s.triads[i - 1], s.triads[i]);
    return sum / static_cast<double>(s.tokens() - 1);
}

std::optional<double> turnedAngle(const Snapshot& s)
{
    if (s.triadsBefore.empty() || s.recording() != nullptr)
        return std::nullopt;
    const std::vector<Triad>& start = s.triadsBefore.front();
    double sum = 0;
    for (std::size_t i = 0; i < start.size(); ++i)
        sum += angleBetween(start[i], s.triads[i]);
    return sum / static_cast<double>(start.size());
}

std::optional<Effort> effortOf(const Snapshot& s)
{
    if (s.computed.empty())
        return std::nullopt;
    return Effort{s.backend, s.seconds, std::accumulate(s.evaluations.begin(), s.evaluations.end(), Index{0})};
}

}  // namespace gauge
