// Reading and writing .safetensors: an eight-byte length, a JSON header, raw little-endian tensors.
#pragma once

#include "core/io/npz.h"

namespace gauge {

/// Tensors F64, F32, F16, BF16, integers and BOOL become arrays; lists under the metadata keys `tokens` and `category` become
/// text arrays. Throws Error: what, expected, found, where.
NpzArrays readSafetensors(const std::string& path);

/// The same from bytes in memory; `label` stands for the path in messages.
NpzArrays readSafetensorsBytes(const std::string& bytes, const std::string& label);

/// Numbers as F64 (integers as I64), text arrays as JSON lists in the metadata.
std::string safetensorsBytes(const std::vector<std::pair<std::string, NpyArray>>& arrays);

/// A file of tensors with whatever its metadata says.
struct TensorFile {
    std::vector<std::pair<std::string, NpyArray>> arrays;
    std::map<std::string, std::string> metadata;
};

/// Numbers in 4 or 8 bytes each; only numeric arrays.
std::string tensorFileBytes(const TensorFile& file, int floatBytes);
TensorFile readTensorFile(const std::string& bytes, const std::string& label);

/// The file is replaced in one step. Throws Error; it is then as it was.
void writeSafetensors(const std::string& path, const std::vector<std::pair<std::string, NpyArray>>& arrays);

}  // namespace gauge
