// Where there is little to see, the one control that changes it: planted troubles, and the engine run with what is advised.
#include "core/learn/trained_text.h"
#include "core/pipeline/advice.h"
#include "core/pipeline/applicable.h"
#include "core/pipeline/candidates.h"
#include "core/pipeline/learned_parameters.h"
#include "tests/support/random_state.h"
#include "tests/support/recorded_run.h"
#include "tests/support/records.h"
#include "tests/support/words.h"

#include <cmath>
#include <gtest/gtest.h>

namespace gauge {
namespace {

using Words = std::vector<std::pair<const char*, const char*>>;

/// A sentence under the parameters that the window opens with, and these.
RunInput typedText(const std::string& text, const Words& words = {})
{
    RunInput input;
    input.text = text;
    for (const auto& [name, value] : {std::pair("kappa", "2"), std::pair("alpha", "0.5"), std::pair("layers", "6")})
        test::say(input.parameters, name, value);
    for (const auto& [name, value] : words)
        test::say(input.parameters, name, value);
    return input;
}

RunInput opening(const Words& words = {})
{
    return typedText("the cat sat on the mat while the dog slept near the fire", words);
}

RunInput loaded(State state, const Words& words = {})
{
    RunInput input;
    input.state = std::make_shared<const State>(std::move(state));
    input.parameters.evolve.layers = 0;
    for (const auto& [name, value] : words)
        test::say(input.parameters, name, value);
    return input;
}

std::shared_ptr<const Snapshot> run(const RunInput& input)
{
    return Engine(processorBackends()).run(input, {});
}

std::optional<Advice> adviceFor(const RunInput& input)
{
    Engine side(processorBackends());
    return adviceOn(*run(input), side, {});
}

/// Where there has to be some.
Advice someAdvice(const RunInput& input)
{
    const std::optional<Advice> advice = adviceFor(input);
    if (!advice)
        ADD_FAILURE() << "expected advice, found none";
    return advice.value_or(Advice{});
}

void expectSame(const Standing& a, const Standing& b)
{
    EXPECT_EQ(a.agents, b.agents);
    EXPECT_EQ(a.groups, b.groups);
    EXPECT_EQ(a.largest, b.largest);
    EXPECT_EQ(a.others, b.others);
    EXPECT_EQ(a.self, b.self);
}

/// The advice names a control that applies, at a value that is not in force and that a person would type, and a run with it, by an
/// engine that remembers nothing, stands as the advice says and out of the trouble.
void expectHelps(const RunInput& input, const Advice& advice)
{
    ASSERT_FALSE(advice.parameter.empty());
    EXPECT_FALSE(inapplicable(input).contains(advice.parameter));
    EXPECT_LE(advice.value.size(), 8U) << advice.value;
    EXPECT_LE(advice.runs, kMostAdviceRuns);
    RunInput changed = input;
    const ParameterInfo& info = parameterInfo(advice.parameter);
    EXPECT_EQ(parameterText(input.parameters, info), advice.now);
    setParameter(changed.parameters, info, advice.value);
    EXPECT_NE(parameterText(changed.parameters, info), advice.now);
    EXPECT_EQ(parameterText(changed.parameters, info), advice.value);
    const Standing after = standingOf(*run(changed));
    expectSame(after, advice.after);
    EXPECT_TRUE(isClearOf(advice.trouble, after));
    const std::optional<Trouble> left = troubleOf(after);
    EXPECT_TRUE(!left || (*left == Trouble::NothingAgrees && advice.trouble != Trouble::NothingAgrees));
}

struct Planted {
    const char* name;
    RunInput input;
    Trouble trouble;
};

std::vector<Planted> plantedTroubles()
{
    return {
        {"a low θ", opening({{"threshold", "1e-7"}, {"position-rate", "0.25"}}), Trouble::NothingAgrees},
        {"only copies agree", opening({{"threshold", "0.01"}}), Trouble::NothingAgrees},
        {"only copies hear one another", opening({{"kappa", "0.05"}}), Trouble::HearsItself},
        {"θ = 0", opening({{"threshold", "0"}}), Trouble::NothingAgrees},
        {"as many clusters as tokens", opening({{"clusters", "13"}}), Trouble::NothingAgrees},
        {"loaded and far apart", loaded(test::randomState(test::Group::SoK, 9, 2), {{"kappa", "20"}}),
         Trouble::NothingAgrees},
        {"a low κ", opening({{"kappa", "0.01"}, {"position-rate", "0.25"}}), Trouble::HearsItself},
        {"a low κ for dot products",
         loaded(test::randomState(test::Group::Spin1, 9, 2), {{"kappa", "1e-3"}, {"temperature-scale", "sqrt-dim"}}),
         Trouble::HearsItself},
        {"a mask of oneself", opening({{"mask", "window=0"}}), Trouble::HearsItself},
        {"a mask of nobody", opening({{"mask", "window=0"}, {"no-self", "true"}}), Trouble::HearsItself},
        {"a steep bias", opening({{"attention-prior", "alibi=1e5"}}), Trouble::HearsItself},
        {"a high θ", opening({{"threshold", "1000"}}), Trouble::Melts},
        {"one cluster", opening({{"clusters", "1"}}), Trouble::Melts},
        {"a high κ and a weak prior", opening({{"kappa", "50"}, {"alpha", "0.01"}}), Trouble::Melts},
        {"no prior", opening({{"kappa", "50"}, {"alpha", "0"}, {"layers", "60"}, {"threshold", "1e-9"}}), Trouble::Melts},
        {"one word", typedText("the the the the"), Trouble::Melts},
        {"a chain", opening({{"linkage", "components"}, {"threshold", "20"}}), Trouble::Melts},
    };
}

TEST(Advice, EveryPlantedTroubleIsToldAndIsGoneWithWhatIsAdvised)
{
    for (const Planted& planted : plantedTroubles()) {
        SCOPED_TRACE(planted.name);
        const Advice advice = someAdvice(planted.input);
        EXPECT_EQ(advice.trouble, planted.trouble);
        expectSame(advice.before, standingOf(*run(planted.input)));
        expectHelps(planted.input, advice);
    }
}

TEST(Advice, ThereIsNoneWhereThereIsNoTrouble)
{
    EXPECT_FALSE(adviceFor(opening()).has_value());
    EXPECT_FALSE(adviceFor(opening({{"mask", "causal"}})).has_value());
    EXPECT_FALSE(adviceFor(opening({{"mask", "causal-window=1"}, {"no-self", "true"}})).has_value())
        << "who hears one sender hears somebody";
    EXPECT_FALSE(adviceFor(opening({{"score", "dot-product"}})).has_value())
        << "where there is no consensus nobody need agree";
}

TEST(Advice, OneTokenHasNobody)
{
    for (const char* kappa : {"1e-9", "1", "1e9"})
        EXPECT_FALSE(adviceFor(typedText("cat", {{"kappa", kappa}, {"threshold", "0"}})).has_value());
}

/// Applied again and again, advice ends: no control is moved to and fro.
TEST(Advice, LeadsOutOfTrouble)
{
    for (const Planted& planted : plantedTroubles()) {
        SCOPED_TRACE(planted.name);
        RunInput input = planted.input;
        int steps = 0;
        for (; steps < 3; ++steps) {
            const std::optional<Advice> advice = adviceFor(input);
            if (!advice)
                break;
            ASSERT_FALSE(advice->parameter.empty());
            setParameter(input.parameters, parameterInfo(advice->parameter), advice->value);
        }
        EXPECT_LT(steps, 3);
    }
}

/// So do sentences that people type: at most one control after another, and then there is something to see or nothing that helps.
TEST(Advice, LeadsOutOfTroubleForSentencesOfOnesOwn)
{
    for (const char* text :
         {"hello world", "cat dog", "I love you", "my name is Robert", "The quick brown fox jumps over the lazy dog",
          "colorless green ideas sleep furiously", "banana democracy seven quietly purple", "red green blue yellow",
          "cat cat", "buffalo buffalo buffalo", "the the dog", "Guten Tag", "Ich liebe dich", "asdf asdf asdf jkl",
          "... !!! ???", "1 2 3 4 5", "Lorem ipsum dolor sit amet", "Die Katze sitzt auf der Matte und der Hund"}) {
        SCOPED_TRACE(text);
        RunInput input = typedText(text);
        bool ended = false;
        for (int steps = 0; steps < 4 && !ended; ++steps) {
            const Advice advice = adviceFor(input).value_or(Advice{});
            ended = advice.parameter.empty();
            if (!ended) {
                expectHelps(input, advice);
                setParameter(input.parameters, parameterInfo(advice.parameter), advice.value);
            }
        }
        EXPECT_TRUE(ended);
    }
}

TEST(Advice, IsTheSameOnOneThreadAndOnTwo)
{
    for (const Planted& planted : plantedTroubles()) {
        SCOPED_TRACE(planted.name);
        RunInput one = planted.input;
        RunInput two = planted.input;
        one.parameters.threads = 1;
        two.parameters.threads = 2;
        const Advice a = adviceFor(one).value_or(Advice{});
        const Advice b = adviceFor(two).value_or(Advice{});
        EXPECT_EQ(a.parameter, b.parameter);
        EXPECT_EQ(a.value, b.value);
        EXPECT_EQ(a.runs, b.runs);
        expectSame(a.after, b.after);
    }
}

TEST(Advice, StopsWhenItIsToldTo)
{
    Engine side(processorBackends());
    std::stop_source stopped;
    stopped.request_stop();
    EXPECT_THROW(adviceOn(*run(opening({{"threshold", "1000"}})), side, {stopped.get_token(), {}}), Cancelled);
    EXPECT_FALSE(adviceOn(*run(opening()), side, {stopped.get_token(), {}}).has_value()) << "nothing had to be run";
}

TEST(Advice, AnswersForRecordsWithWhatRecordsHave)
{
    for (const char* kappa : {"1e-6", "2"}) {
        RunInput input =
            loaded(test::recordedState(test::recordedArrays(4, false)), {{"kappa", kappa}, {"threshold", "1e-3"}});
        for (input.layer = 0; input.layer < 4; ++input.layer) {
            const Advice advice = someAdvice(input);
            expectHelps(input, advice);
            EXPECT_TRUE(advice.parameter == "kappa" || advice.parameter == "threshold") << advice.parameter;
        }
    }
}

TEST(Advice, LeavesTheLayersOfATrainedModelAsTheyWereLearned)
{
    RunInput input = opening();
    input.model = learn::builtInTrainedModel();
    input.parameters = learnedParameters(*input.model, input.parameters);
    test::say(input.parameters, "threshold", "1e6");
    const Advice theta = someAdvice(input);
    EXPECT_EQ(theta.parameter, "threshold");
    expectHelps(input, theta);
    test::say(input.parameters, "kappa", "1e-6");
    test::say(input.parameters, "threshold", "1e-6");
    const Advice kappa = someAdvice(input);
    EXPECT_EQ(kappa.trouble, Trouble::HearsItself);
    EXPECT_TRUE(kappa.parameter.empty());
}

/// N tokens of one dimension at these means, of variance 1.
RunInput onALine(Index n, const std::function<double(Index)>& mean, const Words& words)
{
    NpzArrays arrays = test::arraysOf(std::vector<std::string>(static_cast<std::size_t>(n), "x"));
    for (Index i = 0; i < n; ++i)
        arrays["mu"].numbers[static_cast<std::size_t>(i)] = mean(i);
    return loaded(stateFromArrays(std::move(arrays), "line"), words);
}

TEST(Advice, RunsNothingForLargeStatesAndIsStillExact)
{
    const auto spaced = [](Index i) { return 10.0 * static_cast<double>(i) + 0.1 * static_cast<double>(i % 2 * i % 7); };
    const RunInput input = onALine(600, spaced, {{"kappa", "100"}});
    const Advice advice = someAdvice(input);
    EXPECT_EQ(advice.trouble, Trouble::NothingAgrees);
    EXPECT_EQ(advice.parameter, "threshold");
    EXPECT_EQ(advice.runs, 0);
    expectHelps(input, advice);
    const Advice needsRuns = someAdvice(onALine(600, spaced, {{"kappa", "1e-3"}}));
    EXPECT_EQ(needsRuns.trouble, Trouble::HearsItself);
    EXPECT_TRUE(needsRuns.parameter.empty());
    EXPECT_FALSE(needsRuns.tried);
}

TEST(Advice, SaysWhenNoSingleControlHelps)
{
    const auto same = [](Index) { return 1.0; };
    const Advice melted = someAdvice(onALine(2, same, {{"start-noise", "0.1"}, {"layers", "400"}, {"alpha", "1e9"}}));
    EXPECT_EQ(melted.trouble, Trouble::Melts);
    EXPECT_TRUE(melted.parameter.empty());
    EXPECT_TRUE(melted.tried);
    expectSame(melted.before, melted.after);
}

TEST(Advice, BearsEnergiesWithoutABound)
{
    const auto far = [](Index i) { return 1e140 * static_cast<double>(i); };
    for (const Words& words : {Words{}, Words{{"kappa", "1e300"}}, Words{{"threshold", "1e300"}}}) {
        const RunInput input = onALine(5, far, words);
        if (const std::optional<Advice> advice = adviceFor(input); advice && !advice->parameter.empty())
            expectHelps(input, *advice);
    }
    for (const char* divergence : {"renyi=0.5", "reverse-kl", "jeffreys"}) {
        const RunInput input = loaded(test::randomState(test::Group::GlK, 8, 5), {{"divergence", divergence}});
        if (const std::optional<Advice> advice = adviceFor(input); advice && !advice->parameter.empty())
            expectHelps(input, *advice);
    }
}

/// Four "the" are one belief, which hears and agrees with nobody else by hearing and agreeing with itself.
TEST(Advice, CopiesOfAWordCountAsOne)
{
    const Standing standing = standingOf(*run(opening({{"kappa", "0.05"}, {"threshold", "0.01"}})));
    EXPECT_EQ(standing.beliefs, 10);
    EXPECT_EQ(standing.agents, 10);
    EXPECT_EQ(standing.groups, 1);
    EXPECT_EQ(standing.agreements, 0);
    EXPECT_NEAR(standing.others, 4 * 3 / 13.0, 0.01);
    EXPECT_LT(standing.heard, 1e-3);
    const Standing turned = standingOf(*run(opening({{"position-rate", "0.25"}})));
    EXPECT_EQ(turned.beliefs, 13) << "frames part them";
    EXPECT_NEAR(turned.heard, turned.others, 1e-12);
}

TEST(Advice, WhatIsOneHearsNobodyElse)
{
    const Standing standing = standingOf(*run(typedText("the the the the")));
    EXPECT_EQ(standing.beliefs, 1);
    EXPECT_NEAR(standing.heard, 0, 1e-12);
    EXPECT_NEAR(standing.others, 3, 1e-12);
}

TEST(Advice, UnknownWordsAreCounted)
{
    const Advice advice = someAdvice(typedText("qwxzv zzgrumbl xqxqx"));
    EXPECT_EQ(advice.trouble, Trouble::NothingAgrees);
    EXPECT_EQ(advice.unknown, 3);
}

/// Heights 0, 1, 2, 4 and infinity: θ lies between two of them, and is short.
TEST(Advice, ACutIsNamedByAShortNumberBetweenItsMerges)
{
    const std::vector<Merge> tree{{0, 1, 0, 2}, {2, 3, 1, 2}, {4, 6, 2, 3}, {5, 7, 40, 5}};
    const Cut cut = bestCut(tree, 5, 1).value_or(Cut{});
    EXPECT_EQ(cut.agents, 2);
    EXPECT_GT(cut.theta, 2);
    EXPECT_LE(cut.theta, 40);
    EXPECT_FALSE(bestCut({{0, 1, std::numeric_limits<double>::infinity(), 2}}, 2, 1).has_value());
    EXPECT_FALSE(bestCut({}, 1, 1).has_value());
    EXPECT_FALSE(bestCut({{0, 1, 1.2341, 2}, {2, 3, 1.2349, 3}}, 3, 1).has_value())
        << "four digits would be needed, and one group of all is no cut";
}

}  // namespace
}  // namespace gauge
