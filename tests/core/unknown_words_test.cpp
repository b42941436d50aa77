// Words outside the vocabulary: one broad guess for all of them is no agreement.
#include "core/consensus/distance.h"
#include "core/pipeline/engine.h"
#include "core/text/embedder.h"
#include "tests/support/message.h"
#include "tests/support/words.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <numeric>

namespace gauge {
namespace {

/// Two words that everybody knows, three that nobody does.
constexpr const char* kText = "cat qwxzv dog zzgrumbl xqxqx";

RunInput typed(std::initializer_list<std::pair<const char*, const char*>> words = {})
{
    RunInput input;
    input.text = kText;
    input.parameters.evolve.layers = 3;
    test::say(input.parameters, "threshold", "1e6");  // whoever may agree does
    for (const auto& [name, value] : words)
        test::say(input.parameters, name, value);
    return input;
}

std::shared_ptr<const Snapshot> run(const RunInput& input)
{
    return Engine(processorBackends()).run(input, {});
}

using Members = std::vector<std::vector<Index>>;
const Members kApart{{0, 2}, {1}, {3}, {4}};
const Members kTogether{{0, 1, 2, 3, 4}};

TEST(UnknownWords, AreKnownFromTheirTextAndFromItsFile)
{
    const State state = stateFromArrays(embedText(builtInModel(), kText, {}), "text");
    EXPECT_EQ(state.guessed, (std::vector<int>{0, 1, 0, 2, 3}));
    EXPECT_TRUE(stateFromArrays(embedText(builtInModel(), "cat dog", {}), "text").guessed.empty());
    NpzArrays arrays = state.arrays;
    arrays["guessed"] = numbersArray({4}, {0, 0, 0, 0});
    EXPECT_NE(test::messageOf([&] { stateFromArrays(arrays, "wrong"); }).find("guessed"), std::string::npos);
}

TEST(UnknownWords, KeepOutOfAgreementUnlessAsked)
{
    for (const char* linkage : {"complete", "components", "mutual"}) {
        for (const char* noise : {"0", "0.5"}) {
            SCOPED_TRACE(linkage);
            const auto apart = run(typed({{"linkage", linkage}, {"hysteresis", noise}}));
            EXPECT_EQ(apart->clusters().members, kApart);
            EXPECT_FALSE(std::isinf(apart->distance().maxCoeff())) << "distances are what they are";
            const auto joined = run(typed({{"linkage", linkage}, {"hysteresis", noise}, {"unknown-words", "join"}}));
            EXPECT_EQ(joined->clusters().members, kTogether);
            std::vector<Index> leaves = apart->leaves;
            std::sort(leaves.begin(), leaves.end());
            std::vector<Index> all(5);
            std::iota(all.begin(), all.end(), Index{0});
            EXPECT_EQ(leaves, all);
        }
    }
}

/// The same word twice is the same belief for a reason; marks and digits are no words that a vocabulary could lack.
TEST(UnknownWords, AgreeWithThemselvesAndMarksWithAnybody)
{
    for (const char* condensed : {"false", "true"}) {
        RunInput input = typed({{"condensed", condensed}});
        input.text = "cat, qwxzv, dog, Qwxzv, 12";
        const auto s = run(input);
        EXPECT_EQ(s->state->guessed, (std::vector<int>{0, 0, 1, 0, 0, 0, 1, 0, 0}));
        EXPECT_EQ(s->clusters().members, (Members{{0, 1, 3, 4, 5, 7, 8}, {2, 6}}));
    }
}

TEST(UnknownWords, KeepOutAtHigherScalesAndInLayersOnAgents)
{
    const auto scales = run(typed({{"scales", "3"}}));
    ASSERT_EQ(scales->levels.size(), 3U);
    for (const ScaleLevel& level : scales->levels)
        EXPECT_EQ(level.clusters.members.size(), 4U);
    const auto agents = run(typed({{"condensed", "true"}}));
    ASSERT_EQ(agents->condensed.size(), 3U);
    EXPECT_EQ(agents->condensed.back().agents, 4);
}

TEST(UnknownWords, AreCountedWhenAskedForANumberOfClusters)
{
    EXPECT_EQ(run(typed({{"clusters", "4"}}))->clusters().members, kApart);
    const auto fewer = run(typed({{"clusters", "2"}}));  // who asks for fewer asks for them too
    EXPECT_EQ(fewer->clusters().members.size(), 2U);
    EXPECT_TRUE(std::isfinite(fewer->levels->front().threshold));
    EXPECT_EQ(run(typed({{"clusters", "1"}, {"unknown-words", "join"}}))->clusters().members, kTogether);
}

TEST(UnknownWords, StandInfinitelyFarInTheTreeAlone)
{
    const Matrixd d = (Matrixd(3, 3) << 0, 1, 2, 1, 0, 3, 2, 3, 0).finished();
    for (const Linkage linkage : {Linkage::Complete, Linkage::Components}) {
        const std::vector<Merge> tree = mergeTree(apartDistance(d, {0, 1, 0}), linkage);
        ASSERT_EQ(tree.size(), 2U);
        EXPECT_EQ(tree[0].height, 2);
        EXPECT_TRUE(std::isinf(tree[1].height));
        EXPECT_EQ(tallestOf(tree), 2);
        EXPECT_EQ(mergeTree(apartDistance(d, {1, 2, 3}), linkage).size(), 2U);
        EXPECT_EQ(tallestOf(mergeTree(apartDistance(d, {1, 1, 1}), linkage)), linkage == Linkage::Complete ? 3 : 2);
    }
}

}  // namespace
}  // namespace gauge
