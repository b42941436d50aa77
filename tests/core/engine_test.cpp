// The pipeline: what is remembered, what is published, how it is stopped.
#include "core/error.h"
#include "core/pipeline/engine.h"

#include <gtest/gtest.h>

namespace gauge {
namespace {

RunInput sentence()
{
    RunInput input;
    input.text = "the cat sat on the mat while the dog slept near the fire";
    input.parameters.evolve.layers = 3;
    return input;
}

using Stages = std::vector<std::string>;

TEST(Engine, OnlyWhatAParameterTouchesRunsAgain)
{
    Engine engine(processorBackends());
    RunInput input = sentence();
    EXPECT_EQ(engine.run(input, {})->computed,
              (Stages{"embed", "frames", "trajectory", "trees", "attend", "cut", "levels", "active"}));
    EXPECT_EQ(engine.run(input, {})->computed, Stages{});
    input.parameters.consensus.threshold = 2;
    EXPECT_EQ(engine.run(input, {})->computed, (Stages{"cut", "levels", "active"}));
    input.layer = 1;
    EXPECT_EQ(engine.run(input, {})->computed, (Stages{"attend", "levels", "active"}));
    input.parameters.attention.kappa = 2;
    EXPECT_EQ(engine.run(input, {})->computed, (Stages{"trajectory", "trees", "attend", "cut", "levels", "active"}));
    input.parameters.text.positionRate = 0.2;
    EXPECT_EQ(engine.run(input, {})->computed.size(), 8u);
    input.parameters.text.positionRate = 0;
    EXPECT_EQ(engine.run(input, {})->computed, (Stages{})) << "the last values are remembered too";
}

TEST(Engine, RememberedAndFreshResultsAreBitForBitEqual)
{
    Engine engine(processorBackends());
    RunInput input = sentence();
    for (const double kappa : {1.0, 2.0, 3.0, 0.5}) {
        input.parameters.attention.kappa = kappa;
        engine.run(input, {});
    }
    const auto remembered = engine.run(input, {});
    const auto fresh = Engine(processorBackends()).run(input, {});
    EXPECT_TRUE(remembered->attention[0] == fresh->attention[0]);
    EXPECT_TRUE(remembered->distance() == fresh->distance());
    EXPECT_EQ(remembered->clusters().label, fresh->clusters().label);
}

/// What a playing picture holds on to: no layer reaches beyond it, and together they reach it.
TEST(Engine, ExtentsOfARunHoldEveryLayerAndNoMore)
{
    Engine engine(processorBackends());
    RunInput input = sentence();
    EXPECT_EQ(engine.run(input, {})->extents, nullptr);
    input.extras.extents = true;
    Extent beta, logBeta, energy, distance, rows;
    double tallest = 0;
    std::shared_ptr<const Snapshot> s;
    for (input.layer = 0; input.layer <= 3; ++input.layer) {
        s = engine.run(input, {});
        ASSERT_NE(s->extents, nullptr);
        beta.take(extentOf(s->attention[0]));
        logBeta.take(extentOf(s->attention[0].array().log().matrix()));
        energy.take(extentOf(s->energy[0]));
        distance.take(extentOf(s->distance()));
        rows.take(extentOf(byRow(s->attention[0], false)));
        tallest = std::max(tallest, tallestOf(s->tree()));
    }
    const RunExtents& run = *s->extents;
    for (const auto& [found, expected] :
         {std::pair(run.attention[0].plain, beta), std::pair(run.attention[1].plain, beta),
          std::pair(run.logAttention[0].plain, logBeta), std::pair(run.energy[0].plain, energy),
          std::pair(run.distance.plain, distance), std::pair(run.attention[0].byRow, rows)}) {
        EXPECT_DOUBLE_EQ(found.least, expected.least);
        EXPECT_DOUBLE_EQ(found.greatest, expected.greatest);
    }
    EXPECT_DOUBLE_EQ(run.tallest, tallest);
    EXPECT_EQ(atRest(s)->extents, nullptr);
    EXPECT_FALSE(atRest(s)->input.extras.extents);
    EXPECT_EQ(engine.run(input, {})->computed, Stages{}) << "asked once for all layers";
}

TEST(Engine, AbsorbingFramesChangesNothingButTheFrames)
{
    RunInput input = sentence();
    input.parameters.text.positionRate = 0.7;
    input.parameters.evolve.frameStep = 0.1;
    const auto before = Engine(processorBackends()).run(input, {});
    input.parameters.absorbFrames = true;
    const auto after = Engine(processorBackends()).run(input, {});
    EXPECT_FALSE(before->frames.identity);
    EXPECT_EQ(after->state->group, "frames absorbed");
    EXPECT_LT((before->energy[0] - after->energy[0]).cwiseAbs().maxCoeff(), 1e-11 * before->energy[0].maxCoeff());
    EXPECT_LT((before->attention[0] - after->attention[0]).cwiseAbs().maxCoeff(), 1e-11);
    EXPECT_EQ(before->clusters().label, after->clusters().label);
    EXPECT_NEAR(before->history.back().total(), after->history.back().total(), 1e-9);
    EXPECT_GT((frameMatrix(before->frames, 3) - frameMatrix(after->frames, 3)).norm(), 0.1);
}

TEST(Engine, AMaskThatRulesCondensationOutStillShowsClusters)
{
    RunInput input = sentence();
    input.parameters.attention.mask.kind = Mask::Kind::Causal;
    const auto s = Engine(processorBackends()).run(input, {});
    EXPECT_TRUE(s->active.empty());
    EXPECT_LT(s->clusters().members.size(), 13u);
}

TEST(Engine, ErrorsAreWordsAndAStopIsPrompt)
{
    Engine engine(processorBackends());
    RunInput input = sentence();
    input.parameters.attention.covariance = {CovarianceFamily::LowRank, 0};
    EXPECT_THROW(engine.run(input, {}), Error);
    std::stop_source stopped;
    stopped.request_stop();
    EXPECT_THROW(engine.run(sentence(), {stopped.get_token(), {}}), Cancelled);
    EXPECT_EQ(engine.run(sentence(), {})->tokens(), 13);
}

}  // namespace
}  // namespace gauge
