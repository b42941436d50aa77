// Loops and frustration along connections: the laws of MATH.md §9, over groups.
#include "core/algebra/solvers.h"
#include "core/attention/state_ensemble.h"
#include "core/holonomy/holonomy.h"
#include "core/holonomy/link_rows.h"
#include "tests/support/group_links.h"
#include "tests/support/linked_state.h"
#include "tests/support/message.h"

#include <cmath>
#include <Eigen/Geometry>
#include <gtest/gtest.h>
#include <numbers>

namespace gauge::test {
namespace {

Index kernelOf(const Matrixd& laplacian)
{
    const Vectord values = symmetricEigenvalues(laplacian);
    return (values.array() < 1e-12 * values.maxCoeff()).count();
}

class Holonomies : public testing::TestWithParam<LinkGroup> {
protected:
    const LinkGroup& c_ = GetParam();
    const Index d_ = c_.dim();
};

TEST_P(Holonomies, WithoutLinksEverybodyComesHomeAndCanAgree)
{
    const Index n = 7;
    const RowMatrixd beta = anyAttention(n, 3);
    const Matrixd one = Matrixd::Identity(d_, d_);
    for (const Connection& flat : {Connection(), linksFrom(n, d_, [&](Index, Index) { return one; })}) {
        const Holonomy found = holonomyOf(flat, {d_}, {beta}, 1, {});
        ASSERT_EQ(found.triangles.token.rows(), 35);
        EXPECT_TRUE(found.heads[0].wilson == Vectord::Ones(35));
        EXPECT_TRUE(found.heads[0].deviation == Vectord::Zero(35));
        EXPECT_TRUE(found.heads[0].cocycle == Vectord::Zero(35));
        EXPECT_EQ(found.heads[0].meanWilson, 1);
        EXPECT_EQ(found.heads[0].frustration.value, 0);
        EXPECT_EQ(kernelOf(connectionLaplacian(flat, 0, d_, symmetric(beta))), d_);
        EXPECT_TRUE(anchorMap(flat, 0, d_, n, 2).isZero(0));
    }
}

TEST_P(Holonomies, OfLinksThatComeFromFramesAreNone)
{
    for (const Index n : {6, 60}) {  // whole, and by iteration
        const Connection turned = coboundary(c_, n, 5);
        const RowMatrixd beta = anyAttention(n, 4);
        const Holonomy found = holonomyOf(turned, {d_}, {beta}, 1, {});
        const HeadHolonomy& head = found.heads[0];
        EXPECT_LT((head.wilson.array() - 1).abs().maxCoeff(), 1e-11);
        EXPECT_LT(head.deviation.maxCoeff(), 1e-10);
        EXPECT_LT(head.cocycle.maxCoeff(), 1e-10);
        EXPECT_EQ(head.frustration.value, 0);
        EXPECT_EQ(kernelOf(connectionLaplacian(turned, 0, d_, symmetric(beta))), d_);
        EXPECT_LT(anchorMap(turned, 0, d_, n, 1).maxCoeff(), 1e-10);
    }
}

TEST_P(Holonomies, OfALoopDoNotDependOnWhereItStarts)
{
    const Connection links = anyLinks(c_, 6, 0.6, 7);
    const double wilson = loopHolonomy(links, 0, d_, {0, 3, 1, 5}).wilson;
    EXPECT_GT(std::abs(wilson - 1), 1e-3);
    for (const std::vector<Index>& walk : {std::vector<Index>{3, 1, 5, 0}, {1, 5, 0, 3}, {5, 0, 3, 1}})
        EXPECT_NEAR(loopHolonomy(links, 0, d_, walk).wilson, wilson, 1e-12 * std::max(1.0, std::abs(wilson)));
}

TEST_P(Holonomies, OfAReciprocalLoopWalkedBackAreTheInverse)
{
    const Index n = 5;
    Draw draw(9);
    std::vector<Matrixd> forth;
    for (Index k = 0; k < n * n; ++k)
        forth.push_back(draw.element(c_, 0.6));
    const Connection links = linksFrom(n, d_, [&](Index i, Index j) {
        const Matrixd& v = forth[static_cast<std::size_t>(std::min(i, j) * n + std::max(i, j))];
        return i < j ? v : Matrixd(v.inverse());
    });
    const Matrixd there = loopHolonomy(links, 0, d_, {0, 2, 4, 1}).around;
    const Matrixd back = loopHolonomy(links, 0, d_, {0, 1, 4, 2}).around;
    EXPECT_LT((there * back - Matrixd::Identity(d_, d_)).norm(), 1e-12);
}

TEST_P(Holonomies, OfTrianglesAreThoseOfTheirLoops)
{
    const Index n = 6;
    const Connection links = anyLinks(c_, n, 0.6, 11);
    const RowMatrixd beta = anyAttention(n, 2);
    const Holonomy found = holonomyOf(links, {d_}, {beta}, 1, {});
    const HeadHolonomy& head = found.heads[0];
    for (Index t = 0; t < found.triangles.token.rows(); ++t) {
        const Index i = found.triangles.token(t, 0);
        const Index j = found.triangles.token(t, 1);
        const Index k = found.triangles.token(t, 2);
        const LoopHolonomy loop = loopHolonomy(links, 0, d_, {i, j, k});
        EXPECT_NEAR(head.wilson(t), loop.wilson, 1e-12);
        EXPECT_NEAR(head.deviation(t), loop.deviation, 1e-12);
        EXPECT_NEAR(anchorMap(links, 0, d_, n, i)(j, k), loop.deviation, 1e-12);
        const Matrixd through = links.link(0, i, j, d_) * links.link(0, j, k, d_);
        EXPECT_NEAR(head.cocycle(t), (links.link(0, i, k, d_) - through).norm(), 1e-12);
        EXPECT_NEAR(head.weight(t), (beta(i, j) * beta(j, k) * beta(k, i) + beta(i, k) * beta(k, j) * beta(j, i)) / 2,
                    1e-15);
    }
    EXPECT_NEAR(head.meanWilson, head.wilson.mean(), 1e-14);
    EXPECT_EQ(head.least, head.meanWilson);
}

TEST_P(Holonomies, StayAsTheCommonFrameChanges)
{
    const Index n = 6;
    const Connection links = anyLinks(c_, n, 0.5, 13);
    const RowMatrixd beta = anyAttention(n, 6);
    Draw draw(15);
    const Matrixd turn = draw.element({"turn", soGenerators(d_), true}, 0.8);
    const Matrixd stretch = draw.element({"stretch", glGenerators(d_), false}, 0.8);
    const HeadHolonomy before = holonomyOf(links, {d_}, {beta}, 1, {}).heads[0];
    const auto changed = [&](const Matrixd& a) {
        return holonomyOf(
                   linksFrom(n, d_, [&](Index i, Index j) { return Matrixd(a * links.link(0, i, j, d_) * a.inverse()); }),
                   {d_}, {beta}, 1, {})
            .heads[0];
    };
    const HeadHolonomy turned = changed(turn);
    const HeadHolonomy stretched = changed(stretch);
    EXPECT_LT((turned.wilson - before.wilson).cwiseAbs().maxCoeff(), 1e-11);
    EXPECT_LT((stretched.wilson - before.wilson).cwiseAbs().maxCoeff(), 1e-10);
    EXPECT_LT((turned.deviation - before.deviation).cwiseAbs().maxCoeff(), 1e-11);
    EXPECT_NEAR(turned.frustration.value, before.frustration.value, 1e-12);
    EXPECT_GT((stretched.deviation - before.deviation).cwiseAbs().maxCoeff(), 1e-3) << "only what is orthogonal keeps it";
    EXPECT_GT(std::abs(stretched.frustration.value - before.frustration.value), 1e-6);
}

TEST_P(Holonomies, ArePermutedAsTheTokensAre)
{
    const std::vector<Index> place{4, 2, 0, 5, 1, 3};
    const Index n = 6;
    const Connection links = anyLinks(c_, n, 0.5, 17);
    const RowMatrixd beta = anyAttention(n, 8);
    const auto at = [&](Index i) { return place[static_cast<std::size_t>(i)]; };
    const Connection moved = linksFrom(n, d_, [&](Index i, Index j) { return links.link(0, at(i), at(j), d_); });
    const RowMatrixd movedBeta = RowMatrixd::NullaryExpr(n, n, [&](Index i, Index j) { return beta(at(i), at(j)); });
    const Frustration a = frustrationOf(links, 0, d_, symmetric(beta));
    const Frustration b = frustrationOf(moved, 0, d_, symmetric(movedBeta));
    EXPECT_NEAR(a.value, b.value, 1e-13);
    EXPECT_NEAR(loopHolonomy(moved, 0, d_, {0, 1, 2}).wilson, loopHolonomy(links, 0, d_, {4, 2, 0}).wilson, 1e-14);
    const RowMatrixd map = anchorMap(links, 0, d_, n, at(3));
    const RowMatrixd movedMap = anchorMap(moved, 0, d_, n, 3);
    for (Index i = 0; i < n; ++i)
        for (Index j = 0; j < n; ++j)
            EXPECT_NEAR(movedMap(i, j), map(at(i), at(j)), 1e-12);
}

TEST_P(Holonomies, CarryABeliefAroundAndHome)
{
    const Connection links = anyLinks(c_, 4, 0.6, 21);
    GaussianBlock block{Matrixd::Random(d_, 4), Stack(4, d_)};
    for (Index i = 0; i < 4; ++i) {
        const Matrixd a = Matrixd::Random(d_, d_);
        block.cov[i] = a * a.transpose() + Matrixd::Identity(d_, d_);
    }
    const CommonBeliefs common{{block}};
    const std::vector<Belief> carried = carriedAround(links, common, 0, {2, 0, 3});
    ASSERT_EQ(carried.size(), 4u);
    EXPECT_TRUE(carried[0].mean == block.mean.col(2));
    EXPECT_LT((carried[1].mean - links.link(0, 3, 2, d_) * block.mean.col(2)).norm(), 1e-14);
    const Matrixd around = loopHolonomy(links, 0, d_, {2, 0, 3}).around;
    EXPECT_LT((carried[3].mean - around * block.mean.col(2)).norm(), 1e-12);
    EXPECT_LT((carried[3].cov - around * block.cov[2] * around.transpose()).norm(), 1e-11);
}

TEST_P(Holonomies, OfALinkForAllArePowersOfIt)
{
    Draw draw(23);
    const Matrixd w = draw.element(c_, 0.5);
    const Connection heads = Connection::ofHeads({{w, w.inverse(), std::log(std::abs(w.determinant()))}});
    const RowMatrixd beta = anyAttention(5, 12);
    const Holonomy found = holonomyOf(heads, {d_}, {beta}, 1, {});
    const Matrixd cube = w * w * w;
    EXPECT_LT((found.heads[0].wilson.array() - cube.trace() / static_cast<double>(d_)).abs().maxCoeff(), 1e-12);
    EXPECT_LT((found.heads[0].cocycle.array() - (w - w * w).norm()).abs().maxCoeff(), 1e-12);
    EXPECT_NEAR(anchorMap(heads, 0, d_, 5, 1)(2, 2), (cube - Matrixd::Identity(d_, d_)).norm(), 1e-12);
    const double whole = symmetricEigenvalues(connectionLaplacian(heads, 0, d_, symmetric(beta)))(0);
    EXPECT_NEAR(found.heads[0].frustration.value, whole, 1e-12);
}

INSTANTIATE_TEST_SUITE_P(Groups, Holonomies, testing::ValuesIn(linkGroups()),
                         [](const auto& p) { return std::string(p.param.name); });

/// What reads links one by one, the literal double loop among them, reads them out of register lanes: they are held against rows made anew.
TEST(Links, OutOfTheirLanesAreThoseOfTheirSource)
{
    for (const char* words : {"links", "random=0.4", "power=0.3,1.5", "bilinear=0.5"}) {
        AttentionOptions options;
        options.connection = connectionFrom({}, words).value();
        const Ensemble e = makeEnsemble(linkedState(Group::Spin1, 11, 3, Links::OneWay), options);
        for (const std::vector<Index>& tokens :
             {std::vector<Index>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, {3, 4, 5}, {7, 2, 9, 9}}) {
            const Connection links = e.connection.among(tokens);
            const auto n = static_cast<Index>(tokens.size());
            LinkRows rows(links, 0, 3, n);
            for (Index i = 0; i < n; ++i) {
                LinkRow made;
                links.row(0, i, made);
                const Stack& read = rows.to(i);
                for (Index j = 0; j < n; ++j) {
                    EXPECT_LT((links.link(0, i, j, 3) - made.link[j]).norm(), 1e-14) << words;
                    EXPECT_LT((read[j] - made.link[j]).norm(), 1e-14) << words;
                }
            }
        }
    }
}

TEST(Holonomy, OfAFluxInThePlane)
{
    for (const double flux : {-3.0, -1.0, 0.0, 0.5, 2.0, std::numbers::pi}) {
        const Matrixd turn = Eigen::Rotation2Dd(flux / 3).toRotationMatrix();
        const Connection links =
            linksFrom(3, 2, [&](Index i, Index j) { return (i + 1) % 3 == j ? turn : Matrixd(turn.transpose()); });
        const RowMatrixd weight = RowMatrixd::Constant(3, 3, 0.7);
        const Holonomy found = holonomyOf(links, {2}, {weight}, 1, {});
        EXPECT_NEAR(found.heads[0].wilson(0), std::cos(flux), 1e-14);
        EXPECT_NEAR(found.heads[0].frustration.value, 0.7 * (2 - 2 * std::cos(flux / 3)), 1e-14);
    }
}

TEST(Holonomy, SamplesTrianglesWhereThereAreManyAndSaysHowWellItKnowsTheirMean)
{
    const LinkGroup so3{"SO3", soGenerators(3), true};
    const Index n = 64;
    const Connection links = anyLinks(so3, n, 0.4, 29);
    const std::vector<RowMatrixd> attention{anyAttention(n, 14)};
    double mean = 0;
    for (Index i = 0; i < n; ++i)
        for (Index j = i + 1; j < n; ++j)
            for (Index k = j + 1; k < n; ++k)
                mean += loopHolonomy(links, 0, 3, {i, j, k}).wilson;
    mean /= static_cast<double>(n * (n - 1) * (n - 2) / 6);
    int covered = 0;
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        const Triangles triangles = trianglesOf(n, seed);
        ASSERT_EQ(triangles.token.rows(), kSampledTriangles);
        ASSERT_TRUE(triangles.sampled);
        for (Index t = 1; t < kSampledTriangles; ++t) {
            const auto before = triangles.token.row(t - 1);
            const auto now = triangles.token.row(t);
            ASSERT_TRUE(0 <= now(0) && now(0) < now(1) && now(1) < now(2) && now(2) < n);
            ASSERT_TRUE(std::lexicographical_compare(before.begin(), before.end(), now.begin(), now.end()));
        }
        const HeadHolonomy head = holonomyOf(links, {3}, attention, seed, {}).heads[0];
        ASSERT_LT(head.least, head.meanWilson);
        ASSERT_LT(head.greatest - head.least, 0.2);
        covered += head.least <= mean && mean <= head.greatest ? 1 : 0;
    }
    EXPECT_GE(covered, 34);  // 38 are expected, fewer than 34 once in a thousand times
    EXPECT_TRUE(trianglesOf(n, 3).token == trianglesOf(n, 3).token);
    EXPECT_FALSE(trianglesOf(n, 3).token == trianglesOf(n, 4).token);
    EXPECT_FALSE(trianglesOf(60, 1).sampled);
    EXPECT_EQ(trianglesOf(60, 1).token.rows(), 34220);
}

TEST(Holonomy, OfTwoTokensHasNoTriangle)
{
    const Holonomy found = holonomyOf({}, {2}, {RowMatrixd::Constant(2, 2, 0.5)}, 1, {});
    EXPECT_EQ(found.triangles.token.rows(), 0);
    EXPECT_EQ(found.heads[0].wilson.size(), 0);
    EXPECT_TRUE(std::isnan(found.heads[0].meanWilson) && std::isnan(found.heads[0].least));
    EXPECT_EQ(trianglesOf(1, 1).token.rows(), 0);
    EXPECT_EQ(holonomyOf({}, {2}, {RowMatrixd::Ones(1, 1)}, 1, {}).heads[0].frustration.value, 0);
}

TEST(Holonomy, ReadsOneAttentionForAllHeadsWhereTheyAreSummed)
{
    const RowMatrixd beta = anyAttention(5, 16);
    const Matrixd turn = Eigen::Rotation2Dd(0.4).toRotationMatrix();
    const Connection heads = Connection::ofHeads({{turn, turn.transpose(), 0}, {turn, turn.transpose(), 0}});
    const Holonomy summed = holonomyOf(heads, {2, 2}, {beta}, 1, {});
    EXPECT_TRUE(summed.heads[1].weight == summed.heads[0].weight);
    EXPECT_EQ(summed.heads[1].frustration.value, summed.heads[0].frustration.value);
    const Holonomy each = holonomyOf(heads, {2, 2}, {beta, anyAttention(5, 18)}, 1, {});
    EXPECT_FALSE(each.heads[1].weight == each.heads[0].weight);
}

TEST(Holonomy, SaysWhatItCannotDo)
{
    const LinkGroup so3{"SO3", soGenerators(3), true};
    const Connection links = anyLinks(so3, 4, 0.5, 33);
    EXPECT_EQ(messageOf([&] { loopHolonomy(links, 0, 3, {1}); }), "walk: expected two tokens or more, found 1");
    EXPECT_EQ(messageOf([&] { loopHolonomy(links, 0, 3, {1, 4}); }), "link: expected tokens from 0 to 3, found 1 and 4");
    EXPECT_EQ(messageOf([&] { anchorMap(links, 0, 3, 4, 4); }), "anchor: expected a token from 0 to 3, found 4");
    const Index n = 2731;
    const Holonomy large = holonomyOf({}, {3}, {RowMatrixd::Constant(n, n, 1.0 / static_cast<double>(n))}, 1, {});
    EXPECT_EQ(large.frustrationRefused,
              "frustration: expected 8192 rows of the connection Laplacian at most, found 8193 (2731 "
              "tokens in 3 dimensions)");
    EXPECT_TRUE(std::isnan(large.heads[0].frustration.value));
    EXPECT_TRUE(large.heads[0].wilson == Vectord::Ones(kSampledTriangles)) << "what can be had is there";
    EXPECT_EQ(frustrationRefusal(2730, 3), "");
}

}  // namespace
}  // namespace gauge::test
