// Recorded runs: tokens matched by name.
#include "core/gaussian/recording.h"
#include "tests/support/message.h"
#include "tests/support/random_state.h"
#include "tests/support/records.h"

#include <gtest/gtest.h>

namespace gauge {
namespace {

using test::arraysOf;
using test::messageOf;
using Words = std::vector<std::string>;

Record recordOf(const std::string& name, const NpzArrays& arrays)
{
    return {name, std::make_shared<const State>(stateFromArrays(arrays, name)), {}};
}

std::shared_ptr<const Recording> runOf(const std::vector<Words>& tokens)
{
    std::vector<Record> records;
    records.reserve(tokens.size());
    for (std::size_t t = 0; t < tokens.size(); ++t)
        records.push_back(recordOf(std::to_string(t), arraysOf(tokens[t])));
    return recordingOf(std::move(records));
}

TEST(Recording, OfTheSameTokensNeedsNoPlaces)
{
    const auto run = runOf({{"a", "b"}, {"a", "b"}, {"a", "b"}});
    EXPECT_EQ(run->tokens, (Words{"a", "b"}));
    for (const Record& record : run->records) {
        EXPECT_TRUE(record.at.empty());
        EXPECT_EQ(placesIn(*run, record), (std::vector<Index>{0, 1}));
        EXPECT_TRUE(absentFrom(*run, record).empty());
    }
}

TEST(Recording, MatchesTokensByNameInWhateverOrder)
{
    const auto run = runOf({{"a", "b", "c"}, {"c", "a"}});
    EXPECT_EQ(run->tokens, (Words{"a", "b", "c"}));
    EXPECT_EQ(run->records[1].at, (std::vector<Index>{2, 0}));
    EXPECT_EQ(placesIn(*run, run->records[1]), (std::vector<Index>{1, -1, 0}));
    EXPECT_EQ(absentFrom(*run, run->records[1]), Words{"b"});
}

TEST(Recording, MatchesTheSecondOfANameWithTheSecond)
{
    const auto run = runOf({{"the", "cat", "the"}, {"cat", "the", "the", "the"}, {"the", "the", "the"}});
    EXPECT_EQ(run->tokens, (Words{"the", "cat", "the", "the"}));
    EXPECT_EQ(run->records[0].at, (std::vector<Index>{0, 1, 2}));
    EXPECT_EQ(run->records[1].at, (std::vector<Index>{1, 0, 2, 3}));
    EXPECT_EQ(run->records[2].at, (std::vector<Index>{0, 2, 3}));
    EXPECT_EQ(absentFrom(*run, run->records[0]), Words{"the"});
}

TEST(Recording, GrowsByTokensThatComeLaterAndSaysSoOfTheEarlier)
{
    const auto run = runOf({{"a", "b"}, {"a", "b"}, {"a", "b", "c"}, {"a", "b", "c"}});
    EXPECT_EQ(run->tokens, (Words{"a", "b", "c"}));
    EXPECT_EQ(run->records[0].at, (std::vector<Index>{0, 1}));
    EXPECT_EQ(run->records[1].at, (std::vector<Index>{0, 1}));
    EXPECT_TRUE(run->records[2].at.empty());
    EXPECT_TRUE(run->records[3].at.empty());
    EXPECT_EQ(absentFrom(*run, run->records[1]), Words{"c"});
}

TEST(Recording, IsAStateThatIsItsFirstRecord)
{
    const auto run = runOf({{"a", "b"}, {"c"}});
    const State state = stateOf(run, "run");
    EXPECT_EQ(state.name, "run");
    EXPECT_EQ(state.tokens, (Words{"a", "b"}));
    EXPECT_EQ(state.recording, run);
    EXPECT_EQ(messageOf([&] { requireOneState(state); }),
              "run: expected one state, found a recorded run of 2 records (`info` says what is in it, gaugescope plays and "
              "draws it)");
    EXPECT_EQ(messageOf([&] { requireOneState(*run->records[0].state); }), "no error");
    EXPECT_NE(messageOf([&] {
                  recordingOf({run->records[0], {"inner", std::make_shared<const State>(state), {}}});
              }).find("inner: expected one state a record, found a recorded run of 2"),
              std::string::npos);
}

TEST(Recording, AsksAllRecordsForTheSameHeadsAndGenerators)
{
    const auto randomRecord = [](const char* name, test::Group group) {
        return recordOf(name, test::randomArrays(group, 3, 1));
    };
    NpzArrays heads = test::randomArrays(test::Group::None, 3, 1);
    const Record first = recordOf("step-000", heads);
    heads["heads"] = numbersArray({2}, {1, 3});
    heads["heads"].kind = 'i';
    EXPECT_EQ(messageOf([&] { recordingOf({first, recordOf("step-007", heads)}); }),
              "step-007: expected K = 4 in heads [4] as in step-000, found K = 4 in heads [1, 3]");
    const std::string more =
        messageOf([&] { recordingOf({randomRecord("a", test::Group::Spin1), recordOf("b", arraysOf({"x"}))}); });
    EXPECT_EQ(more, "b: expected K = 3 in heads [3] as in a, found K = 1 in heads [1]");
    NpzArrays still = test::randomArrays(test::Group::Spin1, 3, 1);
    still.erase("phi");
    still.erase("generators");
    EXPECT_EQ(messageOf([&] { recordingOf({randomRecord("a", test::Group::Spin1), recordOf("b", still)}); }),
              "b: expected as many generators as in a (3), found none");
    EXPECT_NE(messageOf([] { recordingOf(std::vector<Record>{}); }).find("expected 1 to 100000 records"),
              std::string::npos);
}

}  // namespace
}  // namespace gauge
