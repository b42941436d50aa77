// What is drawn of curvature: a map's polar form, a walk step by step, the frustrated mode in a plane.
#include "core/algebra/solvers.h"
#include "core/error.h"
#include "core/pipeline/curvature_lens.h"
#include "core/pipeline/engine.h"
#include "core/pipeline/pair.h"
#include "tests/support/random_state.h"
#include "tests/support/words.h"

#include <cmath>
#include <gtest/gtest.h>

namespace gauge {
namespace {

using Words = std::vector<std::pair<const char*, const char*>>;

std::shared_ptr<const Snapshot> run(State state, const Words& words)
{
    RunInput input;
    input.state = std::make_shared<const State>(std::move(state));
    test::say(input.parameters, "layers", "1");
    for (const auto& [name, value] : words)
        test::say(input.parameters, name, value);
    return Engine(processorBackends()).run(input, {});
}

/// Rotation by an angle in the first plane of so many dimensions, turned and reversed by a basis.
Matrixd planeRotation(double angle, Index d)
{
    Matrixd r = Matrixd::Identity(d, d);
    r(0, 0) = r(1, 1) = std::cos(angle);
    r(1, 0) = std::sin(angle);
    r(0, 1) = -std::sin(angle);
    return r;
}

TEST(CurvatureLens, AMapIsItsTurnAndItsStretch)
{
    for (const Index d : {2, 3, 5})
        for (const double angle : {1e-9, 0.3, 2.5, M_PI}) {
            const TurnAndStretch t = turnAndStretch(planeRotation(angle, d));
            EXPECT_NEAR(std::abs(t.turn), angle, 1e-12 + 1e-7 * (angle == M_PI)) << d;
            EXPECT_TRUE(t.rotation);
        }
    EXPECT_NEAR(turnAndStretch(planeRotation(-0.4, 2)).turn, -0.4, 1e-12);
    Matrixd stretch = Matrixd::Identity(3, 3);
    stretch(2, 2) = 2;
    stretch(0, 0) = 0.5;
    const TurnAndStretch t = turnAndStretch(planeRotation(0.7, 3) * stretch);
    EXPECT_NEAR(t.turn, 0.7, 1e-12);
    EXPECT_NEAR(t.most, 2, 1e-12);
    EXPECT_NEAR(t.least, 0.5, 1e-12);
    EXPECT_FALSE(t.rotation);
}

TEST(CurvatureLens, AWalkCarriesItsFirstBeliefThroughEveryLinkAndHome)
{
    const auto s = run(test::randomState(test::Group::Spin1, 7, 3), {{"connection", "random=0.4"}, {"seed", "3"}});
    const std::vector<Index> tokens{2, 5, 0, 6};
    const LoopWalk walk = loopWalk(*s, 0, tokens);
    const Index d = s->state->heads[0];
    Matrixd product = Matrixd::Identity(d, d);
    for (std::size_t k = 0; k < tokens.size(); ++k) {
        const Matrixd v = linkOf(*s, 0, tokens[(k + 1) % 4], tokens[k]);
        product = v * product;
        const Vectord mean = product * s->common->heads[0].mean.col(2);
        EXPECT_LT((walk.carried[k + 1].mean - mean).norm(), 1e-12);
        const Matrixd cov = product * s->common->heads[0].cov[2] * product.transpose();
        EXPECT_LT((walk.carried[k + 1].cov - cov).norm(), 1e-12 * (1 + cov.norm()));
    }
    EXPECT_LT((walk.loop.around - product).norm(), 1e-12);
    EXPECT_NEAR(walk.loop.wilson, product.trace() / static_cast<double>(d), 1e-12);
    EXPECT_NEAR(walk.loop.deviation, (product - Matrixd::Identity(d, d)).norm(), 1e-12);
    EXPECT_TRUE(walk.fails.rotation);
    ASSERT_EQ(walk.flat.size(), 5U);
    for (std::size_t k = 0; k < walk.flat.size(); ++k)
        EXPECT_NEAR(walk.flat[k].mean.x(), walk.carried[k].mean(walk.dimensions[0]), 0);
    // The same loop the other way round undoes it: the connection is reciprocal.
    const LoopWalk back = loopWalk(*s, 0, {2, 6, 0, 5});
    EXPECT_LT((back.loop.around * product - Matrixd::Identity(d, d)).norm(), 1e-12);
}

TEST(CurvatureLens, TheMapOfAnAnchorIsTriangles)
{
    const auto s = run(test::randomState(test::Group::Spin1, 6, 3), {{"connection", "power=0.5,0.5"}});
    const RowMatrixd map = anchorMap(s->connection, 0, s->state->heads[0], 6, 4);
    for (Index i = 0; i < 6; ++i)
        for (Index j = 0; j < 6; ++j)
            EXPECT_NEAR(map(i, j), curvatureSeenBy(*s, 0, 4, i, j), 1e-12);
    EXPECT_GT(map.maxCoeff(), 1e-3);
}

TEST(CurvatureLens, AModeInAPlaneKeepsItsLengths)
{
    const auto s = run(test::randomState(test::Group::Spin1, 6, 3), {{"connection", "random=0.5"}});
    const FlatMode flat = flatMode(*s, 0);
    const Matrixd& mode = s->holonomy->heads[0].frustration.mode;
    double inPlane = 0;
    for (Index i = 0; i < 6; ++i) {
        EXPECT_LT((flat.arrows[static_cast<std::size_t>(i)] - flat.axes.transpose() * mode.col(i)).norm(), 1e-14);
        inPlane += flat.arrows[static_cast<std::size_t>(i)].squaredNorm();
    }
    EXPECT_NEAR(inPlane, flat.share * mode.squaredNorm(), 1e-12);
    EXPECT_GE(flat.share, 2.0 / 3 - 1e-12);
}

TEST(CurvatureLens, WalksThatCannotBeGoneAreSaid)
{
    const auto s = run(test::randomState(test::Group::Spin1, 6, 3), {{"connection", "random=0.5"}});
    EXPECT_THROW(loopWalk(*s, 0, {1}), Error);
    EXPECT_THROW(loopWalk(*s, 0, {1, 6}), Error);
    EXPECT_THROW(loopWalk(*s, 9, {1, 2}), Error);
}

/// A pair's numbers along links: the snapshot's own, and Ω as its parts say.
TEST(CurvatureLens, APairAlongLinksHasTheSnapshotsEnergy)
{
    for (const test::Group group : {test::Group::Spin1, test::Group::Irreps, test::Group::SoK, test::Group::GlK})
        for (const char* connection : {"power=0.2,0.5", "random=0.2", "bilinear=0.05"})
            for (const char* divergence : {"kl", "reverse-kl", "jeffreys", "renyi=0.5"}) {
                const auto s =
                    run(test::randomState(group, 7, 5), {{"connection", connection}, {"divergence", divergence}});
                for (std::size_t h = 0; h < s->energy.size(); ++h)
                    for (Index i = 0; i < 7; ++i)
                        for (Index j = 0; j < 7; ++j) {
                            const PairHead p = walkPair(*s, i, j, static_cast<int>(h)).heads[h];
                            const double size = p.byDimension.cwiseAbs().sum() + 1;
                            EXPECT_NEAR(p.energy, s->energy[h](i, j), 1e-10 * size) << connection << ' ' << divergence;
                            EXPECT_LT((p.omega - p.frameI * p.link * p.inverseJ).norm(), 1e-12 * (1 + p.omega.norm()));
                        }
            }
}

/// V_ij = W_h for i = j too: E_ii is not 0.
TEST(CurvatureLens, APairAlongAHeadsLinkHasTheSnapshotsEnergy)
{
    State state = test::randomState(test::Group::Spin1, 6, 5);
    LinkArrays links;
    for (const Index d : state.heads)
        links.heads.push_back(matrixExponential(Matrixd(Matrixd::NullaryExpr(
            d, d, [](Index r, Index c) { return 0.1 * std::sin(1.0 + static_cast<double>(3 * r + c)); }))));
    state.links = std::make_shared<const LinkArrays>(links);
    const auto s = run(std::move(state), {{"connection", "heads"}});
    EXPECT_GT(s->energy[0](2, 2), 1e-3);
    for (Index i = 0; i < 6; ++i)
        for (Index j = 0; j < 6; ++j)
            EXPECT_NEAR(walkPair(*s, i, j, 0).heads[0].energy, s->energy[0](i, j), 1e-10 * (1 + s->energy[0](i, j)));
}

/// Links of an earlier layer follow the means it had.
TEST(CurvatureLens, LinksOfALayerFollowItsMeans)
{
    const auto s = run(test::randomState(test::Group::Spin1, 6, 5), {{"connection", "bilinear=0.1"}, {"layers", "3"}});
    ASSERT_EQ(s->layer, 3);
    EXPECT_LT((linkAt(*s, 3, 0, 1, 4) - linkOf(*s, 0, 1, 4)).norm(), 1e-12);
    RunInput first = s->input;
    first.layer = 0;
    const auto before = Engine(processorBackends()).run(first, {});
    EXPECT_LT((linkAt(*s, 0, 0, 1, 4) - linkOf(*before, 0, 1, 4)).norm(), 1e-12);
    EXPECT_GT((linkAt(*s, 0, 0, 1, 4) - linkAt(*s, 3, 0, 1, 4)).norm(), 1e-9);
}

}  // namespace
}  // namespace gauge
