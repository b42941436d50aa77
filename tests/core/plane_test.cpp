// What is drawn of beliefs: planes, half axes, a pair's beliefs carried.
#include "core/gaussian/plane.h"
#include "core/pipeline/engine.h"
#include "core/pipeline/pair.h"
#include "tests/support/random_state.h"

#include <gtest/gtest.h>
#include <random>

namespace gauge {
namespace {

std::shared_ptr<const Snapshot> snapshotOf(const test::GroupCase& group)
{
    RunInput input;
    input.state = std::make_shared<const State>(test::randomState(group.group, 6, 11));
    input.parameters.evolve.layers = 2;
    return Engine(processorBackends()).run(input, {});
}

Matrixd randomCovariance(Index d, std::mt19937& random)
{
    std::normal_distribution<double> normal;
    const Matrixd a = Matrixd::NullaryExpr(d, d, [&] { return normal(random); });
    return a * a.transpose() + 0.1 * Matrixd::Identity(d, d);
}

TEST(HalfAxes, AreARootOfTheCovarianceAndStandAcrossEachOther)
{
    std::mt19937 random(3);
    for (int k = 0; k < 20; ++k) {
        const Eigen::Matrix2d cov = randomCovariance(2, random);
        const Eigen::Matrix2d half = halfAxes(cov);
        EXPECT_LT((half * half.transpose() - cov).norm(), 1e-12 * cov.norm());
        EXPECT_NEAR(half.col(0).dot(half.col(1)), 0, 1e-12 * cov.norm());
    }
    const Eigen::Matrix2d flat = halfAxes((Eigen::Matrix2d() << 1, 1, 1, 1 - 1e-17).finished());
    EXPECT_TRUE(flat.allFinite());
}

TEST(Planes, CoordinatesAreThePlaneOfTwoUnitVectors)
{
    std::mt19937 random(4);
    const Matrixd cov = randomCovariance(5, random);
    const Vectord mean = cov.col(2);
    Matrixd axes = Matrixd::Zero(5, 2);
    axes(3, 0) = axes(1, 1) = 1;
    const FlatBelief a = inCoordinates(mean, cov, 3, 1);
    const FlatBelief b = alongAxes(mean, cov, axes);
    EXPECT_EQ(a.mean, b.mean);
    EXPECT_EQ(a.cov, b.cov);
}

class CarriedPairs : public testing::TestWithParam<test::GroupCase> {};

/// After the exact transport j's belief is Ω_ij·q_j, MATH.md §1, and what is drawn of it lies in i's frame.
TEST_P(CarriedPairs, AreTheTransportedBeliefInEveryPlane)
{
    const auto s = snapshotOf(GetParam());
    const LocalBeliefs local = pushForward(*s->common, s->frames);
    for (std::size_t h = 0; h < s->energy.size(); ++h) {
        const Index d = s->state->heads[h];
        for (Index i = 0; i < s->tokens(); ++i) {
            const Index j = (i + 2) % s->tokens();
            const Matrixd omega = s->frames.u[h][i] * s->frames.inverse[h][j];
            const Vectord mean = omega * local.heads[h].mean.col(j);
            const Matrixd cov = omega * local.heads[h].cov[j] * omega.transpose();
            const Index b = d - 1;
            const CarriedPair pair = carriedPair(*s->common, s->frames, linkOf(*s, h, i, j), h, i, j, 0, b);
            const auto near = [](const FlatBelief& x, const FlatBelief& y) {
                const double size = 1 + y.cov.norm() + y.mean.norm();
                EXPECT_LT((x.mean - y.mean).norm() + (x.cov - y.cov).norm(), 1e-9 * size);
            };
            near(pair.after, inCoordinates(mean, cov, 0, b));
            near(pair.own, inCoordinates(local.heads[h].mean.col(i), local.heads[h].cov[i], 0, b));
            near(pair.before, inCoordinates(local.heads[h].mean.col(j), local.heads[h].cov[j], 0, b));
        }
    }
}

/// The first axis is the difference of means; no direction across it is wider than the second.
TEST_P(CarriedPairs, AreSeenFromWhereTheyDifferMost)
{
    const auto s = snapshotOf(GetParam());
    std::mt19937 random(5);
    std::normal_distribution<double> normal;
    for (Index i = 0; i < s->tokens(); ++i) {
        const PairWalk walk = walkPair(*s, i, (i + 1) % s->tokens(), 0);
        const PairHead& p = walk.heads.front();
        const CarriedPair pair = carriedPair(p);
        const Vectord apart = p.meanI - p.carriedMean;
        const double size = 1 + apart.norm() + p.covI.norm() + p.carriedCov.norm();
        EXPECT_NEAR(pair.own.mean.x() - pair.after.mean.x(), apart.norm(), 1e-9 * size);
        EXPECT_NEAR(pair.own.mean.y(), pair.after.mean.y(), 1e-9 * size);
        const double widest = pair.own.cov(1, 1) + pair.after.cov(1, 1);
        for (int k = 0; k < 50; ++k) {
            Vectord v = Vectord::NullaryExpr(apart.size(), [&] { return normal(random); });
            v -= apart * (apart.dot(v) / apart.squaredNorm());
            if (v.norm() < 1e-6)
                continue;  // a line has nothing across it
            EXPECT_LE(v.normalized().dot((p.covI + p.carriedCov) * v.normalized()), widest + 1e-9 * size);
        }
    }
}

INSTANTIATE_TEST_SUITE_P(EveryGroup, CarriedPairs, testing::ValuesIn(test::allGroups()),
                         [](const auto& group) { return group.param.name; });

TEST(PushForward, OfOneTokenIsThatOfAll)
{
    const auto s = snapshotOf({"Irreps", test::Group::Irreps});
    const LocalBeliefs local = pushForward(*s->common, s->frames);
    for (Index i = 0; i < s->tokens(); ++i) {
        const Belief whole = pushForward(*s->common, s->frames, i);
        EXPECT_LT((whole.mean - fullMean(local, i)).norm(), 1e-12 * (1 + whole.mean.norm()));
        EXPECT_LT((whole.cov - fullCovariance(local, i)).norm(), 1e-12 * (1 + whole.cov.norm()));
        for (std::size_t h = 0; h < local.heads.size(); ++h) {
            const Belief part = pushForward(*s->common, s->frames, h, i, i);
            EXPECT_LT((part.mean - local.heads[h].mean.col(i)).norm(), 1e-12 * (1 + part.mean.norm()));
        }
        const FlatBelief flat = projectLocal(s->space, *s->common, s->frames, i, 0, 1);
        const Matrixd axes = s->space.axes.leftCols(2);
        EXPECT_LT((flat.mean - axes.transpose() * (whole.mean - s->space.centre)).norm(), 1e-9 * (1 + whole.mean.norm()));
        EXPECT_LT((flat.cov - axes.transpose() * whole.cov * axes).norm(), 1e-9 * (1 + whole.cov.norm()));
    }
}

}  // namespace
}  // namespace gauge
