// Reading and writing .safetensors: an eight-byte length, a JSON header, raw little-endian tensors.
#pragma once

#include "core/io/npz.h"

namespace gauge {

/// Tensors F64, F32, F16, BF16, integers and BOOL become arrays; lists under the metadata keys `tokens` and `category` become
/// text arrays. Throws Error: what, expected, found, where.
NpzArrays readSafetensors(const std::string& path);

/// Numbers as F64 (integers as I64), text arrays as JSON lists in the metadata. Written to a temporary file, synced and renamed.
void writeSafetensors(const std::string& path, const std::vector<std::pair<std::string, NpyArray>>& arrays);

/// By the extension: .safetensors, .csv (reading only) or .npz.
NpzArrays readArrays(const std::string& path);
void writeArrays(const std::string& path, const std::vector<std::pair<std::string, NpyArray>>& arrays);

}  // namespace gauge
