// What is timed, in rounds that interleave all sides, and what each round found.
#pragma once

#include "app/bench/shape.h"
#include "core/backend/backend.h"

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

struct MeasureOptions {
    std::vector<std::string> methods;  // empty: all that make sense for the shape
    int repeats = 9;
    double longest = 8;  // seconds a task may take in all rounds; slower ones are left out and said so
};

/// All rows of a shape. Says on standard error what it leaves out.
std::vector<Row> measure(const Shape& shape, const MeasureOptions& options, const RunControl& control);

/// The same for sequences too long for N×N arrays: streamed attention alone.
std::vector<Row> measureStream(const Shape& shape, const MeasureOptions& options, const RunControl& control);

}  // namespace gauge::bench
