// The curves that papers print, against what they are means of.
#include "core/pipeline/engine.h"
#include "tests/support/random_state.h"

#include <cmath>
#include <gtest/gtest.h>

namespace gauge {
namespace {

RunInput research()
{
    RunInput input;
    input.state = std::make_shared<const State>(stateFromArrays(test::categorisedArrays({1, 2}, 24, 3), "research"));
    input.parameters.evolve.layers = 3;
    input.parameters.attention.kappa = 2;
    input.parameters.consensus.threshold = 3;
    input.extras.curves = true;
    return input;
}

TEST(Curves, AreNotDrawnUnlessAskedFor)
{
    RunInput input = research();
    input.extras.curves = false;
    EXPECT_EQ(Engine(processorBackends()).run(input, {})->curves, nullptr);
}

TEST(Curves, EntropiesAreThoseOfTheAttentionOfEachLayer)
{
    Engine engine(processorBackends());
    RunInput input = research();
    const auto all = engine.run(input, {})->curves;
    ASSERT_EQ(all->entropy.size(), 4u);
    for (int layer = 0; layer <= 3; ++layer) {
        input.layer = layer;
        const auto s = engine.run(input, {});
        for (std::size_t h = 0; h < s->attention.size(); ++h) {
            double sum = 0;
            for (const double b : s->attention[h].reshaped())
                sum -= b > 0 ? b * std::log(b) : 0;
            EXPECT_NEAR(all->entropy[static_cast<std::size_t>(layer)](static_cast<Index>(h)),
                        sum / static_cast<double>(s->tokens()), 1e-12);
            EXPECT_NEAR(s->curves->heads[h].entropy, sum / static_cast<double>(s->tokens()), 1e-12);
        }
    }
}

TEST(Curves, EntropyRisesWithTemperatureFromNoneToAll)
{
    const auto curves = Engine(processorBackends()).run(research(), {})->curves;
    for (Index h = 0; h < curves->entropyOfKappa[0].size(); ++h) {
        for (std::size_t k = 1; k < curves->kappa.size(); ++k)
            EXPECT_GT(curves->entropyOfKappa[k](h), curves->entropyOfKappa[k - 1](h));
        EXPECT_LT(curves->entropyOfKappa.back()(h), std::log(24.0));
    }
    EXPECT_NEAR(curves->kappa[12], 2, 1e-12);
    EXPECT_NEAR((curves->entropyOfKappa[12] - curves->entropy.back()).norm(), 0, 1e-12);
}

TEST(Curves, AgreementIsTheMeanDistanceInsideAndBetweenGroups)
{
    const auto s = Engine(processorBackends()).run(research(), {});
    EXPECT_NEAR(s->curves->within.back(), s->numbers->clusters.within, 1e-12);
    EXPECT_NEAR(s->curves->between.back(), s->numbers->clusters.between, 1e-12);
}

TEST(Curves, ExactEnergiesDoNotKnowTheirLocalFrames)
{
    for (const test::GroupCase& group : test::allGroups()) {
        RunInput input;
        input.state = std::make_shared<const State>(stateFromArrays(test::randomArrays(group.group, 9, 4), group.name));
        input.parameters.evolve.layers = 0;
        input.extras.curves = true;
        const auto curves = Engine(processorBackends()).run(input, {})->curves;
        ASSERT_EQ(curves->equivariance.size(), 5u) << group.name;
        for (const Residual& r : curves->equivariance)
            EXPECT_LT(r.change, 1e-10) << group.name << " at size " << r.size;
        input.parameters.attention.transport = Transport::None;
        EXPECT_FALSE(Engine(processorBackends()).run(input, {})->curves->equivarianceRefused.empty());
    }
}

TEST(Curves, AProjectedCovarianceDoesKnowThem)
{
    RunInput input = research();
    input.parameters.evolve.layers = 0;
    input.parameters.attention.covariance = CovarianceFamily::DiagonalProjected;
    EXPECT_GT(Engine(processorBackends()).run(input, {})->curves->equivariance.back().change, 1e-3);
}

TEST(Curves, FramesThatAreAlikeLieTogether)
{
    RunInput input;
    input.text = "one two three four five six";
    input.parameters.text.positionRate = M_PI;  // every second frame is the same
    input.parameters.evolve.layers = 0;
    input.extras.curves = true;
    const auto s = Engine(processorBackends()).run(input, {});
    const RowMatrixd& at = s->curves->frames.at;
    EXPECT_LT((at.row(0) - at.row(2)).norm(), 1e-7) << "a root of rounding";
    EXPECT_GT((at.row(0) - at.row(1)).norm(), 0.1);
    EXPECT_NEAR(s->curves->frames.explained[0], 1, 1e-9);
}

}  // namespace
}  // namespace gauge
