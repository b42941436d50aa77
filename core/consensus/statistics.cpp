#include "core/consensus/statistics.h"

#include "core/algebra/solvers.h"

#include <cmath>
#include <limits>

namespace gauge {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

/// Mean distance of every agent to the members of every cluster, itself left out: N×M; NaN where there is nobody.
Matrixd distanceToClusters(const Clusters& clusters, const Matrixd& distance)
{
    const Index n = distance.rows();
    Matrixd mean = Matrixd::Zero(n, static_cast<Index>(clusters.members.size()));
    for (Index c = 0; c < mean.cols(); ++c) {
        const auto& members = clusters.members[static_cast<std::size_t>(c)];
        for (const Index j : members)
            mean.col(c) += distance.col(j);
        for (Index i = 0; i < n; ++i) {
            const auto others =
                static_cast<double>(members.size()) - (clusters.label[static_cast<std::size_t>(i)] == c ? 1.0 : 0.0);
            mean(i, c) = others > 0 ? mean(i, c) / others : kNone;
        }
    }
    return mean;
}

Vectord silhouettes(const Clusters& clusters, const Matrixd& mean)
{
    Vectord s = Vectord::Zero(mean.rows());
    for (Index i = 0; i < s.size(); ++i) {
        const Index own = clusters.label[static_cast<std::size_t>(i)];
        double other = std::numeric_limits<double>::infinity();
        for (Index c = 0; c < mean.cols(); ++c)
            if (c != own)
                other = std::min(other, mean(i, c));
        const double a = mean(i, own);
        const double widest = std::max(a, other);
        if (!std::isnan(a) && widest > 0)
            s(i) = (other - a) / widest;
    }
    return s;
}

void setCohesion(const Clusters& clusters, const Matrixd& distance, ClusterStatistics& out)
{
    double within = 0;
    double all = 0;
    double pairsWithin = 0;
    const auto n = static_cast<double>(distance.rows());
    for (Index j = 0; j < distance.cols(); ++j)
        all += distance.col(j).head(j).sum();
    for (const auto& members : clusters.members) {
        const auto g = static_cast<double>(members.size());
        pairsWithin += 0.5 * g * (g - 1);
        for (std::size_t a = 0; a < members.size(); ++a)
            for (std::size_t b = 0; b < a; ++b)
                within += distance(members[a], members[b]);
    }
    const double pairsBetween = 0.5 * n * (n - 1) - pairsWithin;
    out.within = pairsWithin > 0 ? within / pairsWithin : kNone;
    out.between = pairsBetween > 0 ? (all - within) / pairsBetween : kNone;
}

double modularityOf(const Clusters& clusters, const std::vector<RowMatrixd>& attention)
{
    RowMatrixd beta = attention.front();
    for (std::size_t h = 1; h < attention.size(); ++h)
        beta += attention[h];
    const double total = beta.sum();
    if (!(total > 0))
        return kNone;
    const Vectord out = beta.rowwise().sum();
    const Vectord in = beta.colwise().sum().transpose();
    double q = 0;
    for (const auto& members : clusters.members) {
        double inside = 0;
        double from = 0;
        double to = 0;
        for (const Index i : members) {
            from += out(i);
            to += in(i);
            for (const Index j : members)
                inside += beta(i, j);
        }
        q += inside / total - (from / total) * (to / total);
    }
    return q;
}

double effectiveRankOf(const std::vector<Matrixd>& blocks)
{
    std::vector<double> values;
    double total = 0;
    for (const Matrixd& block : blocks) {
        const Vectord eigen = symmetricEigenvalues(block);
        for (const double v : eigen) {
            values.push_back(std::max(v, 0.0));
            total += values.back();
        }
    }
    if (!(total > 0))
        return 0;
    double entropy = 0;
    for (const double v : values)
        if (v > 0)
            entropy -= v / total * std::log(v / total);
    return std::exp(entropy);
}

}  // namespace

ClusterStatistics clusterStatistics(const Clusters& clusters, const Matrixd& distance,
                                    const std::vector<RowMatrixd>& attention)
{
    ClusterStatistics out;
    setCohesion(clusters, distance, out);
    const bool one = clusters.members.size() < 2;
    out.silhouetteOf =
        one ? Vectord::Constant(distance.rows(), kNone) : silhouettes(clusters, distanceToClusters(clusters, distance));
    out.silhouette = out.silhouetteOf.mean();
    out.modularity = modularityOf(clusters, attention);
    return out;
}

ClusterStatistics noClusterStatistics(Index n)
{
    return {kNone, kNone, kNone, Vectord::Constant(n, kNone), kNone};
}

EffectiveRank effectiveRank(const CommonBeliefs& beliefs, const Vectord& multiplicity)
{
    const Vectord w = multiplicity / multiplicity.sum();
    Index k = 0;
    for (const GaussianBlock& block : beliefs.heads)
        k += block.dim();
    Matrixd means(k, beliefs.tokens());
    Matrixd covariance = Matrixd::Zero(k, k);
    Index at = 0;
    for (const GaussianBlock& block : beliefs.heads) {
        const Index d = block.dim();
        means.middleRows(at, d) = block.mean;
        for (Index i = 0; i < block.tokens(); ++i)
            covariance.block(at, at, d, d) += w(i) * block.cov[i];
        at += d;
    }
    const Vectord centre = means * w;
    const Matrixd off = means.colwise() - centre;
    const Matrixd spread = off * w.asDiagonal() * off.transpose();
    return {effectiveRankOf({spread}), effectiveRankOf({spread + covariance})};
}

AttentionSpread attentionSpread(const std::vector<RowMatrixd>& attention)
{
    const auto heads = static_cast<Index>(attention.size());
    const Index n = attention.front().rows();
    AttentionSpread out{RowMatrixd(heads, n), RowMatrixd(heads, n), RowMatrixd(heads, n)};
    for (Index h = 0; h < heads; ++h) {
        for (Index i = 0; i < n; ++i) {
            const auto beta = attention[static_cast<std::size_t>(h)].row(i).array();
            if (beta.maxCoeff() <= 0) {
                out.entropy(h, i) = out.concentration(h, i) = out.strongest(h, i) = kNone;
                continue;
            }
            out.entropy(h, i) = -(beta > 0).select(beta * (beta + (beta <= 0).cast<double>()).log(), 0.0).sum();
            out.concentration(h, i) = beta.square().sum();
            out.strongest(h, i) = beta.maxCoeff();
        }
    }
    return out;
}

Vectord meanOverReceivers(const RowMatrixd& quantity)
{
    Vectord mean(quantity.rows());
    for (Index h = 0; h < quantity.rows(); ++h) {
        double sum = 0;
        double count = 0;
        for (const double v : quantity.row(h)) {
            if (!std::isnan(v)) {
                sum += v;
                ++count;
            }
        }
        mean(h) = count > 0 ? sum / count : kNone;
    }
    return mean;
}

}  // namespace gauge
