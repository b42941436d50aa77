#include "tests/gpu/check_report.h"

#include <filesystem>
#include <fmt/format.h>

namespace gauge::test {
namespace {

constexpr int kToldWhole = 8;  // failures of a step whose details the summary has

}  // namespace

Report::Report(std::string folder) : folder_(std::move(folder))
{
    std::filesystem::create_directories(folder_);
    summary_.open(folder_ + "/summary.txt", std::ios::app);
}

void Report::begin(const std::string& step, double seconds)
{
    step_ = step;
    failuresOfStep_ = 0;
    end_ = Clock::now() + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
    say(fmt::format("\n== {} ({:.0f} s)", step, seconds));
}

void Report::say(const std::string& line)
{
    summary_ << line << '\n' << std::flush;
    fmt::print("{}\n", line);
    std::fflush(stdout);
}

void Report::fail(const std::string& what, const std::vector<std::string>& details)
{
    ++failures_;
    ++failuresOfStep_;
    const std::string line = fmt::format("FAILED {}: {}", step_, what);
    std::ofstream log = file(step_ + ".log");
    log << line << '\n';
    if (failuresOfStep_ == kToldWhole + 1)
        say(fmt::format("(more of this step in {}.log)", step_));
    if (failuresOfStep_ <= kToldWhole)
        say(line);
    for (const std::string& detail : details) {
        log << "    " << detail << '\n';
        if (failuresOfStep_ <= kToldWhole)
            say("    " + detail);
    }
}

bool Report::hasTime(double seconds, const std::string& what)
{
    const bool enough = Clock::now() + std::chrono::duration<double>(seconds) <= end_;
    if (!enough)
        fail("no time left for " + what);
    return enough;
}

std::ofstream Report::file(const std::string& name) const
{
    return std::ofstream(folder_ + "/" + name, std::ios::app);
}

}  // namespace gauge::test
