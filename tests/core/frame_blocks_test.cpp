// What is drawn of frames: blocks, rotations and the angles between them.
#include "core/algebra/frame_blocks.h"
#include "core/pipeline/engine.h"
#include "tests/support/random_state.h"

#include <gtest/gtest.h>

namespace gauge {
namespace {

std::shared_ptr<const Snapshot> snapshotOf(const test::GroupCase& group)
{
    RunInput input;
    input.state = std::make_shared<const State>(test::randomState(group.group, 6, 7));
    return Engine(processorBackends()).run(input, {});
}

class FrameBlocks : public testing::TestWithParam<test::GroupCase> {};

TEST_P(FrameBlocks, CoverEveryHeadAndNothingLiesBesideThem)
{
    const auto s = snapshotOf(GetParam());
    const std::vector<FrameBlock> blocks = frameBlocks(s->frames);
    Index covered = 0;
    for (const FrameBlock& block : blocks) {
        covered += block.size;
        for (Index i = 0; i < s->tokens(); ++i) {
            Matrixd rows = s->frames.u[block.head][i].middleRows(block.first, block.size);
            rows.middleCols(block.first, block.size).setZero();
            EXPECT_LT(rows.norm(), 1e-12);
        }
    }
    EXPECT_EQ(covered, s->state->dim());
}

TEST_P(FrameBlocks, OfThreeDimensionsAreStretchedRotations)
{
    const auto s = snapshotOf(GetParam());
    for (const FrameBlock& block : frameBlocks(s->frames)) {
        if (block.size != 3)
            continue;
        for (Index i = 0; i < s->tokens(); ++i) {
            const Triad t = blockTriad(s->frames, block, i);
            EXPECT_LT((t.axes.transpose() * t.axes - Eigen::Matrix3d::Identity()).norm(), 1e-12);
            const Matrixd u = s->frames.u[block.head][i].block(block.first, block.first, 3, 3);
            const Matrixd stretch = u * t.axes.transpose();  // U = S R
            EXPECT_LT((stretch - stretch.transpose()).norm(), 1e-10 * u.norm());
            EXPECT_LT((stretch.diagonal() - t.stretch).norm(), 1e-10 * u.norm());
        }
    }
}

INSTANTIATE_TEST_SUITE_P(EveryGroup, FrameBlocks, testing::ValuesIn(test::allGroups()),
                         [](const auto& group) { return group.param.name; });

TEST(Triads, TurnByTheAngleOfTheRotationBetweenThem)
{
    const Generators t = spinGenerators(1);
    for (const double angle : {0.0, 0.3, 1.5, 3.0}) {
        RowMatrixd phi(2, 3);
        phi << 0.4, -0.2, 0.7, 0, 0, angle;
        const Frames frames = framesFromPhi(phi, planExponential(t, {3}));
        Triad start;
        Triad end;
        start.axes = frames.u[0][0];
        end.axes = frames.u[0][0] * frames.u[0][1];
        end.stretch << 2, 1, 0.5;
        EXPECT_NEAR(turnBetween(start, end), angle, 1e-7);
        EXPECT_NEAR(turnBetween(end, start), angle, 1e-7);
        const Triad turn = turnOf(start, end);
        EXPECT_LT((turn.axes * start.axes - end.axes).norm(), 1e-12);
        EXPECT_LT((turn.stretch - end.stretch).norm(), 1e-12);
        EXPECT_NEAR(rotationVector(turn).norm(), angle, 1e-7);
        Triad alone;
        alone.axes = frames.u[0][1];
        EXPECT_LT((rotationVector(alone) - Eigen::Vector3d(0, 0, angle)).norm(), 1e-7);
    }
}

}  // namespace
}  // namespace gauge
