// The .npy array format, versions 1 to 3 (FORMATS.md). No pickles.
#pragma once

#include "core/types.h"

#include <cstdint>
#include <string>
#include <vector>

namespace gauge {

/// One array as found in a file: numbers widened in C order ('f', 'i', 'u', 'b' to double), 'U' as UTF-8. What is written again is as it was
/// found, byte for byte: type, order, and the data itself where a double would not hold it.
struct NpyArray {
    std::vector<Index> shape;
    char kind = 'f';                // f, i, u, b or U as in the file
    int itemBytes = 8;              // bytes of one item in the file
    std::vector<double> numbers;    // product of shape, for numeric kinds
    std::vector<std::string> text;  // product of shape, for 'U'

    bool bigEndian = false;
    bool fortran = false;
    bool brain = false;   // 'f' of two bytes: bfloat16, not half precision
    std::string raw;      // the data as in the file: integers that doubles do not hold exactly, and types that are not read
    std::string descr;    // the element type as its file says it, where it is one that is not read
    std::string problem;  // why neither numbers nor text are here, in words; empty for what was read

    Index count() const;
    bool whole() const { return kind == 'i' || kind == 'u'; }
    std::string typeName() const;                   // "float64", "bfloat16", "int32", "text"
    std::string shapeName() const;                  // "12×16×16"
    std::string indexName(std::size_t flat) const;  // "[3,0,1]" of the item in C order
};

/// What the header says, before any memory is taken for the data.
struct NpyHeader {
    NpyArray type;  // everything but the data; with a problem: a type that is not read
    std::size_t dataOffset = 0;
    std::uint64_t dataBytes = 0;  // by shape and type; with a problem it is not known, and who reads the file says it
};

/// Bytes at the start of a file that are enough to learn the header's length.
constexpr std::size_t kNpyPrefix = 12;

/// Length of magic, version and header text, from the first kNpyPrefix bytes. Throws Error.
std::size_t npyHeaderBytes(const std::string& prefix, const std::string& name);

/// Parses the header; `bytes` holds at least npyHeaderBytes. Object arrays and unknown types get a problem. Throws Error for a header that
/// cannot be read, and for shapes whose product overflows. `name` is the array's name for the message.
NpyHeader parseNpyHeader(const std::string& bytes, const std::string& name);

/// Magic, version and header text for such an array, as numpy writes them.
std::string encodeNpyHeader(const std::string& descr, const std::vector<Index>& shape, bool fortran = false);

/// Widens and reorders the data. `data` holds header.dataBytes bytes. Text that is no unicode becomes a problem with its index.
NpyArray decodeNpy(const NpyHeader& header, const char* data);

/// A complete .npy file of the array's own type; f8 where its numbers no longer fit that, and bfloat16 as f4. Throws Error for an object array
/// and for types that .npy has not.
std::string encodeNpy(const NpyArray& array);

/// Numbers in C order, little-endian, in the array's own type (f8 where they no longer fit it): what other formats hold.
struct NpyData {
    char kind;
    int itemBytes;
    bool brain;
    std::string bytes;
};
NpyData plainData(const NpyArray& array);

NpyArray numbersArray(std::vector<Index> shape, std::vector<double> values);
NpyArray textArray(std::vector<std::string> values);

/// 16-bit integers, for compact resources: a complete <i2 .npy file.
std::string encodeNpyInt16(const std::vector<Index>& shape, const std::vector<std::int16_t>& values);

/// Bytes as a complete |u1 .npy file.
std::string encodeNpyBytes(const std::string& bytes);

}  // namespace gauge
