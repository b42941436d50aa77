// What is timed of a shape.
#pragma once

#include "app/bench/rounds.h"

namespace gauge::bench {

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
