// Statistics of clusters, of attention's spread and of effective rank are what they are defined to be.
#include "core/consensus/statistics.h"

#include "core/attention/spread.h"
#include "core/consensus/linkage.h"

#include <cmath>
#include <gtest/gtest.h>
#include <random>

namespace gauge::test {
namespace {

TEST(Statistics, AreTheirDefinitions)
{
    std::mt19937_64 random(5);
    std::uniform_real_distribution<double> uniform(0, 10);
    const Index n = 14;
    Matrixd d = Matrixd::Zero(n, n);
    RowMatrixd beta(n, n);
    for (Index i = 0; i < n; ++i)
        for (Index j = 0; j < n; ++j) {
            beta(i, j) = uniform(random);
            if (j < i)
                d(i, j) = d(j, i) = uniform(random);
        }
    for (Index i = 0; i < n; ++i)
        beta.row(i) /= beta.row(i).sum();
    const Clusters c = cutTree(mergeTree(d, Linkage::Complete), n, 6);
    const ClusterStatistics s = clusterStatistics(c, d, {beta, beta});
    double within = 0, between = 0, pairsWithin = 0, pairsBetween = 0, q = 0;
    const Vectord in = beta.colwise().sum().transpose();
    for (Index i = 0; i < n; ++i) {
        for (Index j = 0; j < n; ++j) {
            const bool same = c.label[static_cast<std::size_t>(i)] == c.label[static_cast<std::size_t>(j)];
            if (same)
                q += beta(i, j) / n - in(j) / (static_cast<double>(n) * n);
            if (j <= i)
                continue;
            (same ? within : between) += d(i, j);
            (same ? pairsWithin : pairsBetween) += 1;
        }
    }
    EXPECT_NEAR(s.within, within / pairsWithin, 1e-12);
    EXPECT_NEAR(s.between, between / pairsBetween, 1e-12);
    EXPECT_NEAR(s.modularity, q, 1e-12);
    for (Index i = 0; i < n; ++i) {
        double a = 0;
        double b = 1e300;
        const Index own = c.label[static_cast<std::size_t>(i)];
        for (std::size_t k = 0; k < c.members.size(); ++k) {
            double sum = 0, count = 0;
            for (const Index j : c.members[k])
                if (j != i) {
                    sum += d(i, j);
                    ++count;
                }
            if (static_cast<Index>(k) == own)
                a = count > 0 ? sum / count : 0;
            else
                b = std::min(b, sum / count);
        }
        const double expected = c.members[static_cast<std::size_t>(own)].size() > 1 ? (b - a) / std::max(a, b) : 0;
        EXPECT_NEAR(s.silhouetteOf(i), expected, 1e-12);
    }
    const AttentionSpread uniformRows = attentionSpread({RowMatrixd::Constant(n, n, 1.0 / n)});
    EXPECT_NEAR(uniformRows.entropy(0, 3), std::log(n), 1e-12);
    EXPECT_NEAR(uniformRows.concentration(0, 3), 1.0 / n, 1e-12);
    const AttentionSpread silent = attentionSpread({RowMatrixd::Zero(2, 2)});
    EXPECT_TRUE(std::isnan(silent.entropy(0, 0)));
    const AttentionSpread one = attentionSpread({RowMatrixd::Identity(3, 3)});
    EXPECT_EQ(one.entropy(0, 0), 0);
    EXPECT_EQ(one.concentration(0, 2), 1);
    EXPECT_TRUE(std::isnan(clusterStatistics(cutTree({}, 1, 1), Matrixd::Zero(1, 1), {RowMatrixd::Ones(1, 1)}).within));
}

TEST(Statistics, EffectiveRankCountsTheDirectionsThatVary)
{
    CommonBeliefs line;
    line.heads.push_back({Matrixd::Zero(4, 5), Stack(5, 4)});
    for (Index i = 0; i < 5; ++i) {
        line.heads[0].mean(1, i) = static_cast<double>(i);
        line.heads[0].cov[i].setIdentity();
        line.heads[0].cov[i] *= 1e-9;
    }
    EXPECT_NEAR(effectiveRank(line, Vectord::Ones(5)).means, 1, 1e-12);
    line.heads[0].mean.setZero();
    EXPECT_EQ(effectiveRank(line, Vectord::Ones(5)).means, 0);
    EXPECT_NEAR(effectiveRank(line, Vectord::Ones(5)).mixture, 4, 1e-9);
}

}  // namespace
}  // namespace gauge::test
