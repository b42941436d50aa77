// Files that went wrong for somebody: each is read as it was meant, or refused in one line that says what was meant.
#include "core/io/arrays.h"
#include "core/io/file.h"
#include "tests/support/cli.h"
#include "tests/support/random_state.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <sys/stat.h>

namespace gauge::test {
namespace {

namespace fs = std::filesystem;

const std::string kCases = GAUGESCOPE_SOURCE "/tests/data/cases/";

/// What `info` makes of a file: either a line on standard error, or tokens × K and notes.
struct Case {
    const char* file;
    const char* refusal;  // part of the one line; null: the file is read
    int tokens, dimension;
    std::vector<const char*> notes;  // parts of the lines on standard error, in order
};
void PrintTo(const Case& c, std::ostream* out)
{
    *out << c.file;
}

const char* const kNoSigma = "no columns sigma_…: every variance is taken to be 1 (--sigma V: to be V)";

const Case kFiles[] = {
    {"ok.npz", nullptr, 4, 3, {}},
    {"savetxt.csv", nullptr, 4, 3, {}},
    {"sigma_full.csv", nullptr, 4, 3, {}},
    {"semicolon_comma.csv", nullptr, 4, 3, {kNoSigma}},
    {"utf16.csv", nullptr, 4, 3, {kNoSigma}},
    {"UPPER.CSV", nullptr, 4, 3, {kNoSigma}},
    {"header_gap.csv", "line 1: expected mu_2 after mu_1, found 'mu_3'", 0, 0, {}},
    {"latin1b.csv", "line 2, byte 15 of the file: expected UTF-8 text, found 0xE9 (is it Windows-1252", 0, 0, {}},
    {"newline_token.csv", "line 5, column mu_0: expected a finite number, found 'oops'", 0, 0, {}},
    {"extra_object.npz",
     nullptr,
     4,
     3,
     {"config: expected numbers or text, found an object array (a pickle, which is never read); left aside"}},
    {"extra_f16.npz", nullptr, 4, 3, {}},
    {"with_readme.npz", nullptr, 4, 3, {"left aside, no arrays: README.txt"}},
    {"st_dup.safetensors", "mu: expected each key once in the header, found it twice", 0, 0, {}},
    {"passthrough_bigint.npz", nullptr, 4, 3, {}},
    {"half_edge_bf16.safetensors", nullptr, 2, 2, {}},
    {"half_edge_f32.npz", nullptr, 2, 2, {}},
    {"tokens_surrogate.npz", "tokens: expected unicode characters, found the number U+DCC3 at [1]", 0, 0, {}},
};

class BeliefFiles : public testing::TestWithParam<Case> {};

TEST_P(BeliefFiles, AreReadAsTheyWereMeantOrRefusedInALine)
{
    const Case& c = GetParam();
    const CliResult r = runCli({"info", kCases + c.file, "--json"});
    const auto lines = static_cast<std::size_t>(std::count(r.err.begin(), r.err.end(), '\n'));
    if (c.refusal) {
        EXPECT_EQ(r.code, 2);
        EXPECT_EQ(r.out, "");
        EXPECT_EQ(lines, 1U) << r.err;
        EXPECT_NE(r.err.find(kCases + c.file + ": " + c.refusal), std::string::npos) << r.err;
        return;
    }
    ASSERT_EQ(r.code, 0) << r.err;
    EXPECT_EQ(lines, c.notes.size()) << r.err;
    for (const char* note : c.notes)
        EXPECT_NE(r.err.find(note), std::string::npos) << r.err;
    const auto summary = nlohmann::json::parse(r.out);
    EXPECT_EQ(summary["tokens"], c.tokens);
    EXPECT_EQ(summary["dimension"], c.dimension);
}

INSTANTIATE_TEST_SUITE_P(All, BeliefFiles, testing::ValuesIn(kFiles));

TEST(BeliefFile, TypesAreCalledByTheirNames)
{
    const auto types =
        nlohmann::json::parse(runCli({"info", kCases + "half_edge_bf16.safetensors", "--json"}).out)["arrays"];
    EXPECT_EQ(types["sigma"]["type"], "bfloat16");
    EXPECT_EQ(nlohmann::json::parse(runCli({"info", kCases + "extra_f16.npz", "--json"}).out)["arrays"]["logits"]["type"],
              "float16");
}

/// The .npy members of an archive that is not compressed, by name.
std::string memberOf(const std::string& path, const std::string& name)
{
    return encodeNpy(readNpzArchive(path).arrays.at(name));
}

TEST(BeliefFile, WhatGoesThroughEvolveIsTheSameBytes)
{
    const TemporaryFolder folder;
    const std::string in = kCases + "passthrough_bigint.npz";
    ASSERT_EQ(runCli({"evolve", in, "-o", folder.file("o.npz"), "--layers", "1"}).code, 0);
    const std::string from = readFile(in);
    const std::string to = readFile(folder.file("o.npz"));
    for (const char* name : {"hash", "u", "tokens"}) {
        const std::string bytes = memberOf(in, name);
        EXPECT_NE(from.find(bytes), std::string::npos) << name << ": the test reads what the file holds";
        EXPECT_NE(to.find(bytes), std::string::npos) << name;
    }
    ASSERT_EQ(runCli({"evolve", in, "-o", folder.file("o.safetensors"), "--layers", "1"}).code, 0);
    ASSERT_EQ(runCli({"evolve", folder.file("o.safetensors"), "-o", folder.file("again.npz"), "--layers", "1"}).code, 0);
    for (const char* name : {"hash", "u"})
        EXPECT_EQ(memberOf(folder.file("again.npz"), name), memberOf(in, name)) << name << " by way of safetensors";
    ASSERT_EQ(runCli({"evolve", kCases + "extra_f16.npz", "-o", folder.file("h.npz")}).code, 0);
    EXPECT_EQ(memberOf(folder.file("h.npz"), "logits"), memberOf(kCases + "extra_f16.npz", "logits"));
}

TEST(BeliefFile, AnArchiveMayHoldWhatSystemsLeaveBesideItsArraysButNothingTwice)
{
    const TemporaryFolder folder;
    const std::string mu = encodeNpy(numbersArray({1, 1}, {0}));
    const std::string sigma = encodeNpy(numbersArray({1, 1}, {1}));
    writeNpzMembers(folder.file("mac.npz"),
                    {{"mu", mu}, {"sigma", sigma}, {"__MACOSX/._mu", "AppleDouble"}, {"._sigma", "x"}});
    const CliResult mac = runCli({"info", folder.file("mac.npz")});
    EXPECT_EQ(mac.code, 0) << mac.err;
    EXPECT_NE(mac.err.find("left aside, no arrays: __MACOSX/._mu.npy, ._sigma.npy"), std::string::npos) << mac.err;
    writeNpzMembers(folder.file("a.npz"), {{"mu", mu}, {"mv", mu}, {"sigma", sigma}});
    std::string bytes = readFile(folder.file("a.npz"));
    for (std::size_t at = 0; (at = bytes.find("mv.npy", at)) != std::string::npos;)
        bytes.replace(at, 6, "mu.npy");
    writeFileAtomically(folder.file("twice.npz"), bytes);
    const CliResult twice = runCli({"info", folder.file("twice.npz")});
    EXPECT_EQ(twice.code, 2);
    EXPECT_NE(twice.err.find("mu: expected one array of that name, found two"), std::string::npos) << twice.err;
}

TEST(BeliefFile, IsKnownByItsContentWhateverItIsCalled)
{
    const TemporaryFolder folder;
    fs::copy_file(kCases + "ok.npz", folder.file("archive.csv"));
    fs::copy_file(kCases + "half_edge_bf16.safetensors", folder.file("tensors.npz"));
    fs::copy_file(kCases + "half_edge_bf16.safetensors", folder.file("T.SAFETENSORS"));
    fs::copy_file(kCases + "UPPER.CSV", folder.file("commas.tsv"));
    for (const char* name : {"archive.csv", "tensors.npz", "T.SAFETENSORS", "commas.tsv"})
        EXPECT_EQ(runCli({"info", folder.file(name)}).code, 0) << name;
    writeFileAtomically(folder.file("one.npz"), encodeNpy(numbersArray({1, 1}, {0})));
    EXPECT_NE(runCli({"info", folder.file("one.npz")}).err.find("a single .npy array"), std::string::npos);
}

TEST(BeliefFile, FramesGroupAndVarianceAreGivenBesideATable)
{
    const TemporaryFolder folder;
    writeFileAtomically(folder.file("m.csv"), "token_id,mu_0,mu_1\n5,1,2\n6,3,4\n");
    writeFileAtomically(folder.file("f.csv"), "token_id,phi_0,phi_1,phi_2,phi_3\n6,.1,.2,.3,.4\n5,0,0,0,0\n");
    const std::vector<std::string> reading{"--frames", folder.file("f.csv"), "--group", "gl(2)", "--sigma", "0.5"};
    const auto run = [&](std::vector<std::string> words) {
        words.insert(words.end(), reading.begin(), reading.end());
        return runCli(words);
    };
    const CliResult info = run({"info", folder.file("m.csv"), "--json"});
    ASSERT_EQ(info.code, 0) << info.err;
    EXPECT_EQ(info.err, "");
    EXPECT_EQ(nlohmann::json::parse(info.out)["group"], "GL(2)");
    for (const char* command : {"attend", "evolve", "gradient", "condense"}) {
        const CliResult r = run({command, folder.file("m.csv"), "-o", folder.file("o.npz")});
        EXPECT_EQ(r.code, 0) << command << r.err;
    }
    EXPECT_EQ(run({"payoff", folder.file("m.csv"), "--json", "--repeats", "1"}).code, 0);
    const CliResult npz = run({"info", kCases + "ok.npz"});
    EXPECT_EQ(npz.code, 2);
    EXPECT_NE(npz.err.find("--frames: goes with a table of means"), std::string::npos) << npz.err;
    EXPECT_NE(run({"attend", folder.file("m.csv"), kCases + "ok.npz", "-o", folder.file("d")}).err.find("one table"),
              std::string::npos);
    EXPECT_NE(run({"info", "--devices"}).err.find("--frames"), std::string::npos);
    EXPECT_NE(runCli({"info", kCases + "ok.npz", "--group", "gl(3)"}).err.find("--group: goes with"), std::string::npos);
    EXPECT_NE(runCli({"info", kCases + "ok.npz", "--sigma", "1"}).err.find("--sigma: expected a file without"),
              std::string::npos);
}

TEST(BeliefFile, FiveHundredTrainedFramesOfSixHundredCoordinatesTakeNoTime)
{
    const TemporaryFolder folder;
    std::string means, frames;
    for (int k = 0; k < 60; ++k)
        means += fmt::format("{}mu_{}", k == 0 ? "" : ",", k);
    for (int k = 0; k < 600; ++k)
        frames += fmt::format("{}phi_{}", k == 0 ? "" : ",", k);
    for (int i = 0; i < 500; ++i) {
        for (int k = 0; k < 60; ++k)
            means += fmt::format("{}{}", k == 0 ? "\n" : ",", (i * 7 + k * 3) % 11 - 5);
        for (int k = 0; k < 600; ++k)
            frames += fmt::format("{}{:.3f}", k == 0 ? "\n" : ",", ((i * 13 + k * 5) % 17 - 8) * 0.01);
    }
    writeFileAtomically(folder.file("m.csv"), means);
    writeFileAtomically(folder.file("f.csv"), frames);
    Reading reading;
    reading.frames = folder.file("f.csv");
    reading.group = "gl(10)*6";
    const auto start = std::chrono::steady_clock::now();
    const State s = readState(folder.file("m.csv"), reading);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    EXPECT_EQ(s.group, "GL(10)×6");
    EXPECT_EQ(s.heads, Heads(6, 10));
    EXPECT_LT(seconds, 20) << "about 0.2 on the machine it was written on; a cost that grew by the cube would be minutes";
}

TEST(BeliefFile, HostileOnesEndInALineSoonAndInLittleMemory)
{
    const TemporaryFolder folder;
    const auto make = [&](const char* name, const std::string& begin, std::uintmax_t size) {
        writeFileAtomically(folder.file(name), begin);
        fs::resize_file(folder.file(name), std::max<std::uintmax_t>(size, begin.size()));
        return folder.file(name);
    };
    constexpr std::uintmax_t huge = std::uintmax_t{2} << 30;
    std::string columns = "mu_0";
    for (int k = 1; k < 1000000; ++k)
        columns += ",mu_" + std::to_string(k);
    ASSERT_EQ(mkfifo(folder.file("pipe.csv").c_str(), 0600), 0);
    fs::create_directory(folder.file("folder.csv"));
    fs::create_symlink("b.npz", folder.file("a.npz"));
    fs::create_symlink("a.npz", folder.file("b.npz"));
    const std::pair<std::string, const char*> kInputs[] = {
        {make("columns.csv", columns + "\n", 0), "at most 100000 columns"},
        {make("empty.csv", "", 0), "found an empty file"},
        {make("zeros.csv", "", huge), "byte 1 of the file: expected UTF-8 text, found a zero byte"},
        {make("line.csv", "mu_0\n" + std::string(2U << 20, '1'), huge), "fields of at most"},
        {make("quote.csv", "mu_0\n\"" + std::string(2U << 20, '\n'), huge), "fields of at most"},
        {make("zeros.npz", "", huge), "expected an .npz archive"},
        {make("zeros.safetensors", "", huge), "expected a JSON object as header"},
        {make("length.safetensors", "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x7F", huge), "truncated, or not safetensors"},
        {folder.file("pipe.csv"), "expected a belief file, found a pipe"},
        {folder.file("folder.csv"), "found a folder"},
        {folder.file("a.npz"), "found links in a circle"},
        {"/dev/zero", "found a device"},
    };
    for (const auto& [input, words] : kInputs) {
        // So much address space would not hold what the file claims.
        const std::string limited =
            std::string(GAUGESCOPE_SANITIZED ? "" : "ulimit -v 1500000; ") + R"(exec timeout 60 "$0" "$@")";
        const std::string program = std::string(GAUGESCOPE_BIN) + "/gaugescope-cli";
        const CliResult r = runProgram("/bin/sh", {"-c", limited, program, "attend", input, "-o", folder.file("o.npz")});
        EXPECT_EQ(r.code, 2) << input << r.err;
        EXPECT_EQ(std::count(r.err.begin(), r.err.end(), '\n'), 1) << r.err;
        EXPECT_NE(r.err.find(words), std::string::npos) << r.err;
        EXPECT_FALSE(fs::exists(folder.file("o.npz")));
    }
}

}  // namespace
}  // namespace gauge::test
