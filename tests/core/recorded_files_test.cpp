// Recorded runs in several files, or in a folder of them.
#include "core/gaussian/recorded_files.h"
#include "core/io/file.h"
#include "tests/support/cli.h"
#include "tests/support/message.h"
#include "tests/support/random_state.h"
#include "tests/support/records.h"

#include <algorithm>
#include <filesystem>
#include <gtest/gtest.h>
#include <sys/stat.h>

namespace gauge {
namespace {

namespace fs = std::filesystem;
using test::arraysOf;
using test::messageOf;
using test::tiny;
using Words = std::vector<std::string>;

TEST(NaturalOrder, CountsAsPeopleDo)
{
    const Words ordered{
        "a", "a0",   "a00",    "a1",      "a01",     "a1b", "a2", "a10", "a10b2", "a10b10", "a99999999999999999999999",
        "b", "step", "step-1", "step-02", "step-10", "É"};
    for (std::size_t i = 0; i < ordered.size(); ++i)
        for (std::size_t j = 0; j < ordered.size(); ++j)
            EXPECT_EQ(naturallyBefore(ordered[i], ordered[j]), i < j) << ordered[i] << " " << ordered[j];
    EXPECT_TRUE(namedBefore("x/step-2.npz", "x/step-10.npz"));
    EXPECT_TRUE(namedBefore("x/step.npz", "x/step-1.npz"));
    EXPECT_TRUE(namedBefore("x/step-1.csv", "x/step-1.npz"));
}

class RecordedFiles : public testing::Test {
protected:
    std::string put(const std::string& name, const NpzArrays& arrays)
    {
        writeNpz(folder.file(name), {arrays.begin(), arrays.end()});
        return folder.file(name);
    }
    std::string put(const std::string& name, const Words& tokens, double first = 0)
    {
        return put(name, arraysOf(tokens, first));
    }
    std::string text(const std::string& name, const std::string& bytes)
    {
        writeFileAtomically(folder.file(name), bytes);
        return folder.file(name);
    }
    State readAll() { return readStates({folder.file("")}); }

    static Words namesOf(const State& state)
    {
        Words names;
        for (const Record& record : state.recording->records)
            names.push_back(record.name);
        return names;
    }

    test::TemporaryFolder folder;
};

TEST_F(RecordedFiles, OfAFolderAreInNaturalOrderAndNamedByTheirFiles)
{
    for (const int step : {10, 2, 1, 100})
        put(fmt::format("step-{}.npz", step), {"a", "b"}, step);
    text("step-3.csv", "mu_0,token\n3,b\n4,a\n");
    const State run = readAll();
    EXPECT_EQ(namesOf(run), (Words{"step-1", "step-2", "step-3", "step-10", "step-100"}));
    EXPECT_EQ(run.recording->records[3].state->belief.heads[0].mean(0, 0), 10);
    EXPECT_EQ(run.recording->records[2].at, (std::vector<Index>{1, 0}));
    EXPECT_EQ(run.name, fs::path(folder.file("x")).parent_path().filename());
    ASSERT_EQ(run.notes.size(), 1U);
    EXPECT_NE(run.notes[0].find("step-3.csv: no columns sigma_…"), std::string::npos);
    EXPECT_EQ(beliefFilesIn(folder.file("")).size(), 5U);
}

TEST_F(RecordedFiles, AFolderMayHoldOtherThings)
{
    put("step-1.npz", {"a"});
    put("step-2.npz", {"a"});
    text("README", "read me");
    text("run.log", "1 2 3");
    text(".hidden.npz", "nothing");
    fs::create_directory(folder.file("sub.npz"));
    ASSERT_EQ(mkfifo(folder.file("pipe.npz").c_str(), 0600), 0);
    fs::create_symlink("round.npz", folder.file("about.npz"));
    fs::create_symlink("about.npz", folder.file("round.npz"));
    fs::create_symlink("step-2.npz", folder.file("latest.npz"));
    const State run = readAll();
    EXPECT_EQ(namesOf(run), (Words{"step-1", "step-2"}));
    ASSERT_EQ(run.notes.size(), 1U);
    EXPECT_NE(
        run.notes[0].find("left aside, 7 that are no belief files of their own: README, about.npz, latest.npz (a link to "
                          "step-2.npz), pipe.npz, round.npz, run.log, sub.npz"),
        std::string::npos)
        << run.notes[0];
    put("step-3.npz", {"a"});
    EXPECT_EQ(beliefFilesIn(folder.file("")).size(), 3U);
}

TEST_F(RecordedFiles, ALinkToAFileElsewhereIsARecord)
{
    const test::TemporaryFolder other;
    writeNpz(other.file("far.npz"), {{"mu", numbersArray({1, 1}, {0})}, {"sigma", numbersArray({1, 1}, {1})}});
    fs::create_symlink(other.file("far.npz"), folder.file("step-1.npz"));
    EXPECT_EQ(namesOf(readAll()), Words{"step-1"});
}

TEST_F(RecordedFiles, OneThatIsBrokenIsLeftOutOfAFolderWithItsReason)
{
    put("step-1.npz", {"a"});
    text("step-2.npz", "PK\x03\x04 and no more");
    put("step-3.npz", {"a"});
    NpzArrays run = tiny(2, 1, 1);
    put("whole.npz", run);
    State state = readAll();
    EXPECT_EQ(namesOf(state), (Words{"step-1", "step-3"}));
    ASSERT_EQ(state.notes.size(), 2U);
    EXPECT_NE(state.notes[0].find("step-2.npz: expected an .npz archive"), std::string::npos);
    EXPECT_TRUE(state.notes[0].ends_with("; left out")) << state.notes[0];
    EXPECT_NE(state.notes[1].find("whole.npz: expected one state a file where there are several, found a recorded run of 2 "
                                  "records, which opens alone; left out"),
              std::string::npos);
    for (int k = 0; k < 20; ++k)
        text(fmt::format("x-{}.csv", k), "nothing\n");
    state = readAll();
    ASSERT_EQ(state.notes.size(), 9U);
    EXPECT_NE(state.notes[8].find("14 more files that cannot be read left out"), std::string::npos) << state.notes[8];
}

TEST_F(RecordedFiles, AFolderWithNothingToReadIsRefusedInWords)
{
    const auto message = [&] { return messageOf([&] { readAll(); }); };
    EXPECT_TRUE(message().ends_with(
        ": expected a folder of belief files (.npz, .safetensors, .csv, .tsv, .txt), found an empty one"))
        << message();
    text("README", "");
    EXPECT_TRUE(message().ends_with("found none but README")) << message();
    text("broken.npz", "not one");
    EXPECT_NE(message().find("expected a belief file that can be read, found none in 1: "), std::string::npos) << message();
    text("session.json", "{}");
    EXPECT_TRUE(message().ends_with("expected a folder of belief files, found a session")) << message();
    EXPECT_NE(messageOf([] { beliefFilesIn("/nowhere/at/all"); }).find("/nowhere/at/all: cannot be read"),
              std::string::npos);
}

TEST_F(RecordedFiles, SeveralOfOneFolderAreInNaturalOrderOthersAsGiven)
{
    const std::string ten = put("step-10.npz", {"a"});
    const std::string two = put("step-2.npz", {"a"});
    const State run = readStates({ten, two});
    EXPECT_EQ(namesOf(run), (Words{"step-2", "step-10"}));
    EXPECT_EQ(run.name, "step-2 … step-10");
    fs::create_directory(folder.file("sub"));
    const std::string other = put("sub/step-2.npz", {"a"});
    EXPECT_EQ(namesOf(readStates({ten, other})), (Words{"step-10", "step-2"}));
    EXPECT_EQ(namesOf(readStates({two, other})), (Words{two, other}));
    EXPECT_EQ(namesOf(readStates({put("a.npz", {"a"}), text("a.csv", "mu_0\n1\n")})), (Words{"a.csv", "a.npz"}));
}

TEST_F(RecordedFiles, OneFileIsReadAsItIs)
{
    EXPECT_FALSE(readStates({put("one.npz", {"a"})}).recording);
    EXPECT_EQ(readStates({put("run.npz", tiny(2, 1, 1))}).recording->records.size(), 2U);
}

TEST_F(RecordedFiles, SeveralAreRefusedForOneThatIsWrong)
{
    const std::string good = put("good.npz", {"a"});
    fs::create_symlink("good.npz", folder.file("link.npz"));
    fs::create_directory(folder.file("sub"));
    fs::create_symlink("b.npz", folder.file("a.npz"));
    fs::create_symlink("a.npz", folder.file("b.npz"));
    const std::pair<std::string, const char*> wrong[] = {
        {text("broken.npz", "no"), "expected an .npz archive"},
        {folder.file("none.npz"), "found no such file"},
        {folder.file("sub"), "expected belief files where several are given, found a folder, which opens alone"},
        {text("s.gaugescope", ""), "expected belief files where several are given, found a session, which opens alone"},
        {text("r.json", "{}"), "expected belief files where several are given, found a recipe, which opens alone"},
        {text("f.PDF", ""), "expected belief files where several are given, found a figure, which opens alone"},
        {GAUGESCOPE_SOURCE "/resources/model/learned.safetensors", "expected beliefs, found a trained model"},
        {put("run.npz", tiny(2, 1, 1)),
         "expected one state a file where there are several, found a recorded run of 2 records"},
        {folder.file("link.npz"), "expected each file once, found it twice"},
        {folder.file("a.npz"), "found links in a circle"},
    };
    for (const auto& [path, words] : wrong) {
        const std::string message = messageOf([&, bad = path] { readStates({good, bad}); });
        EXPECT_EQ(message.rfind(path + ": ", 0), 0U) << message;
        EXPECT_NE(message.find(words), std::string::npos) << message;
    }
    EXPECT_NE(messageOf([] { readStates({}); }).find("expected a belief file, found none"), std::string::npos);
    EXPECT_EQ(messageOf([&] { readStates({good, put("other.npz", test::randomArrays(test::Group::Spin1, 2, 1))}); }),
              "other: expected K = 1 in heads [1] as in good, found K = 3 in heads [3]");
}

TEST_F(RecordedFiles, WhatIsSaidOfReadingGoesForEachButFrames)
{
    const std::string phi = "phi_0,phi_1,phi_2,phi_3";
    const std::string one = text("one.csv", "mu_0,mu_1," + phi + "\n1,2,0,0,0,0\n");
    const std::string two = text("two.csv", "mu_0,mu_1," + phi + "\n1,2,0,.1,0,0\n");
    Reading reading;
    reading.group = "gl(2)";
    reading.sigma = 0.25;
    const State run = readStates({one, two}, reading);
    EXPECT_EQ(run.group, "GL(2)");
    EXPECT_EQ(run.recording->records[1].state->belief.heads[0].cov[0](1, 1), 0.25);
    EXPECT_EQ(&run.recording->records[1].state->generators.front(), &run.generators.front());
    reading.frames = "frames.csv";
    EXPECT_EQ(messageOf([&] { readStates({one, two}, reading); }), "--frames: goes with one table of means, found 2 files");
    EXPECT_EQ(messageOf([&] { readStates({folder.file("")}, reading); }),
              "--frames: goes with one table of means, found a folder of 2 files");
    const std::string npz = put("run.npz", {{"mu", numbersArray({2, 1, 2}, {1, 2, 3, 4})}});
    reading = {};
    reading.sigma = 0.25;
    EXPECT_EQ(readStates({npz}, reading).recording->records[1].state->belief.heads[0].cov[0](1, 1), 0.25);
}

TEST_F(RecordedFiles, TheSameNoteOfManyIsToldOnce)
{
    for (int k = 0; k < 5; ++k)
        text(fmt::format("{}.csv", k), "mu_0\n1\n");
    const State run = readAll();
    ASSERT_EQ(run.notes.size(), 1U);
    EXPECT_NE(run.notes[0].find("0.csv: no columns sigma_…"), std::string::npos);
    EXPECT_TRUE(run.notes[0].ends_with("(and 4 files more)")) << run.notes[0];
}

TEST_F(RecordedFiles, KeepWithinTheMemoryLimitAndStopWhenAsked)
{
    for (int k = 0; k < 5; ++k)
        put(fmt::format("{}.npz", k), {"a", "b", "c"});
    {
        const test::LowMemory limit("20000");
        EXPECT_NE(messageOf([&] { readAll(); }).find("within the memory limit of 20000 bytes, found 5 records needing"),
                  std::string::npos);
    }
    std::stop_source stop;
    stop.request_stop();
    Reading reading;
    reading.control.stop = stop.get_token();
    EXPECT_THROW(readStates({folder.file("")}, reading), Cancelled);
}

TEST_F(RecordedFiles, LongOnesTellHowFarTheyAre)
{
    std::string table = "mu_0\n";
    while (table.size() < (3U << 20))
        table += "1.25000000000000000000000000000000000000000000000000000000000000000000\n";
    for (int k = 0; k < 3; ++k)
        text(fmt::format("{}.csv", k), table);
    std::vector<double> told;
    Reading reading;
    reading.control.progress = [&](double fraction) { told.push_back(fraction); };
    readStates({folder.file("")}, reading);
    ASSERT_GE(told.size(), 4U);
    EXPECT_TRUE(std::is_sorted(told.begin(), told.end()));
    EXPECT_EQ(told.back(), 1);
    EXPECT_EQ(std::count(told.begin(), told.end(), 1.0), 1);
}

TEST_F(RecordedFiles, AFolderOfVeryManyIsListedSoon)
{
    constexpr std::size_t many = 20000;
    for (std::size_t k = 0; k < many; ++k)
        fs::create_hard_link(k == 0 ? text("step-0.npz", "") : folder.file("step-0.npz"),
                             folder.file(k == 0 ? "x.log" : fmt::format("step-{}.npz", k)));
    const std::vector<std::string> files = beliefFilesIn(folder.file(""));
    ASSERT_EQ(files.size(), many);
    for (std::size_t k = 0; k < many; k += 997)
        EXPECT_TRUE(files[k].ends_with(fmt::format("/step-{}.npz", k))) << files[k];
}

TEST_F(RecordedFiles, ATableOfMeansAndOneOfItsFramesAreOneState)
{
    const std::string means = text("means.csv", "token_id,mu_0,mu_1,mu_2\n7,1,2,3\n8,4,5,6\n");
    const std::string frames = text("frames.csv", "token_id,phi_0,phi_1,phi_2\n8,0,0,1\n7,0.5,0,0\n");
    for (const auto& both : {Words{means, frames}, Words{frames, means}}) {
        const State state = readStates(both);
        EXPECT_EQ(state.recording, nullptr);
        EXPECT_EQ(state.tokens, (Words{"7", "8"}));
        EXPECT_EQ(state.phi(0, 0), 0.5);
        EXPECT_EQ(state.phi(1, 2), 1);
        EXPECT_EQ(state.notes.back(), fmt::format("{}: its frames are those of {}", means, frames));
    }
    EXPECT_NE(messageOf([&] { readStates({frames, text("other.csv", "phi_0,phi_1,phi_2\n0,0,1\n")}); }).find("no mu_0"),
              std::string::npos);
}

}  // namespace
}  // namespace gauge
