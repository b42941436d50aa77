// The .npy array format, versions 1 to 3 (FORMATS.md). No pickles.
#pragma once

#include "core/types.h"

#include <cstdint>
#include <string>
#include <vector>

namespace gauge {

/// One array as found in a file, C order, numbers widened: 'f' and 'i'/'u'/'b' to double, 'U' to UTF-8.
struct NpyArray {
    std::vector<Index> shape;
    char kind = 'f';                // f, i, u, b or U as in the file
    int itemBytes = 8;              // bytes of one item in the file
    std::vector<double> numbers;    // product of shape, for numeric kinds
    std::vector<std::string> text;  // product of shape, for 'U'

    Index count() const;
    std::string typeName() const;   // "float64", "int32", "text"
    std::string shapeName() const;  // "12×16×16"
};

/// What the header says, before any memory is taken for the data.
struct NpyHeader {
    NpyArray type;  // shape, kind, itemBytes
    bool bigEndian = false;
    bool fortran = false;
    std::size_t dataOffset = 0;
    std::uint64_t dataBytes = 0;
};

/// Bytes at the start of a file that are enough to learn the header's length.
constexpr std::size_t kNpyPrefix = 12;

/// Length of magic, version and header text, from the first kNpyPrefix bytes. Throws Error.
std::size_t npyHeaderBytes(const std::string& prefix, const std::string& name);

/// Parses the header; `bytes` holds at least npyHeaderBytes. Throws Error for object arrays, unknown types, and shapes whose
/// product overflows. `name` is the array's name for the message.
NpyHeader parseNpyHeader(const std::string& bytes, const std::string& name);

/// Widens and reorders the data. `data` holds header.dataBytes bytes.
NpyArray decodeNpy(const NpyHeader& header, const char* data);

/// A complete .npy file: f8, i8 (for integers and truth values; f8 where one does not fit) or <U, C order, little-endian.
std::string encodeNpy(const NpyArray& array);

NpyArray numbersArray(std::vector<Index> shape, std::vector<double> values);
NpyArray textArray(std::vector<std::string> values);

/// 16-bit integers, for compact resources: a complete <i2 .npy file.
std::string encodeNpyInt16(const std::vector<Index>& shape, const std::vector<std::int16_t>& values);

/// Bytes as a complete |u1 .npy file.
std::string encodeNpyBytes(const std::string& bytes);

}  // namespace gauge
