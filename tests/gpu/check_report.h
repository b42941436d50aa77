// What a check of a device has to say, kept on disk as it is said: the run may be cut off.
#pragma once

#include <chrono>
#include <fstream>
#include <string>
#include <vector>

namespace gauge::test {

class Report {
public:
    /// Appends to FOLDER/summary.txt; details go into files beside it.
    explicit Report(std::string folder);

    /// Names what follows, for failures, and what time it has.
    void begin(const std::string& step, double seconds);
    /// A line of the summary, and of standard output.
    void say(const std::string& line);
    /// What went wrong: the summary has the first lines of `details`, a log of the step all.
    void fail(const std::string& what, const std::vector<std::string>& details = {});
    /// Is there time for something that takes this long? No is a failure, named.
    bool hasTime(double seconds, const std::string& what);

    std::ofstream file(const std::string& name) const;
    int failures() const { return failures_; }

private:
    using Clock = std::chrono::steady_clock;

    std::string folder_;
    std::ofstream summary_;
    std::string step_;
    Clock::time_point end_;
    int failures_ = 0;
    int failuresOfStep_ = 0;
};

}  // namespace gauge::test
