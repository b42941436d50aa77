// Answers of an independent implementation (tests/data/conformance) and how far others are from them.
#pragma once

#include "core/backend/registry.h"
#include "core/io/npz.h"

#include <ostream>
#include <string>
#include <vector>

namespace gauge::test {

struct ConformanceCase {
    std::string name;
    std::string command;
    std::vector<std::string> options;
    double tolerance = 0;
};
inline void PrintTo(const ConformanceCase& c, std::ostream* out)
{
    *out << c.name;
}

/// Those a folder's manifest lists.
std::vector<ConformanceCase> conformanceCases(const std::string& folder);

/// What the program is given for a case, but for -o.
std::vector<std::string> conformanceWords(const std::string& folder, const ConformanceCase& c);

/// What is wrong with what was written, a line each; empty: nothing.
std::vector<std::string> conformanceFaults(const std::string& folder, const ConformanceCase& c, const NpzArrays& found);

/// The command of a case in this process, on these backends. Throws Error.
NpzArrays conformanceRun(const std::string& folder, const ConformanceCase& c, const BackendFactory& backends);

}  // namespace gauge::test
