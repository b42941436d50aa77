#include "core/consensus/pooling.h"

#include <cmath>
#include <Eigen/Cholesky>

namespace gauge {
namespace {

/// Σ w (C + spread), or without the spread.
PooledBelief poolMoments(const GaussianBlock& block, const std::vector<Index>& members, const Vectord& w, bool spread)
{
    const Index d = block.dim();
    PooledBelief out{Vectord::Zero(d), Matrixd::Zero(d, d)};
    for (std::size_t k = 0; k < members.size(); ++k)
        out.mean += w(static_cast<Index>(k)) * block.mean.col(members[k]);
    for (std::size_t k = 0; k < members.size(); ++k) {
        const Vectord offset = block.mean.col(members[k]) - out.mean;
        out.cov += w(static_cast<Index>(k)) * block.cov[members[k]];
        if (spread)
            out.cov += w(static_cast<Index>(k)) * offset * offset.transpose();
    }
    return out;
}

/// P = Σ w P_i, h = Σ w h_i. The offsets from the first member keep h small.
PooledBelief poolNaturals(const GaussianBlock& block, const std::vector<Index>& members, const Vectord& w)
{
    const Index d = block.dim();
    const Vectord origin = block.mean.col(members.front());
    Matrixd p = Matrixd::Zero(d, d);
    Vectord h = Vectord::Zero(d);
    for (std::size_t k = 0; k < members.size(); ++k) {
        const Matrixd precision = block.cov[members[k]].llt().solve(Matrixd::Identity(d, d));
        p += w(static_cast<Index>(k)) * precision;
        h += w(static_cast<Index>(k)) * (precision * (block.mean.col(members[k]) - origin));
    }
    const Eigen::LLT<Matrixd> llt(0.5 * (p + p.transpose()));
    return {origin + llt.solve(h), llt.solve(Matrixd::Identity(d, d))};
}

}  // namespace

Vectord poolingShares(const std::vector<Index>& members, const Vectord& n, const DistanceOf& distance,
                      PoolingWeights weights)
{
    const auto count = static_cast<Index>(members.size());
    if (count == 1)
        return Vectord::Ones(1);
    if (weights == PoolingWeights::Uniform)
        return Vectord::Constant(count, 1.0 / static_cast<double>(count));
    Vectord w(count);
    Vectord farness = Vectord::Zero(count);
    for (Index k = 0; k < count; ++k) {
        const Index i = members[static_cast<std::size_t>(k)];
        w(k) = n(i);
        if (weights == PoolingWeights::Coherence)
            for (const Index j : members)
                farness(k) += distance(i, j) / static_cast<double>(count - 1);
    }
    w.array() *= (farness.minCoeff() - farness.array()).exp();
    return w / w.sum();
}

PooledBelief poolBeliefs(const GaussianBlock& block, const std::vector<Index>& members, const Vectord& shares,
                         Pooling pooling)
{
    if (members.size() == 1)
        return {block.mean.col(members.front()), block.cov[members.front()]};
    switch (pooling) {
    case Pooling::Moment: return poolMoments(block, members, shares, true);
    case Pooling::Average: return poolMoments(block, members, shares, false);
    case Pooling::Precision: return poolNaturals(block, members, shares);
    case Pooling::Product: break;
    }
    return poolNaturals(block, members, Vectord::Ones(shares.size()));
}

}  // namespace gauge
