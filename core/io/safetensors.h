// Reading and writing .safetensors: an eight-byte length, a JSON header, raw little-endian tensors.
#pragma once

#include "core/io/npz.h"

namespace gauge {

/// A file of tensors with whatever its metadata says.
struct TensorFile {
    std::vector<std::pair<std::string, NpyArray>> arrays;
    std::map<std::string, std::string> metadata;
};

/// Tensors F64, F32, F16, BF16, integers and BOOL become arrays, other types arrays with a problem; lists of texts in the metadata (`tokens`,
/// `category`) become text arrays. What the metadata says beside them is left in `metadata`. The header is looked at before memory is taken.
/// Throws Error: what, expected, found, where; a key that stands there twice is one.
struct TensorBeliefs {
    NpzArrays arrays;
    std::map<std::string, std::string> metadata;
};
TensorBeliefs readTensorBeliefs(const std::string& path);

/// The arrays alone, each of a type that is read.
NpzArrays readSafetensors(const std::string& path);

/// The same from bytes in memory; `label` stands for the path in messages.
NpzArrays readSafetensorsBytes(const std::string& bytes, const std::string& label);

/// Do these first bytes of a file begin one?
bool beginsSafetensors(const std::string& head);

/// Arrays by their own types, the widest first; text arrays as JSON lists in the metadata. Throws Error for types that the format has not.
std::string safetensorsBytes(const std::vector<std::pair<std::string, NpyArray>>& arrays);

/// Numbers in 4 or 8 bytes each; only numeric arrays.
std::string tensorFileBytes(const TensorFile& file, int floatBytes);
TensorFile readTensorFile(const std::string& bytes, const std::string& label);

/// The file is replaced in one step. Throws Error; it is then as it was.
void writeSafetensors(const std::string& path, const std::vector<std::pair<std::string, NpyArray>>& arrays);

}  // namespace gauge
