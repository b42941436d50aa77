// Recorded runs on the command line: what `info` says of them, and that nobody takes one for a state.
#include "core/io/arrays.h"
#include "core/io/file.h"
#include "tests/support/cli.h"
#include "tests/support/records.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace gauge::test {
namespace {

class RecordedRuns : public testing::Test {
protected:
    std::string put(const std::string& name, const NpzArrays& arrays)
    {
        writeNpz(folder.file(name), {arrays.begin(), arrays.end()});
        return folder.file(name);
    }

    TemporaryFolder folder;
};

TEST_F(RecordedRuns, InfoSaysWhatAFolderHolds)
{
    put("step-10.npz", arraysOf({"cat", "dog", "the"}));
    put("step-2.npz", arraysOf({"the", "cat"}));
    writeFileAtomically(folder.file("README"), "");
    const CliResult json = runCli({"info", folder.file(""), "--json"});
    ASSERT_EQ(json.code, 0) << json.err;
    const auto summary = nlohmann::json::parse(json.out);
    EXPECT_EQ(summary["tokens"], 3);
    EXPECT_EQ(summary["dimension"], 1);
    EXPECT_EQ(summary["records"], nlohmann::json::parse(R"([{"name": "step-2", "tokens": 2, "absent": ["dog"]},
                                                            {"name": "step-10", "tokens": 3, "absent": []}])"));
    EXPECT_EQ(std::count(json.err.begin(), json.err.end(), '\n'), 1) << json.err;
    EXPECT_NE(json.err.find("left aside, one that is no belief file of its own: README"), std::string::npos) << json.err;
    const CliResult words = runCli({"info", folder.file("")});
    EXPECT_NE(words.out.find(": a recorded run of 2 records, 3 tokens, K = 1, 1 head ([1]), no frames\n"),
              std::string::npos)
        << words.out;
    EXPECT_NE(words.out.find("records: step-2 step-10\n"), std::string::npos) << words.out;
    EXPECT_NE(words.out.find("absent from step-2: 1 of 3 tokens: dog\n"), std::string::npos) << words.out;
    EXPECT_NE(words.out.find("tokens: the cat dog\n"), std::string::npos) << words.out;
}

TEST_F(RecordedRuns, InfoNamesTheFirstRecordsAndTheLast)
{
    NpzArrays arrays = tiny(100, 2, 1);
    arrays["tokens"] = textArray({"a", "b"});
    const CliResult r = runCli({"info", put("run.npz", arrays)});
    EXPECT_NE(r.out.find("run: a recorded run of 100 records, 2 tokens, "), std::string::npos) << r.out;
    EXPECT_NE(r.out.find("records: 0 1 2 "), std::string::npos) << r.out;
    EXPECT_NE(r.out.find(" 39 … 99\n"), std::string::npos) << r.out;
    EXPECT_EQ(r.out.find("absent"), std::string::npos) << r.out;
    EXPECT_EQ(nlohmann::json::parse(runCli({"info", folder.file("run.npz"), "--json"}).out)["records"].size(), 100U);
}

TEST_F(RecordedRuns, InfoListsNoMillionsOfLabels)
{
    NpzArrays arrays = tiny(1100, 1, 1);
    std::vector<std::string> tokens;
    tokens.reserve(1100);
    for (int t = 0; t < 1100; ++t)
        tokens.push_back("w" + std::to_string(t));
    arrays["tokens"] = textArray(tokens);
    arrays["tokens"].shape = {1100, 1};
    const CliResult r = runCli({"info", put("run.npz", arrays), "--json"});
    const auto summary = nlohmann::json::parse(r.out);
    EXPECT_EQ(summary["tokens"], 1100);
    EXPECT_EQ(summary["records"][7], nlohmann::json::parse(R"({"name": "7", "tokens": 1})"));
    EXPECT_NE(r.err.find("absent: 1208900 labels in all records are too many to list"), std::string::npos) << r.err;
}

TEST_F(RecordedRuns, NamesOfFilesMayBeAnyBytes)
{
    put("st\xE9p-1.npz", arraysOf({"a"}));
    const CliResult r = runCli({"info", folder.file(""), "--json"});
    ASSERT_EQ(r.code, 0) << r.err;
    EXPECT_EQ(nlohmann::json::parse(r.out)["records"][0]["name"], "st\xEF\xBF\xBDp-1");
}

TEST_F(RecordedRuns, InfoTakesSeveralFilesAndRefusesOneThatIsWrong)
{
    const std::string one = put("1.npz", arraysOf({"a"}));
    const std::string two = put("2.npz", arraysOf({"b"}));
    const CliResult r = runCli({"info", two, one, "--json"});
    EXPECT_EQ(nlohmann::json::parse(r.out)["records"][0]["name"], "1") << r.err;
    writeFileAtomically(folder.file("3.npz"), "broken");
    const CliResult broken = runCli({"info", one, folder.file("3.npz")});
    EXPECT_EQ(broken.code, 2);
    EXPECT_EQ(broken.out, "");
    EXPECT_EQ(std::count(broken.err.begin(), broken.err.end(), '\n'), 1) << broken.err;
    EXPECT_NE(broken.err.find("3.npz: expected an .npz archive"), std::string::npos) << broken.err;
    EXPECT_EQ(runCli({"info"}).code, 2);
    EXPECT_EQ(nlohmann::json::parse(runCli({"info", one, "--json"}).out).count("records"), 0U);
}

TEST_F(RecordedRuns, WhatComputesOnOneStateRefusesThemInALine)
{
    const std::string run = put("run.npz", tiny(3, 2, 1));
    std::filesystem::create_directory(folder.file("steps"));
    put("steps/1.npz", arraysOf({"a"}));
    const std::pair<std::string, const char*> inputs[] = {
        {run, "run: expected one state, found a recorded run of 3 records"},
        {folder.file("steps"), "expected a belief file, found a folder"},
    };
    for (const auto& [input, words] : inputs)
        for (const char* command : {"attend", "evolve", "gradient", "condense", "payoff"}) {
            std::vector<std::string> arguments{command, input};
            if (command != std::string("payoff"))
                arguments.insert(arguments.end(), {"-o", folder.file("out.npz")});
            const CliResult r = runCli(arguments);
            EXPECT_EQ(r.code, 2) << command;
            EXPECT_EQ(std::count(r.err.begin(), r.err.end(), '\n'), 1) << r.err;
            EXPECT_NE(r.err.find(words), std::string::npos) << r.err;
            EXPECT_FALSE(std::filesystem::exists(folder.file("out.npz")));
        }
}

TEST_F(RecordedRuns, AThousandRecordsAreReadAtOnce)
{
    NpzArrays arrays = tiny(1000, 100, 6);
    std::vector<double> covariances;
    for (int i = 0; i < 1000 * 100; ++i)
        for (int r = 0; r < 6; ++r)
            for (int c = 0; c < 6; ++c)
                covariances.push_back(r == c ? 2 : 0.1);
    arrays["sigma"] = numbersArray({1000, 100, 6, 6}, std::move(covariances));
    const std::string path = put("run.npz", arrays);
    const auto start = std::chrono::steady_clock::now();
    EXPECT_EQ(runCli({"info", path, "--json"}).code, 0);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    EXPECT_LT(seconds, 20) << "half a second on the machine it was written on";
}

TEST_F(RecordedRuns, HostileOnesEndInALineSoonAndInLittleMemory)
{
    const auto claims = [&](const char* name, const char* shape) {
        const std::string dict = fmt::format("{{'descr': '<f8', 'fortran_order': False, 'shape': {}, }}", shape);
        std::string text = dict;
        text.append(63 - (10 + text.size()) % 64, ' ');
        std::string npy("\x93NUMPY\x01\x00", 8);
        npy += static_cast<char>((text.size() + 1) & 0xFF);
        npy += static_cast<char>((text.size() + 1) >> 8);
        const std::string sigma = encodeNpy(numbersArray({1, 1}, {1}));
        writeNpzMembers(folder.file(name), {{"mu", npy + text + "\n" + std::string(8, '\0')}, {"sigma", sigma}});
        return folder.file(name);
    };
    const std::pair<std::string, const char*> inputs[] = {
        {put("many.npz", tiny(1000000, 1, 1)), "mu: expected at most 100000 records in front, found shape 1000000×1×1"},
        {claims("overflow.npz", "(4000000000, 4000000000, 4000000000)"), "mu: expected a shape that fits in memory"},
        {claims("absurd.npz", "(1000000, 1000, 1000000)"), "memory limit"},
        {claims("short.npz", "(1000, 1000, 10)"), "mu: expected 80000000 data bytes"},
        {claims("none.npz", "(0, 5, 3)"), "found 8 (truncated or corrupt)"},
        {put("empty.npz", {{"mu", numbersArray({3, 0, 2}, {})}, {"sigma", numbersArray({3, 0, 2}, {})}}),
         "mu: expected shape T×N×K of a recorded run with T, N and K at least 1, found 3×0×2"},
        {put("wide.npz", tiny(100, 1, 3000)), "memory limit"},
    };
    for (const auto& [input, words] : inputs) {
        const std::string limited = std::string(GAUGESCOPE_SANITIZED ? "" : "ulimit -v 1500000; ") +
                                    R"(GAUGESCOPE_MEMORY_LIMIT=1000000000 exec timeout 60 "$0" "$@")";
        const std::string program = std::string(GAUGESCOPE_BIN) + "/gaugescope-cli";
        const CliResult r = runProgram("/bin/sh", {"-c", limited, program, "info", input});
        EXPECT_EQ(r.code, 2) << input << r.err;
        EXPECT_EQ(r.out, "");
        EXPECT_EQ(std::count(r.err.begin(), r.err.end(), '\n'), 1) << r.err;
        EXPECT_NE(r.err.find(words), std::string::npos) << r.err;
    }
}

}  // namespace
}  // namespace gauge::test
