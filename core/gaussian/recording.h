// A recorded run: states that something else computed, one after the other, their tokens matched by name.
#pragma once

#include "core/gaussian/state.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace gauge {

struct Record {
    std::string name;                    // for people: a file's name without its suffix, or a number
    std::shared_ptr<const State> state;  // of its own tokens, in its own order
    std::vector<Index> at;               // of each of its tokens: which of the run's it is; empty: the run's own, in order
};

struct Recording {
    std::vector<std::string> tokens;  // N: those of the first record, then others as they come
    std::vector<Record> records;      // T, at least one
};

/// As many as a run may have; a reader asks before it makes them.
constexpr std::size_t kMostRecords = 100000;

/// The records as one run; their `at` is found here. Tokens are one where their labels are, the second of a label with the second. Throws Error unless there are 1 to
/// kMostRecords, all of the same heads and as many generators: which record, what was expected and found.
std::shared_ptr<const Recording> recordingOf(std::vector<Record> records);

/// The run as a state: what its first record says, and the recording. Its arrays are the first record's.
State stateOf(std::shared_ptr<const Recording> recording, const std::string& name);

/// Of each of the run's tokens: which of the record's own it is, −1: absent. N.
std::vector<Index> placesIn(const Recording& recording, const Record& record);

/// The labels of the run's tokens that the record has not.
std::vector<std::string> absentFrom(const Recording& recording, const Record& record);

/// Bytes that a state takes, its generators aside, which records share.
std::uint64_t bytesOf(const State& state);

/// Throws Error where records need so many bytes that they are more than one run may hold (memoryLimit of core/io/file.h).
void requireRecordsFit(std::size_t records, std::uint64_t bytes);

/// Throws Error, with the state's name in front, for a recorded run: what computes on one state says so.
void requireOneState(const State& state);

}  // namespace gauge
