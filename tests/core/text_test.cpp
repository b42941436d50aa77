#include "core/error.h"
#include "core/gaussian/state.h"
#include "core/io/npz.h"
#include "core/text/embedder.h"
#include "core/text/model_builder.h"
#include "core/text/tokenizer.h"
#include "tests/support/cli.h"

#include <Eigen/Cholesky>
#include <filesystem>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace gauge::test {
namespace {

using Words = std::vector<std::string>;

TEST(Tokenizer, SplitsWordsAndMarksAndKeepsSpelling)
{
    EXPECT_EQ(tokenize("The cat's well-known “trick” – it's 3.5!"),
              (Words{"The", "cat's", "well-known", "“", "trick", "”", "–", "it's", "3", ".", "5", "!"}));
    EXPECT_EQ(tokenize("  \n\t "), Words{});
    EXPECT_EQ(tokenize("a-"), (Words{"a", "-"}));
    EXPECT_EQ(tokenize("naïve 日本"), (Words{"naïve", "日本"}));
    for (const char* bad : {"\xFF", "a\xC3", "\xE2\x82", "\xC0\x80", "\xED\xA0\x80"})
        EXPECT_THROW(tokenize(bad), Error);
}

TEST(Tokenizer, SmallLettersAreThoseOfAsciiInEveryLanguage)
{
    EXPECT_EQ(lowerCase("INDIGO Ä İ"), "indigo Ä İ");
    EXPECT_EQ(tokenize("i.I ä9"), (Words{"i", ".", "I", "ä9"}));
}

TEST(WordModel, HoldsAtLeastEightThousandPositiveDefiniteBeliefs)
{
    const WordModel& model = builtInModel();
    EXPECT_GE(model.words().size(), 8000u);
    EXPECT_NE(model.notice().find("WordNet"), std::string::npos);
    for (std::size_t i = 0; i < model.words().size(); i += 7)
        EXPECT_EQ(model.belief(model.words()[i]).cov.llt().info(), Eigen::Success) << model.words()[i];
}

TEST(WordModel, UnknownWordsAreBroadAndNearWordsThatLookAlike)
{
    const WordModel& model = builtInModel();
    ASSERT_FALSE(model.knows("catlike-ish"));
    const WordBelief unknown = model.belief("unmusicalness");
    double widest = 0;
    for (const char* word : {"the", "cat", "music", "dog"})
        widest = std::max(widest, model.belief(word).cov.trace());
    EXPECT_GT(unknown.cov.trace(), widest);
    EXPECT_EQ(unknown.cov.llt().info(), Eigen::Success);
    EXPECT_EQ(model.belief("qqqqzzzz").cov.llt().info(), Eigen::Success);
}

TEST(Embedder, FramesTurnByAnAngleProportionalToThePosition)
{
    const State s = stateFromArrays(embedText(builtInModel(), "a b c d", {0.3, true}), "t");
    EXPECT_EQ(s.heads, (Heads{1, 3, 5, 7}));
    EXPECT_EQ(s.group, "SO(3)");
    EXPECT_NEAR(s.phi(3, 2), 0.9, 1e-15);
    EXPECT_LT((transport(s.frames, 2, 1) - transport(s.frames, 3, 2)).norm(), 1e-12) << "depends on i − j alone";
}

TEST(ModelBuilder, RebuildingGivesTheSameNumbersAndTellsRelatedNouns)
{
    if (!std::filesystem::exists("/usr/share/wordnet/data.noun"))
        GTEST_SKIP() << "WordNet is not installed (Debian package wordnet-base)";
    const TemporaryFolder folder;
    const CliResult r = runCli({"build-model", "-o", folder.file("words.npz"), "--json"});
    ASSERT_EQ(r.code, 0) << r.err;
    // Not the same bytes: how an archive is packed differs from one version of zlib to the next.
    const std::string path = GAUGESCOPE_SOURCE "/resources/model/words.npz";
    const NpzArrays shipped = readNpz(path);
    const NpzArrays built = readNpz(folder.file("words.npz"));
    ASSERT_EQ(built.size(), shipped.size());
    for (const auto& [name, array] : shipped) {
        ASSERT_TRUE(built.contains(name)) << name;
        EXPECT_EQ(built.at(name).shape, array.shape) << name;
        EXPECT_TRUE(built.at(name).numbers == array.numbers) << name;
    }
    EXPECT_LE(std::filesystem::file_size(path), 4U << 20);
    EXPECT_GE(nlohmann::json::parse(r.out).at("auc").get<double>(), 0.80);
}

}  // namespace
}  // namespace gauge::test
