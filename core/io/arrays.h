// Named arrays in a file of whichever format it is.
#pragma once

#include "core/io/csv.h"

namespace gauge {

/// How the names of such files end, whatever the case.
inline constexpr const char* kBeliefSuffixes[] = {".npz", ".safetensors", ".csv", ".tsv", ".txt"};

/// By what the file begins with (a zip archive, a safetensors header), otherwise by its name: .safetensors, .csv, .tsv and .txt, whatever the case,
/// else .npz. What of `reading` such a file has no use for is an error in words. Throws Error with the path in front.
BeliefFile readArrays(const std::string& path, const Reading& reading = {});

/// Throws Error unless there are sigma, and mu of the axes of a state or of a recorded run. Looks at no data: an archive is asked before it is inflated.
void requireBeliefs(const NpzArrays& arrays, bool withSigma = true);

/// Throws Error, with the path in front, unless arrays can be written there: .npz or .safetensors, whatever the case, in a folder that is there, over
/// nothing but a file that may be written. Asked before anything is computed.
void requireArraysOutput(const std::string& path);

/// By the extension. Arrays of types that the format has not are left out: their names.
std::vector<std::string> writeArrays(const std::string& path, const std::vector<std::pair<std::string, NpyArray>>& arrays);

}  // namespace gauge
