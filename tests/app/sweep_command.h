// Running gaugescope-cli sweep in a folder of its own.
#pragma once

#include "core/io/file.h"
#include "core/io/npz.h"
#include "tests/support/cli.h"
#include "tests/support/linked_state.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <nlohmann/json.hpp>
#include <numeric>
#include <random>

namespace gauge::test {

using Words = std::vector<std::string>;

inline Words operator+(Words a, const Words& b)
{
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

class SweepCommand : public testing::Test {
protected:
    std::string file(const std::string& name) const { return folder_.file(name); }
    void put(const NpzArrays& arrays, const std::string& name = "in.npz")
    {
        writeNpz(file(name), {arrays.begin(), arrays.end()});
    }
    void ran(const Words& words)
    {
        const CliResult r = runCli(words);
        ASSERT_EQ(r.code, 0) << fmt::format("{}", fmt::join(words, " ")) << ": " << r.err;
    }
    /// The one line that a refusal is.
    std::string refused(const Words& words)
    {
        const CliResult r = runCli(Words{"sweep"} + words + Words{"-o", file("no.npz")});
        EXPECT_EQ(r.code, 2) << fmt::format("{}", fmt::join(words, " "));
        EXPECT_EQ(std::count(r.err.begin(), r.err.end(), '\n'), 1) << r.err;
        EXPECT_FALSE(std::filesystem::exists(file("no.npz")));
        EXPECT_FALSE(std::filesystem::exists(file("no.npz.unfinished")));
        return r.err;
    }
    /// Runs it, and says how long that took.
    double seconds(const Words& words)
    {
        const auto start = std::chrono::steady_clock::now();
        ran(words);
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    }
    /// Ended by a signal after so many seconds, or by itself before.
    CliResult endedAfter(double seconds, const char* signal, const Words& words)
    {
        return runProgram("/usr/bin/timeout",
                          Words{"-s", signal, fmt::format("{:.4f}", seconds), GAUGESCOPE_BIN "/gaugescope-cli"} + words);
    }
    std::string bytes(const std::string& name) const { return readFile(file(name)); }

    TemporaryFolder folder_;
};

}  // namespace gauge::test
