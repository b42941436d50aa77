// Records of a run for tests: one state that changes, with tokens that come and go.
#pragma once

#include "core/gaussian/recording.h"

namespace gauge::test {

/// The arrays of these tokens alone, in this order: whatever has N as its first axis.
NpzArrays ofTokens(const NpzArrays& arrays, const std::vector<Index>& tokens);

/// So many records of N = 12 tokens in three categories, K = 8 in two heads under SO(3), whose means draw together. Without `whole` the second lacks two tokens and
/// has the others in reverse, and the third has one more.
std::vector<NpzArrays> recordedArrays(int records, bool whole);

std::vector<Record> recordsOf(const std::vector<NpzArrays>& arrays);
State recordedState(const std::vector<NpzArrays>& arrays);

/// Each as FOLDER/step-000.npz and so on: the paths.
std::vector<std::string> writeRecords(const std::string& folder, const std::vector<NpzArrays>& arrays);

}  // namespace gauge::test
