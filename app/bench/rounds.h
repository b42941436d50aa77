// Timing in rounds that interleave all sides, and what the rounds found.
#pragma once

#include "app/bench/shape.h"
#include "core/run_control.h"

#include <functional>

namespace gauge::bench {

/// One line of the report (FORMATS.md, bench --json).
struct Row {
    Shape shape;
    std::string method;
    std::string covariance = "full";
    std::string backend = "cpu";
    std::string situation;
    std::string stage = "attend";
    bool messages = false;
    double least = 0;   // seconds
    double median = 0;  // seconds
    int repeats = 0;
    double error = 0;  // of energies beside the largest exact one; of attention for dot-product; −1: nothing to compare
    double evaluations = 0;
    double operations = 0;
    double bytes = 0;

    double rate() const { return operations / median; }  // per second
};

/// What is run in every round and timed.
struct Task {
    Row row;
    std::function<void()> body;
    std::function<double()> error;  // after the last round; empty: nothing to compare
    std::vector<double> times{};
    double once = 0;  // seconds, of the first round
};

/// Runs the tasks, once to warm up and `repeats` times for their rows. Leaves out, and says so on standard error, what would
/// take more than `longest` seconds in all.
std::vector<Row> runRounds(std::vector<Task>& tasks, int repeats, double longest, const RunControl& control);

}  // namespace gauge::bench
