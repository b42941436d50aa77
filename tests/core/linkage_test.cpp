#include "core/consensus/linkage.h"

#include <gtest/gtest.h>
#include <random>

namespace gauge {
namespace {

Matrixd randomDistances(Index n, unsigned seed)
{
    std::mt19937_64 random(seed);
    std::uniform_real_distribution<double> uniform(0, 10);
    Matrixd d = Matrixd::Zero(n, n);
    for (Index i = 0; i < n; ++i)
        for (Index j = 0; j < i; ++j)
            d(i, j) = d(j, i) = uniform(random);
    return d;
}

TEST(Linkage, CompleteClustersHaveEveryPairBelowTheThresholdAndCannotJoin)
{
    for (unsigned seed = 0; seed < 30; ++seed) {
        const Matrixd d = randomDistances(17, seed);
        const auto tree = mergeTree(d, Linkage::Complete);
        for (const double theta : {1.0, 4.0, 8.0}) {
            const Clusters c = cutTree(tree, 17, theta);
            for (const auto& members : c.members)
                for (const Index i : members)
                    for (const Index j : members)
                        EXPECT_LT(d(i, j), theta);
            for (std::size_t a = 0; a < c.members.size(); ++a) {
                for (std::size_t b = 0; b < a; ++b) {
                    double widest = 0;
                    for (const Index i : c.members[a])
                        for (const Index j : c.members[b])
                            widest = std::max(widest, d(i, j));
                    EXPECT_GE(widest, theta);
                }
            }
        }
    }
}

TEST(Linkage, ComponentsAreTheConnectedComponents)
{
    const Matrixd d = randomDistances(25, 99);
    const double theta = 0.7;
    const Clusters c = cutTree(mergeTree(d, Linkage::Components), 25, theta);
    std::vector<Index> reach(25);
    for (Index i = 0; i < 25; ++i)
        reach[static_cast<std::size_t>(i)] = i;
    for (int round = 0; round < 25; ++round)
        for (Index i = 0; i < 25; ++i)
            for (Index j = 0; j < 25; ++j)
                if (i != j && d(i, j) < theta)
                    reach[static_cast<std::size_t>(i)] =
                        std::min(reach[static_cast<std::size_t>(i)], reach[static_cast<std::size_t>(j)]);
    for (std::size_t i = 0; i < 25; ++i)
        for (std::size_t j = 0; j < 25; ++j)
            EXPECT_EQ(c.label[i] == c.label[j], reach[i] == reach[j]);
}

TEST(Linkage, LabelsAreOrderedByFirstMemberAndHeightsRise)
{
    const Matrixd d = randomDistances(20, 3);
    const auto tree = mergeTree(d, Linkage::Complete);
    ASSERT_EQ(tree.size(), 19u);
    for (std::size_t t = 1; t < tree.size(); ++t)
        EXPECT_LE(tree[t - 1].height, tree[t].height);
    EXPECT_EQ(tree.back().count, 20);
    const Clusters c = cutTree(tree, 20, 5);
    Index next = 0;
    for (const Index label : c.label) {
        EXPECT_LE(label, next);
        next = std::max(next, label + 1);
    }
}

TEST(Linkage, OneTokenHasNoMerges)
{
    EXPECT_TRUE(mergeTree(Matrixd::Zero(1, 1), Linkage::Complete).empty());
    EXPECT_EQ(cutTree({}, 1, 1).members.size(), 1u);
}

TEST(Linkage, EqualDistancesOfZeroStillJoinBelowAPositiveThreshold)
{
    const Clusters c = cutTree(mergeTree(Matrixd::Zero(4, 4), Linkage::Complete), 4, 1e-12);
    EXPECT_EQ(c.members.size(), 1u);
}

}  // namespace
}  // namespace gauge
