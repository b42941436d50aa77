// How far a sweep is, and how long it will take, on standard error.
#pragma once

#include <chrono>
#include <cstddef>

namespace gauge::cli {

/// A bar where standard error is a terminal, otherwise a line a minute: cells done, cells a second since it began, time left.
class SweepProgress {
public:
    SweepProgress(std::size_t done, std::size_t all);
    void show(std::size_t done);
    /// Since it began.
    double seconds() const;

private:
    using Clock = std::chrono::steady_clock;
    const std::size_t before_, all_;
    const bool terminal_;
    const Clock::time_point start_ = Clock::now();
    Clock::time_point shown_ = start_;
};

}  // namespace gauge::cli
