// One axis of a sweep: a parameter and the values it takes.
#pragma once

#include "core/pipeline/parameters.h"

#include <string>
#include <vector>

namespace gauge {

struct Axis {
    const ParameterInfo* row = nullptr;
    std::vector<std::string> words;  // as the row reads them, one a place
    std::vector<double> values;      // of numbers and flags; of choices the place itself, 0, 1, …
    bool logarithmic = false;        // values are evenly spaced in their logarithm

    bool choices() const { return row->kind == ParameterInfo::Kind::Choice; }
    std::size_t size() const { return words.size(); }
    /// Places by rising value; of choices as they were listed.
    std::vector<std::size_t> rising() const;
    /// As --vary says it: "kappa=0.2:5:24:log", "mask=full,causal".
    std::string text() const;

    bool operator==(const Axis& other) const { return row == other.row && words == other.words; }
};

/// Why no sweep can have a row as its axis, in words; empty where one can.
std::string sweepRefusal(const ParameterInfo& row);

/// "NAME=FROM:TO:COUNT", "NAME=FROM:TO:COUNT:log" or "NAME=word,word": both ends are taken, in the order given. Throws Error naming --vary: what
/// was expected and found; also for rows that no sweep can have (threads, what the commands for one layer alone read).
Axis axisFrom(const std::string& text);

/// The same from its parts. Throws Error.
Axis numberAxis(const ParameterInfo& row, double from, double to, std::size_t count, bool logarithmic);
Axis listAxis(const ParameterInfo& row, std::vector<std::string> words);

/// The value at a place. The parameters are as checked as a row can be by itself.
void setAt(Parameters& parameters, const Axis& axis, std::size_t place);

}  // namespace gauge
