#include "app/sweep_progress.h"

#include <fmt/format.h>
#include <iostream>
#include <string>
#include <unistd.h>

namespace gauge::cli {
namespace {

std::string timeText(double seconds)
{
    const auto whole = static_cast<long long>(seconds + 0.5);
    if (whole >= 3600)
        return fmt::format("{} h {:02d} min", whole / 3600, whole / 60 % 60);
    if (whole >= 60)
        return fmt::format("{} min {:02d} s", whole / 60, whole % 60);
    return fmt::format("{} s", whole);
}

}  // namespace

SweepProgress::SweepProgress(std::size_t done, std::size_t all)
    : before_(done), all_(all), terminal_(::isatty(STDERR_FILENO) != 0)
{
}

double SweepProgress::seconds() const
{
    return std::chrono::duration<double>(Clock::now() - start_).count();
}

void SweepProgress::show(std::size_t done)
{
    const Clock::time_point now = Clock::now();
    const bool last = done == all_;
    if (now - shown_ < (terminal_ ? std::chrono::milliseconds(100) : std::chrono::milliseconds(60'000)) &&
        !(last && terminal_))
        return;
    shown_ = now;
    const double rate = static_cast<double>(done - before_) / seconds();
    std::string line = fmt::format("{} of {} cells, {:.3g} a second", done, all_, rate);
    if (!last)
        line += fmt::format(", {} left", timeText(static_cast<double>(all_ - done) / rate));
    if (terminal_)
        std::cerr << fmt::format("\r{:<72}{}", line, last ? "\n" : "") << std::flush;
    else
        std::cerr << "gaugescope-cli: " << line << '\n';
}

}  // namespace gauge::cli
