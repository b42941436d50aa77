// What something else is still writing: read when it is whole, kept when it goes, said when it cannot be read.
#include "core/gaussian/watch.h"
#include "core/io/file.h"
#include "core/io/npz.h"
#include "tests/support/cli.h"
#include "tests/support/recorded_run.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>

namespace gauge {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

class WatchTest : public testing::Test {
protected:
    test::TemporaryFolder folder_;
    Watch::Time now_{};
    std::vector<NpzArrays> arrays_ = test::recordedArrays(4, true);

    std::string file(const std::string& name) const { return folder_.file(name); }
    void write(const std::string& name, std::size_t record) const
    {
        writeNpz(file(name), {arrays_[record].begin(), arrays_[record].end()});
    }
    /// The bytes of a record's file.
    std::string bytesOf(std::size_t record) const
    {
        write("whole.tmp", record);
        std::string bytes = readFile(file("whole.tmp"));
        fs::remove(file("whole.tmp"));
        return bytes;
    }
    void put(const std::string& name, const std::string& bytes) const
    {
        std::ofstream(file(name), std::ios::binary) << bytes;
    }
    Watch::Look after(Watch& watch, std::chrono::milliseconds wait)
    {
        now_ += wait;
        return watch.look(now_);
    }
};

TEST_F(WatchTest, AFoldersNewFilesAreItsRecordsInNaturalOrder)
{
    Watch watch(folder_.file("."));
    const Watch::Look none = after(watch, 0ms);
    ASSERT_EQ(none.said.size(), 1U);
    EXPECT_NE(none.said[0].find("waiting for it"), std::string::npos) << none.said[0];
    EXPECT_TRUE(after(watch, 60ms).said.empty()) << "said once";
    write("step-10.npz", 3);
    write("step-2.npz", 0);
    const Watch::Look two = after(watch, 60ms);
    ASSERT_TRUE(two.state && two.state->recording);
    EXPECT_EQ(two.state->recording->records[0].name, "step-2");
    EXPECT_EQ(after(watch, 60ms).state, nullptr) << "nothing has changed";
    write("step-3.npz", 1);
    const Watch::Look three = after(watch, 60ms);
    ASSERT_TRUE(three.state);
    EXPECT_EQ(three.state->recording->records.size(), 3U);
    EXPECT_EQ(three.state->recording->records[1].name, "step-3");
    EXPECT_EQ(three.state->recording->records[0].state, two.state->recording->records[0].state) << "read once";
    EXPECT_TRUE(three.wrong.empty());
}

TEST_F(WatchTest, AHalfWrittenFileIsWaitedFor)
{
    Watch watch(folder_.file("."));
    write("step-0.npz", 0);
    ASSERT_TRUE(after(watch, 60ms).state);
    const std::string whole = bytesOf(1);
    for (const double share : {0.0, 0.01, 0.5, 0.99}) {
        put("step-1.npz", whole.substr(0, static_cast<std::size_t>(share * static_cast<double>(whole.size()))));
        const Watch::Look half = after(watch, 60ms);
        EXPECT_EQ(half.state, nullptr);
        EXPECT_TRUE(half.wrong.empty()) << half.wrong.front();
    }
    put("step-1.npz", whole);
    const Watch::Look full = after(watch, 60ms);
    ASSERT_TRUE(full.state);
    EXPECT_EQ(full.state->recording->records.size(), 2U);
}

TEST_F(WatchTest, WhatStaysBrokenIsSaidOnceAndReadOnceItIsWhole)
{
    Watch watch(folder_.file("."));
    write("step-0.npz", 0);
    after(watch, 60ms);
    put("step-1.npz", bytesOf(1).substr(0, 300));
    std::vector<std::string> said;
    for (int k = 0; k < 100; ++k)
        for (const std::string& line : after(watch, 60ms).wrong)
            said.push_back(line);
    ASSERT_EQ(said.size(), 1U);
    EXPECT_NE(said[0].find("step-1.npz"), std::string::npos);
    EXPECT_NE(said[0].find("waiting for it to change"), std::string::npos) << said[0];
    put("step-1.npz", bytesOf(1));
    EXPECT_TRUE(after(watch, 60ms).state);
}

TEST_F(WatchTest, WhatVanishedIsSaidAndStays)
{
    Watch watch(folder_.file("."));
    for (std::size_t t = 0; t < 4; ++t)
        write(fmt::format("step-{}.npz", t), t);
    ASSERT_TRUE(after(watch, 60ms).state);
    fs::remove(file("step-1.npz"));
    fs::remove(file("step-2.npz"));
    const Watch::Look gone = after(watch, 60ms);
    ASSERT_EQ(gone.wrong.size(), 1U);
    EXPECT_NE(gone.wrong[0].find("step-1.npz, step-2.npz have vanished"), std::string::npos) << gone.wrong[0];
    EXPECT_EQ(gone.state, nullptr);
    write("step-4.npz", 1);
    EXPECT_EQ(after(watch, 60ms).state->recording->records.size(), 5U) << "what was read of them stays";
}

TEST_F(WatchTest, AFileIsShownAgainWhenItChangesAndStaysWhenItGoes)
{
    Watch watch(file("now.npz"));
    write("now.npz", 0);
    const Watch::Look first = after(watch, 60ms);
    ASSERT_TRUE(first.state);
    EXPECT_EQ(first.state->recording, nullptr);
    put("now.npz", bytesOf(1).substr(0, 500));
    EXPECT_EQ(after(watch, 60ms).state, nullptr);
    write("now.npz", 1);
    const Watch::Look second = after(watch, 60ms);
    ASSERT_TRUE(second.state);
    EXPECT_FALSE(second.state->belief.heads[0].mean == first.state->belief.heads[0].mean);
    fs::remove(file("now.npz"));
    const Watch::Look gone = after(watch, 60ms);
    ASSERT_EQ(gone.wrong.size(), 1U);
    EXPECT_NE(gone.wrong[0].find("vanished"), std::string::npos) << gone.wrong[0];
    EXPECT_TRUE(after(watch, 60ms).wrong.empty());
    write("now.npz", 2);
    EXPECT_TRUE(after(watch, 60ms).state);
}

TEST_F(WatchTest, ATableRestsBeforeItIsRead)
{
    Watch watch(file("now.csv"));
    put("now.csv", "token,mu_0,mu_1\na,1,2\nb,3,");
    EXPECT_EQ(after(watch, 0ms).state, nullptr);
    EXPECT_EQ(after(watch, 200ms).state, nullptr) << "its last line has no end";
    put("now.csv", "token,mu_0,mu_1\na,1,2\nb,3,4\nc,5,6\n");
    EXPECT_EQ(after(watch, 60ms).state, nullptr) << "it was just written to";
    const Watch::Look whole = after(watch, 120ms);
    ASSERT_TRUE(whole.state);
    EXPECT_EQ(whole.state->tokenCount(), 3);
    put("now.csv", "token,mu_0,mu_1\na,1,2\nb,3,4");
    after(watch, 60ms);
    EXPECT_EQ(after(watch, 1100ms).state->tokenCount(), 2) << "some tables end without one";
}

TEST_F(WatchTest, ARecordOfAnotherKindIsLeftOutAndSaid)
{
    Watch watch(folder_.file("."));
    write("step-0.npz", 0);
    put("step-1.csv", "token,mu_0,mu_1\na,1,2\n");
    write("step-2.npz", 2);
    after(watch, 60ms);
    const Watch::Look look = after(watch, 200ms);
    ASSERT_FALSE(look.wrong.empty());
    EXPECT_NE(look.wrong.back().find("step-1.csv: expected beliefs of K = 8"), std::string::npos) << look.wrong.back();
    ASSERT_TRUE(look.state);
    EXPECT_EQ(look.state->recording->records.size(), 2U);
}

TEST_F(WatchTest, AFolderThatGoesAndComesBackGoesOn)
{
    const std::string inner = file("run");
    fs::create_directory(inner);
    test::writeRecords(inner, {arrays_[0], arrays_[1]});
    Watch watch(inner);
    ASSERT_TRUE(after(watch, 60ms).state);
    fs::remove_all(inner);
    EXPECT_EQ(after(watch, 60ms).wrong.size(), 1U);
    fs::create_directory(inner);
    test::writeRecords(inner, arrays_);
    const Watch::Look back = after(watch, 60ms);
    ASSERT_TRUE(back.state);
    EXPECT_EQ(back.state->recording->records.size(), 4U);
}

}  // namespace
}  // namespace gauge
