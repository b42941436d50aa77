// What the window's engine remembers of loops, and shows of them.
#include "core/holonomy/loops.h"
#include "core/pipeline/engine.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace gauge {
namespace {

/// Of 13 words, frames that turn, a head an irrep: 1, 3, 5 and 7 dimensions. In the first nobody can disagree.
RunInput sentence()
{
    RunInput input;
    input.text = "the cat sat on the mat while the dog slept near the fire";
    input.parameters.evolve.layers = 3;
    input.parameters.text.positionRate = 0.2;
    input.parameters.text.irrepHeads = true;
    return input;
}

TEST(EngineHolonomy, LoopsAreWalkedAnewOnlyAsLinksOrAttentionChange)
{
    Engine engine(processorBackends());
    RunInput input = sentence();
    EXPECT_EQ(engine.run(input, {})->holonomy, nullptr);
    EXPECT_TRUE(engine.run(input, {})->connection.flat());
    input.parameters.attention.connection = {.source = ConnectionSource::Random, .amount = 0.3};
    const auto ran = [](const Snapshot& s) { return std::count(s.computed.begin(), s.computed.end(), "holonomy"); };
    const auto first = engine.run(input, {});
    EXPECT_EQ(ran(*first), 1);
    ASSERT_NE(first->holonomy, nullptr);
    EXPECT_TRUE(first->connection.byPair());
    EXPECT_EQ(first->holonomy->triangles.token.rows(), 286);
    EXPECT_LT(first->holonomy->heads[1].meanWilson, 1);
    EXPECT_EQ(first->holonomy->frustrationRefused, "");
    input.parameters.consensus.threshold = 2;
    EXPECT_TRUE(engine.run(input, {})->holonomy == first->holonomy) << "θ moves no link";
    input.layer = 1;
    EXPECT_EQ(ran(*engine.run(input, {})), 1);
    input.layer = -1;
    input.parameters.attention.kappa = 2;
    const auto heard = engine.run(input, {});
    EXPECT_EQ(ran(*heard), 1);
    EXPECT_TRUE(heard->holonomy->heads[1].wilson == first->holonomy->heads[1].wilson) << "κ moves no link";
    EXPECT_NE(heard->holonomy->heads[1].frustration.value, first->holonomy->heads[1].frustration.value);
    input.parameters.attention.connection.scale = 0.5;
    EXPECT_GT(engine.run(input, {})->holonomy->heads[1].meanWilson, first->holonomy->heads[1].meanWilson);
    input.parameters.attention.connection = {};
    EXPECT_EQ(engine.run(input, {})->holonomy, nullptr);
}

/// Links that read the means follow them layer by layer, and what is around loops with them.
TEST(EngineHolonomy, LoopsOfLinksThatReadTheMeansAreThoseOfTheShownLayer)
{
    Engine engine(processorBackends());
    RunInput input = sentence();
    input.parameters.attention.connection = {.source = ConnectionSource::Bilinear, .amount = 0.5};
    const auto last = engine.run(input, {});
    input.layer = 0;
    const auto start = engine.run(input, {});
    EXPECT_FALSE(start->holonomy->heads[1].wilson == last->holonomy->heads[1].wilson);
    EXPECT_FALSE(start->connection.link(1, 0, 1, 3) == last->connection.link(1, 0, 1, 3));
    const LoopHolonomy loop = loopHolonomy(last->connection, 1, 3, {0, 1, 2});
    EXPECT_NEAR(last->holonomy->heads[1].wilson(0), loop.wilson, 1e-12);
}

}  // namespace
}  // namespace gauge
