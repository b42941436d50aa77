#include "core/cost/model.h"

namespace gauge {
namespace {

/// Per pair and head of dimension d: the product that gives the energy.
double pairOperations(const AttentionOptions& o, double d)
{
    const double packed = d * (d + 3) / 2;
    if (o.score == Score::DotProduct)
        return 2 * d;
    const double sides = o.divergence == Divergence::Jeffreys ? 2 : 1;
    if (!o.connection.factors() && o.transport != Transport::Pairwise &&
        o.covariance.family !=
            CovarianceFamily::DiagonalProjected)  // along links nothing is factorised but Rényi's mixture
        return sides * (3 * d * d * d + 4 * d * d) + (o.divergence == Divergence::Renyi ? d * d * d : 0);
    if (!o.energiesFactor()) {
        const bool carries = o.transport == Transport::Pairwise || o.transport == Transport::FirstOrder ||
                             o.covariance.family == CovarianceFamily::DiagonalProjected;
        const double transport = carries ? (o.transport == Transport::FirstOrder ? 0 : 2 * d * d * d) + 3 * d * d * d : 0;
        const double factorise = o.covariance.family == CovarianceFamily::DiagonalProjected ? 8 * d : d * d * d;
        return transport + factorise + 4 * d * d;
    }
    if (o.covariance.family == CovarianceFamily::Diagonal)
        return sides * 4 * d;
    if (o.covariance.family == CovarianceFamily::LowRank) {
        const double r = std::min(static_cast<double>(o.covariance.rank), d);
        return sides * (2 * r * (r + 1) * d + 6 * d);
    }
    return sides * 2 * packed;
}

/// Per token and head: exponential by scaling and squaring, pull-back, whitening, Cholesky and inverse. An upper bound: closed
/// forms and blocks take less.
double tokenOperations(const AttentionOptions& o, double d)
{
    const double cube = d * d * d;
    const double exponential = 16 * cube;
    const double pullBack = 3 * cube;
    const double features = o.covariance.family == CovarianceFamily::Diagonal ? 10 * d : 2.7 * cube;
    return exponential + pullBack + features;
}

/// Per pair and head of the literal loop: two Padé exponentials (seven products and a solve each), Ω, Ω Σ Ωᵀ, an inverse, a
/// trace of a product and two determinants.
double naivePairOperations(double d)
{
    return (2 * (14 + 8.0 / 3) + 2 + 4 + 2 + 2 + 4.0 / 3) * d * d * d;
}

}  // namespace

double allowedPairs(const Mask& mask, Index n)
{
    double count = 0;
    for (Index i = 0; i < n; ++i) {
        const auto [first, last] = mask.senders(i, n);
        count += static_cast<double>(last - first - (!mask.self && i >= first && i < last ? 1 : 0));
    }
    return count;
}

Cost costOf(const AttentionOptions& o, Organisation organisation, MessageCost messages, Index n, const Heads& heads)
{
    const auto tokens = static_cast<double>(n);
    const double allowed = allowedPairs(o.mask, n);
    const double pairs = o.allowedOnly ? allowed : tokens * tokens;
    Cost cost;
    cost.evaluations = pairs;
    cost.bytes = 16 * tokens * tokens * static_cast<double>(heads.size());
    for (const Index each : heads) {
        const auto d = static_cast<double>(each);
        if (organisation == Organisation::Naive) {
            cost.operations += pairs * naivePairOperations(d);
            if (messages != MessageCost::None)
                cost.operations += allowed * (messages == MessageCost::Full ? 4 * d * d : 2 * d);
            continue;
        }
        cost.operations += pairs * pairOperations(o, d);
        if (organisation == Organisation::Cold)
            cost.operations += tokens * tokenOperations(o, d);
        const double width = messages == MessageCost::Mean                       ? d
                             : messages == MessageCost::None                     ? 0
                             : o.covariance.family == CovarianceFamily::Diagonal ? 2 * d
                                                                                 : d * (d + 3) / 2;
        cost.operations += allowed * 2 * width;
    }
    return cost;
}

}  // namespace gauge
