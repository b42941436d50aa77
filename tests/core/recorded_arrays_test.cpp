// Recorded runs in the arrays of one file: each record is the state of its slices, and what is wrong names its record.
#include "core/gaussian/recorded_arrays.h"
#include "tests/support/message.h"
#include "tests/support/random_state.h"
#include "tests/support/records.h"

#include <cmath>
#include <gtest/gtest.h>

namespace gauge {
namespace {

using test::messageOf;
using test::tiny;
using Words = std::vector<std::string>;

/// T random states of one group, and the same with the records in front of every array that may have them.
struct Stacked {
    std::vector<NpzArrays> single;
    NpzArrays all;
};

bool isOfTokens(const std::string& name)
{
    return name != "heads" && name != "generators" && name != "head_temperature";
}

Stacked stacked(test::Group group, std::size_t records, Index n)
{
    Stacked s;
    for (std::size_t t = 0; t < records; ++t) {
        NpzArrays one = test::randomArrays(group, n, static_cast<unsigned>(t + 1));
        const NpzArrays prior = test::randomArrays(group, n, static_cast<unsigned>(t + 101));
        one["prior_mu"] = prior.at("mu");
        one["prior_sigma"] = prior.at("sigma");
        const auto m = static_cast<std::size_t>(n);
        one["multiplicity"] = numbersArray({n}, std::vector<double>(m, static_cast<double>(t + 1)));
        Words tokens, category;
        for (std::size_t i = 0; i < m; ++i) {
            tokens.push_back("w" + std::to_string((i + t) % m));
            category.push_back("c" + std::to_string((i * t) % 3));
        }
        one["tokens"] = textArray(tokens);
        one["category"] = textArray(category);
        one["guessed"] = numbersArray({n}, std::vector<double>(m, 0));
        one["guessed"].kind = 'i';
        one["guessed"].numbers[0] = 1;
        s.single.push_back(one);
    }
    for (const auto& [name, array] : s.single.front()) {
        NpyArray& whole = s.all[name] = array;
        if (!isOfTokens(name))
            continue;
        whole.shape.insert(whole.shape.begin(), static_cast<Index>(records));
        for (std::size_t t = 1; t < records; ++t) {
            const NpyArray& more = s.single[t].at(name);
            whole.numbers.insert(whole.numbers.end(), more.numbers.begin(), more.numbers.end());
            whole.text.insert(whole.text.end(), more.text.begin(), more.text.end());
        }
    }
    return s;
}

void expectSame(const State& a, const State& b)
{
    EXPECT_EQ(a.tokens, b.tokens);
    EXPECT_EQ(a.category, b.category);
    EXPECT_EQ(a.guessed, b.guessed);
    EXPECT_EQ(a.multiplicity, b.multiplicity);
    EXPECT_EQ(a.headTemperature, b.headTemperature);
    EXPECT_EQ(a.phi, b.phi);
    EXPECT_EQ(a.group, b.group);
    EXPECT_EQ(a.droppedCovariance, b.droppedCovariance);
    for (Index i = 0; i < a.tokenCount(); ++i) {
        EXPECT_EQ(fullMean(a.belief, i), fullMean(b.belief, i));
        EXPECT_EQ(fullCovariance(a.belief, i), fullCovariance(b.belief, i));
        EXPECT_EQ(fullCovariance(a.priorOrBelief(), i), fullCovariance(b.priorOrBelief(), i));
        EXPECT_EQ(frameMatrix(a.frames, i), frameMatrix(b.frames, i));
    }
}

class RecordedArrays : public testing::TestWithParam<test::GroupCase> {};

TEST_P(RecordedArrays, AreTheStatesOfTheirSlices)
{
    const Stacked s = stacked(GetParam().group, 4, 5);
    const State run = stateFromArrays(s.all, "run");
    ASSERT_TRUE(run.recording);
    EXPECT_TRUE(run.notes.empty());
    ASSERT_EQ(run.recording->records.size(), 4U);
    for (std::size_t t = 0; t < 4; ++t) {
        const Record& record = run.recording->records[t];
        EXPECT_EQ(record.name, std::to_string(t));
        expectSame(*record.state, stateFromArrays(s.single[t], "one"));
        expectSame(*record.state, stateFromArrays(record.state->arrays, "again"));
    }
    expectSame(run, stateFromArrays(s.single[0], "one"));
}

INSTANTIATE_TEST_SUITE_P(AllGroups, RecordedArrays, testing::ValuesIn(test::allGroups()),
                         [](const auto& p) { return std::string(p.param.name); });

TEST(RecordedArraysOf, WhatHasNoRecordsInFrontIsTheSameForAll)
{
    for (const test::Group group : {test::Group::Spin1, test::Group::GivenFrames})
        for (const char* name :
             {"sigma", "phi", "frames", "prior_mu", "prior_sigma", "multiplicity", "tokens", "category", "guessed"}) {
            Stacked s = stacked(group, 3, 5);
            if (!s.all.contains(name))
                continue;
            s.all[name] = s.single[0].at(name);
            const State run = stateFromArrays(s.all, "run");
            for (std::size_t t = 0; t < 3; ++t) {
                NpzArrays one = s.single[t];
                one[name] = s.single[0].at(name);
                expectSame(*run.recording->records[t].state, stateFromArrays(one, "one"));
            }
        }
}

TEST(RecordedArraysOf, VariancesMayBeOfEachRecordOrOfAll)
{
    NpzArrays arrays = tiny(2, 1, 2);
    arrays["sigma"].numbers = {1, 2, 3, 4};
    State run = stateFromArrays(arrays, "run");
    EXPECT_EQ(fullCovariance(run.recording->records[1].state->belief, 0),
              Vectord(Eigen::Vector2d(3, 4)).asDiagonal().toDenseMatrix());
    arrays["sigma"] = numbersArray({1, 2}, {5, 6});
    run = stateFromArrays(arrays, "run");
    EXPECT_EQ(fullCovariance(run.recording->records[1].state->belief, 0),
              Vectord(Eigen::Vector2d(5, 6)).asDiagonal().toDenseMatrix());
    EXPECT_TRUE(run.notes.empty());
}

TEST(RecordedArraysOf, WhatCanBeReadInTwoWaysIsReadByRecordsWithANote)
{
    const State run = stateFromArrays(tiny(2, 2, 2), "run");
    EXPECT_EQ(fullCovariance(run.belief, 1), 2 * Matrixd::Identity(2, 2));
    ASSERT_EQ(run.notes.size(), 1U);
    EXPECT_EQ(run.notes[0],
              "sigma: 2×2×2 is taken as T×N×K, the variances of each record, not as N×K×K, covariances for all");
}

TEST(RecordedArraysOf, TypesKeepTheToleranceOfTheirSymmetry)
{
    NpzArrays arrays{{"mu", numbersArray({1, 1, 2}, {0, 0})}, {"sigma", numbersArray({1, 1, 2, 2}, {1, 0.25, 0.28, 1})}};
    EXPECT_NE(messageOf([&] { stateFromArrays(arrays, "s"); }).find("record 0: sigma: expected symmetric"),
              std::string::npos);
    arrays["sigma"].itemBytes = 2;
    arrays["sigma"].brain = true;
    EXPECT_EQ(stateFromArrays(arrays, "s").recording->records[0].state->arrays.at("sigma").typeName(), "bfloat16");
}

TEST(RecordedArraysOf, RecordsAreNamedByTheFileAndWhatElseThereIsIsLeftAside)
{
    NpzArrays arrays = tiny(3, 2, 1);
    arrays["step"] = numbersArray({3}, {0, 100, 200});
    arrays["step"].kind = 'i';
    arrays["loss"] = numbersArray({3}, {3, 2, 1});
    const auto namesOf = [&](const State& state) {
        Words names;
        for (const Record& record : state.recording->records)
            names.push_back(record.name);
        return names;
    };
    State run = stateFromArrays(arrays, "run");
    EXPECT_EQ(namesOf(run), (Words{"0", "100", "200"}));
    EXPECT_EQ(run.notes, Words{"left aside, of no meaning in a recorded run: loss"});
    EXPECT_FALSE(run.arrays.contains("loss"));
    arrays["record"] = textArray({"warm-up", "middle", "end"});
    run = stateFromArrays(arrays, "run");
    EXPECT_EQ(namesOf(run), (Words{"warm-up", "middle", "end"}));
    EXPECT_EQ(run.notes, Words{"left aside, of no meaning in a recorded run: loss, step"});
    arrays["record"] = textArray({"too", "few"});
    run = stateFromArrays(arrays, "run");
    EXPECT_EQ(namesOf(run), (Words{"0", "100", "200"}));
    ASSERT_EQ(run.notes.size(), 2U);
    EXPECT_EQ(run.notes[0], "record: expected the names or numbers of 3 records, found text of shape 2; left aside");
    arrays["step"] = numbersArray({3}, {0, 0.5, 1});
    EXPECT_EQ(namesOf(stateFromArrays(arrays, "run")), (Words{"0", "0.5", "1"}));
    arrays.erase("step");
    EXPECT_EQ(namesOf(stateFromArrays(arrays, "run")), (Words{"0", "1", "2"}));
}

TEST(RecordedArraysOf, OneRecordIsARecordedRun)
{
    const State run = stateFromArrays(tiny(1, 2, 1), "run");
    ASSERT_TRUE(run.recording);
    EXPECT_EQ(run.recording->records.size(), 1U);
    EXPECT_NE(messageOf([&] { requireOneState(run); }).find("a recorded run of one record"), std::string::npos);
}

TEST(RecordedArraysOf, GeneratorsAreHeldOnce)
{
    const State run = stateFromArrays(stacked(test::Group::Spin1, 3, 4).all, "run");
    EXPECT_EQ(&run.recording->records[2].state->generators.front(), &run.recording->records[0].state->generators.front());
}

struct Wrong {
    const char* name;
    void (*spoil)(NpzArrays& arrays);  // a run of three records of five tokens, K = 3, G = 3
    const char* words;                 // the message
};
void PrintTo(const Wrong& w, std::ostream* out)
{
    *out << w.name;
}

const Wrong kWrong[] = {
    {"NoRecord", [](NpzArrays& a) { a["mu"] = numbersArray({0, 5, 3}, {}); },
     "mu: expected shape T×N×K of a recorded run with T, N and K at least 1, found 0×5×3"},
    {"NoToken", [](NpzArrays& a) { a["mu"] = numbersArray({3, 0, 3}, {}); },
     "mu: expected shape T×N×K of a recorded run with T, N and K at least 1, found 3×0×3"},
    {"NoDimension", [](NpzArrays& a) { a["mu"] = numbersArray({3, 5, 0}, {}); },
     "mu: expected shape T×N×K of a recorded run with T, N and K at least 1, found 3×5×0"},
    {"FourAxes", [](NpzArrays& a) { a["mu"].shape = {1, 3, 5, 3}; },
     "mu: expected shape N×K, or T×N×K of a recorded run, found 1×3×5×3"},
    {"TooManyRecords", [](NpzArrays& a) { a = tiny(1000000, 1, 1); },
     "mu: expected at most 100000 records in front, found shape 1000000×1×1"},
    {"SigmaOfTwoRecords", [](NpzArrays& a) { a["sigma"] = numbersArray({2, 5, 3, 3}, std::vector<double>(90, 1)); },
     "sigma: expected shape 3×5×3×3 (T×N×K×K), 3×5×3 (T×N×K variances), or for all records 5×3×3 or 5×3, found 2×5×3×3"},
    {"PriorSigmaOfAnotherShape", [](NpzArrays& a) { a["prior_sigma"] = numbersArray({5}, {1, 1, 1, 1, 1}); },
     "prior_sigma: expected shape 3×5×3×3 (T×N×K×K), 3×5×3 (T×N×K variances), or for all records 5×3×3 or 5×3, found 5"},
    {"PhiOfTwoRecords", [](NpzArrays& a) { a["phi"] = numbersArray({2, 5, 3}, std::vector<double>(30, 0)); },
     "phi: expected 3 records in front as mu has (3×5×3), found shape 2×5×3"},
    {"PhiFlat", [](NpzArrays& a) { a["phi"].shape = {45}; }, "phi: expected shape T×N×G, or N×G for all records, found 45"},
    {"PhiOfOtherTokens", [](NpzArrays& a) { a["phi"] = numbersArray({3, 4, 3}, std::vector<double>(36, 0)); },
     "record 0: phi: expected shape 5×3 (N×G), found 4×3"},
    {"SharedPhiOfOtherTokens", [](NpzArrays& a) { a["phi"] = numbersArray({4, 3}, std::vector<double>(12, 0)); },
     "phi: expected shape 5×3 (N×G), found 4×3"},
    {"TokensOfTwoRecords", [](NpzArrays& a) { a["tokens"].shape = {5, 3}; },
     "tokens: expected 3 records in front as mu has (3×5×3), found shape 5×3"},
    {"NaN", [](NpzArrays& a) { a["mu"].numbers[1 * 15 + 4] = std::nan(""); },
     "record 1: mu: expected finite numbers, found NaN at [1,1]"},
    {"Indefinite",
     [](NpzArrays& a) {
         a["sigma"].numbers[2 * 45 + 9] = -3;
         a["step"] = numbersArray({3}, {0, 150, 300});
         a["step"].kind = 'i';
     },
     "record 2 (step 300): sigma: expected positive definite matrices, found token 1 with smallest eigenvalue"},
    {"TheFirstOfSeveral",
     [](NpzArrays& a) {
         a["record"] = textArray({"a", "b", "c"});
         a["mu"].numbers[30] = INFINITY;
         a["mu"].numbers[15] = INFINITY;
     },
     "record 1 (b): mu: expected finite numbers, found infinity at [0,0]"},
    {"Multiplicity", [](NpzArrays& a) { a["multiplicity"].numbers[7] = 0.5; },
     "record 1: multiplicity: expected finite numbers >= 1, found 0.5 at [2]"},
    {"Heads", [](NpzArrays& a) { a["heads"] = numbersArray({3, 1}, {3, 3, 3}), a["heads"].kind = 'i'; },
     "heads: expected a list of 1 to K=3 dimensions, found shape 3×1"},
    {"PhiAlone", [](NpzArrays& a) { a.erase("generators"); },
     "record 0: generators: expected phi and generators together, found phi alone"},
    {"NoSigma", [](NpzArrays& a) { a.erase("sigma"); }, "sigma: expected mu and sigma in a belief file, found no sigma"},
    {"PriorAlone", [](NpzArrays& a) { a.erase("prior_sigma"); },
     "record 0: prior_sigma: expected prior_mu and prior_sigma together, found prior_mu alone"},
};

class WrongRecordedArrays : public testing::TestWithParam<Wrong> {};

TEST_P(WrongRecordedArrays, AreRefusedWithTheirRecord)
{
    NpzArrays arrays = stacked(test::Group::Spin1, 3, 5).all;
    GetParam().spoil(arrays);
    EXPECT_EQ(messageOf([&] { stateFromArrays(arrays, "run"); }).rfind(GetParam().words, 0), 0U)
        << messageOf([&] { stateFromArrays(arrays, "run"); });
}

INSTANTIATE_TEST_SUITE_P(All, WrongRecordedArrays, testing::ValuesIn(kWrong),
                         [](const auto& p) { return std::string(p.param.name); });

TEST(RecordedArraysOf, RecordsKeepWithinTheMemoryLimit)
{
    const test::LowMemory limit("20000000");
    const std::string message = messageOf([] { stateFromArrays(tiny(50000, 1, 1), "run"); });
    EXPECT_EQ(
        message.rfind("expected a recorded run within the memory limit of 20000000 bytes, found 50000 records needing ", 0),
        0U)
        << message;
    // Variances of a wide state are small; what is made of them is not.
    EXPECT_NE(messageOf([] { stateFromArrays(tiny(100, 1, 300), "run"); }).find("found 100 records needing"),
              std::string::npos);
    EXPECT_EQ(messageOf([] { stateFromArrays(tiny(100, 1, 30), "run"); }), "no error");
}

}  // namespace
}  // namespace gauge
