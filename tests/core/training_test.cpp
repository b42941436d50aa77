// Training whole: the same seed the same numbers, stopping and going on the same as not stopping, what is wrong refused in a line.
#include "core/error.h"
#include "core/io/file.h"
#include "core/learn/kneser_ney.h"
#include "core/learn/model_file.h"
#include "core/learn/trained_text.h"
#include "tests/support/cli.h"
#include "tests/support/message.h"

#include <cmath>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace gauge::learn {
namespace {

using test::messageOf;

/// A small language: sentences of a subject, a verb and an object that depend on each other.
std::string smallText()
{
    std::string text;
    const char* sentences[] = {"the cat eats fish",    "the dog eats meat",   "a bird eats seeds",
                               "the cat sees the dog", "a bird sees the cat", "the dog sees a bird"};
    for (int k = 0; k < 240; ++k)
        text += std::string(sentences[(k * 7 + k / 5) % 6]) + ".\n\n";
    return text;
}

LearnConfig smallConfig(const test::TemporaryFolder& folder)
{
    writeFileAtomically(folder.file("text.txt"), smallText());
    LearnConfig c;
    c.corpus = folder.file("text.txt");
    c.vocabulary = 40;
    c.heads = {4, 4};
    c.length = 16;
    c.batch = 8;
    c.updates = 60;
    c.warmUp = 5;
    c.learningRate = 0.02;
    c.evaluateEvery = 20;
    c.saveEvery = 25;
    return c;
}

TEST(Training, LearnsASmallLanguageBetterThanItsWordFrequencies)
{
    const test::TemporaryFolder folder;
    for (const char* model : {"gauge", "connected", "dot-product"}) {
        LearnConfig config = smallConfig(folder);
        config.model = model == std::string("connected") ? "gauge" : model;
        if (model == std::string("connected")) {
            config.connections = "free";
            config.output = "tied";
        }
        config.width = 16;
        config.learningRate = config.model == "gauge" ? 0.02 : 0.005;
        config.updates = 150;
        const auto training = makeTraining(config);
        const double before = training->heldOutLoss(100000, {});
        while (!training->done())
            training->step({});
        EXPECT_LT(training->heldOutLoss(100000, {}), 0.5 * before) << model;
    }
}

TEST(Training, OneSeedGivesOneSetOfNumbersAndAnotherAnother)
{
    const test::TemporaryFolder folder;
    LearnConfig config = smallConfig(folder);
    config.updates = 8;
    const auto one = makeTraining(config);
    const auto two = makeTraining(config);
    config.seed = 2;
    const auto other = makeTraining(config);
    for (int k = 0; k < 8; ++k) {
        const UpdateReport a = one->step({});
        const UpdateReport b = two->step({});
        EXPECT_EQ(a.loss, b.loss);
        EXPECT_EQ(a.gradientNorm, b.gradientNorm);
        EXPECT_NE(a.loss, other->step({}).loss);
    }
    EXPECT_EQ(one->checkpoint(), two->checkpoint());
}

TEST(Training, GoingOnFromACheckpointIsTheSameAsNotStopping)
{
    const test::TemporaryFolder folder;
    for (const bool natural : {false, true}) {
        LearnConfig config = smallConfig(folder);
        config.heads = {3, 5};
        config.covariance = "rotated";
        config.frames = "learned";
        config.naturalGradient = natural;
        config.updates = 12;
        const auto whole = makeTraining(config);
        const auto first = makeTraining(config);
        for (int k = 0; k < 5; ++k) {
            whole->step({});
            first->step({});
        }
        const auto second = makeTraining(config);
        second->restore(first->checkpoint(), "checkpoint");
        EXPECT_EQ(second->updates(), 5);
        while (!whole->done())
            EXPECT_EQ(whole->step({}).loss, second->step({}).loss);
        EXPECT_EQ(whole->checkpoint(), second->checkpoint());
        config.learningRate *= 2;
        EXPECT_NE(
            messageOf([&] { makeTraining(config)->restore(first->checkpoint(), "checkpoint"); }).find("learning-rate"),
            std::string::npos);
    }
}

TEST(Training, AccumulatingIsABatchInParts)
{
    const test::TemporaryFolder folder;
    LearnConfig config = smallConfig(folder);
    config.precision = "double";
    config.updates = 1;
    config.accumulate = 2;
    const auto training = makeTraining(config);
    const UpdateReport report = training->step({});
    EXPECT_EQ(report.tokens, 2 * 8 * 16);
}

TEST(Training, AModelFileComesBackAsItWas)
{
    const test::TemporaryFolder folder;
    LearnConfig config = smallConfig(folder);
    config.updates = 3;
    const auto training = makeTraining(config);
    while (!training->done())
        training->step({});
    TrainedModel model = training->model();
    model.heldOutLoss = 1.25;
    const std::string bytes = encodeModel(model);
    const TrainedModel back = decodeModel(bytes, "memory");
    EXPECT_EQ(back.config, config);
    EXPECT_EQ(back.theta, model.theta);
    EXPECT_EQ(back.vocabulary.words(), model.vocabulary.words());
    EXPECT_EQ(back.heldOutLoss, 1.25);
    EXPECT_EQ(encodeModel(back), bytes);
    EXPECT_NE(messageOf([&] { decodeModel(training->checkpoint(), "x"); }).find("format"), std::string::npos);
    EXPECT_NE(messageOf([&] { decodeModel(bytes.substr(0, bytes.size() / 2), "x"); }).find("x: "), std::string::npos);
}

/// A config that says nothing of them has the rate and the start that its kind of model was measured to work with.
TEST(Config, RatesAndSpreadsFollowTheKindOfModel)
{
    const auto parse = [](const char* text) { return configFromJson(nlohmann::json::parse(text)); };
    EXPECT_EQ(peakRate(parse("{}")), 0.05);
    EXPECT_EQ(peakRate(parse(R"({"connections": "free"})")), 0.1);
    EXPECT_EQ(peakRate(parse(R"({"model": "dot-product", "connections": "free"})")), 0.01);
    EXPECT_EQ(peakRate(parse(R"({"model": "dot-product", "learning-rate": 0.3})")), 0.3);
    EXPECT_EQ(meanSpread(parse(R"({"connections": "linear"})")), 0.12);
    EXPECT_EQ(meanSpread(parse(R"({"mean-spread": 0.7})")), 0.7);
    const LearnConfig c = parse(R"({"connections": "free", "warm-up": 10, "updates": 100, "final-rate": 0.5})");
    EXPECT_NEAR(learningRate(c, 9), 0.1, 1e-15);
    EXPECT_NEAR(learningRate(c, 100), 0.05, 1e-15);
}

TEST(Config, SaysWhichKeyIsWrong)
{
    const auto parse = [](const char* text) { return configFromJson(nlohmann::json::parse(text)); };
    EXPECT_NE(messageOf([&] { parse(R"({"layer": 2})"); }).find("layer"), std::string::npos);
    EXPECT_NE(messageOf([&] { parse(R"({"layers": "2"})"); }).find("whole number"), std::string::npos);
    EXPECT_NE(messageOf([&] { parse(R"({"layers": -1})"); }).find("from 0"), std::string::npos);
    EXPECT_NE(messageOf([&] { parse(R"({"model": "lstm"})"); }).find("gauge or dot-product"), std::string::npos);
    EXPECT_NE(messageOf([&] { parse(R"({"precision": "half"})"); }).find("single or double"), std::string::npos);
    EXPECT_NE(messageOf([&] { parse(R"({"covariance": "low-rank=0"})"); }).find("low-rank"), std::string::npos);
    EXPECT_NE(messageOf([&] { parse(R"({"covariance": "sparse"})"); }).find("sparse"), std::string::npos);
    EXPECT_NE(messageOf([&] { parse(R"({"heads": [0]})"); }).find("heads"), std::string::npos);
    EXPECT_EQ(configFromJson(configJson(LearnConfig{})), LearnConfig{});
}

/// Words of a model of either kind have beliefs, and one that has none says so.
TEST(Training, WordsOfAConnectedModelAreBeliefs)
{
    const test::TemporaryFolder folder;
    LearnConfig config = smallConfig(folder);
    config.connections = "free";
    config.updates = 2;
    const auto training = makeTraining(config);
    while (!training->done())
        training->step({});
    const TrainedModel model = training->model();
    const std::vector<WordBelief> words = wordBeliefs(model, {3, 5});
    ASSERT_EQ(words.size(), 2U);
    const ParameterBlock& mean = model.layout.blocks().front();
    for (Index k = 0; k < 8; ++k) {
        EXPECT_NEAR(words[1].mean[k], view(model.theta, mean)(5, k), 1e-6);
        EXPECT_EQ(words[1].cov(k, k), words[1].cov(0, 0)) << "one variance a word";
    }
    config.model = "dot-product";
    config.width = 16;
    const TrainedModel none = makeTraining(config)->model();
    EXPECT_NE(messageOf([&] { wordBeliefs(none, {3}); }).find("dot-product"), std::string::npos);
}

TEST(KneserNey, IsAProbabilityAndKnowsWhatItCounted)
{
    const std::vector<int> stream{0, 1, 2, 3, 0, 1, 2, 4, 0, 1, 3, 2, 0, 1, 2, 3};
    const KneserNey model(stream, 3, 6);
    for (const std::vector<int>& before : {std::vector<int>{0, 1}, {1, 2}, {5, 5}, {4}, {}}) {
        double sum = 0;
        for (int token = 0; token < 6; ++token)
            sum += model.probability(before.data(), static_cast<int>(before.size()), token);
        EXPECT_NEAR(sum, 1, 1e-12);
    }
    const int context[] = {0, 1};
    EXPECT_GT(model.probability(context, 2, 2), model.probability(context, 2, 4));
}

/// Chen and Goodman's example of why continuations count: "San Francisco" is frequent, but follows one word alone.
TEST(KneserNey, CountsInHowManyWaysAWordContinues)
{
    std::vector<int> stream;
    for (int k = 0; k < 10; ++k)
        stream.insert(stream.end(), {0, 1});  // 1 only ever after 0
    for (int before : {2, 3, 4, 5})
        stream.insert(stream.end(), {before, 6});
    const KneserNey model(stream, 2, 8);
    const int unseen[] = {7};
    EXPECT_GT(model.probability(unseen, 1, 6), model.probability(unseen, 1, 1));
}

TEST(Rows, AskEveryTokenOnce)
{
    const Rows rows = rowsOf({5, 6, 7, 8, 9}, 2);
    EXPECT_EQ(rows, (Rows{{0, 5, 6}, {6, 7, 8}, {8, 9}}));
    EXPECT_EQ(questions(rows), 5);
}

}  // namespace
}  // namespace gauge::learn
