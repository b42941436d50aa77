#include "core/io/npy.h"

#include "core/error.h"
#include "core/io/half.h"
#include "core/io/unicode.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <optional>

namespace gauge {
namespace {

static_assert(std::endian::native == std::endian::little, "the file code assumes a little-endian machine");

constexpr double kExact = 0x1p53;  // whole numbers up to here are doubles

template <class T>
T readAs(const char* at, bool swap)
{
    char raw[sizeof(T)];
    std::memcpy(raw, at, sizeof(T));
    if (swap)
        std::reverse(raw, raw + sizeof(T));
    T value;
    std::memcpy(&value, raw, sizeof(T));
    return value;
}

double readFloat(const char* at, const NpyArray& type)
{
    switch (type.itemBytes) {
    case 2: {
        const auto bits = readAs<std::uint16_t>(at, type.bigEndian);
        return type.brain ? fromBrain(bits) : fromHalf(bits);
    }
    case 4: return readAs<float>(at, type.bigEndian);
    default: return readAs<double>(at, type.bigEndian);
    }
}

double readNumber(const char* at, const NpyArray& type)
{
    const bool swap = type.bigEndian;
    if (type.kind == 'f')
        return readFloat(at, type);
    if (type.kind == 'b')
        return *at != 0 ? 1.0 : 0.0;
    if (type.kind == 'i')
        switch (type.itemBytes) {
        case 1: return readAs<std::int8_t>(at, swap);
        case 2: return readAs<std::int16_t>(at, swap);
        case 4: return readAs<std::int32_t>(at, swap);
        default: return static_cast<double>(readAs<std::int64_t>(at, swap));
        }
    switch (type.itemBytes) {
    case 1: return readAs<std::uint8_t>(at, swap);
    case 2: return readAs<std::uint16_t>(at, swap);
    case 4: return readAs<std::uint32_t>(at, swap);
    default: return static_cast<double>(readAs<std::uint64_t>(at, swap));
    }
}

/// Characters up to the zeros that fill an item; nothing where one is none, which is then in `wrong`.
std::string readText(const char* at, int bytes, bool swap, std::optional<std::uint32_t>& wrong)
{
    std::string out;
    int end = bytes;
    while (end >= 4 && readAs<std::uint32_t>(at + end - 4, swap) == 0)
        end -= 4;
    for (int k = 0; k + 4 <= end; k += 4) {
        const auto c = readAs<std::uint32_t>(at + k, swap);
        if (!isCharacter(c)) {
            wrong = c;
            return {};
        }
        appendUtf8(out, c);
    }
    return out;
}

/// Position in the file of C-order item `flat`.
std::size_t filePosition(std::size_t flat, const std::vector<Index>& shape, bool fortran)
{
    if (!fortran)
        return flat;
    std::size_t position = 0;
    std::vector<std::size_t> stride(shape.size(), 1);
    for (std::size_t d = 1; d < shape.size(); ++d)
        stride[d] = stride[d - 1] * static_cast<std::size_t>(shape[d - 1]);
    for (std::size_t d = shape.size(); d-- > 0;) {
        position += flat % static_cast<std::size_t>(shape[d]) * stride[d];
        flat /= static_cast<std::size_t>(shape[d]);
    }
    return position;
}

template <class T>
bool put(char* at, T value)
{
    std::memcpy(at, &value, sizeof value);
    return true;
}

bool putHalf(char* at, const std::optional<std::uint16_t>& bits)
{
    return bits && put(at, *bits);
}

/// One number in the array's type and in that many bytes, little-endian; false where it does not fit.
bool putNumber(char* at, double v, const NpyArray& type, int bytes)
{
    if (type.kind == 'f' && bytes == 2)
        return putHalf(at, type.brain ? brainBits(v) : halfBits(v));
    if (type.kind == 'f' && bytes == 4) {
        const auto single = static_cast<float>(v);
        return (std::isnan(v) || static_cast<double>(single) == v) && put(at, single);
    }
    if (type.kind == 'f')
        return put(at, v);
    const int bits = 8 * bytes;
    const bool sign = type.kind == 'i' || (type.kind == 'b' && bytes == 8);
    const double top = std::ldexp(1.0, sign ? bits - 1 : bits);
    if (!(v < top) || v < (sign ? -top : 0.0))
        return false;
    const std::uint64_t whole =
        sign ? static_cast<std::uint64_t>(static_cast<std::int64_t>(v)) : static_cast<std::uint64_t>(v);
    std::memcpy(at, &whole, static_cast<std::size_t>(bytes));
    return true;
}

std::string plainDescr(char kind, int bytes, bool bigEndian)
{
    char order = bigEndian ? '>' : '<';
    if (bytes == 1 && kind != 'U')
        order = '|';
    return fmt::format("'{}{}{}'", order, kind, kind == 'U' ? bytes / 4 : bytes);
}

std::string doubles(const NpyArray& array)
{
    std::string out = encodeNpyHeader("'<f8'", array.shape);
    const std::size_t at = out.size();
    out.resize(at + array.numbers.size() * sizeof(double));
    if (!array.numbers.empty())
        std::memcpy(out.data() + at, array.numbers.data(), array.numbers.size() * sizeof(double));
    return out;
}

/// All numbers in the array's type; nothing where one does not fit.
std::optional<std::string> itemsOf(const NpyArray& array, int bytes, bool fortran, bool swap)
{
    const auto step = static_cast<std::size_t>(bytes);
    std::string out(array.numbers.size() * step, '\0');
    for (std::size_t flat = 0; flat < array.numbers.size(); ++flat) {
        char* at = out.data() + filePosition(flat, array.shape, fortran) * step;
        if (!putNumber(at, array.numbers[flat], array, bytes))
            return std::nullopt;
        if (swap)
            std::reverse(at, at + step);
    }
    return out;
}

std::string numbersOf(const NpyArray& array)
{
    const int bytes = array.brain ? 4 : array.itemBytes;  // .npy has no bfloat16
    const char kind = array.kind == 'b' && bytes == 8 ? 'i' : array.kind;
    const auto items = itemsOf(array, bytes, array.fortran && array.shape.size() > 1, array.bigEndian);
    if (!items)
        return doubles(array);
    return encodeNpyHeader(plainDescr(kind, bytes, array.bigEndian), array.shape, array.fortran) + *items;
}

std::string textOf(const NpyArray& array)
{
    std::vector<std::vector<std::uint32_t>> items;
    std::size_t longest = std::max<std::size_t>(1, static_cast<std::size_t>(array.itemBytes) / 4);
    for (const std::string& text : array.text) {
        if (const std::size_t wrong = firstNotUtf8(text); wrong < text.size())
            fail("expected UTF-8 text, found the byte 0x{:02X} at {}", static_cast<unsigned char>(text[wrong]),
                 array.indexName(items.size()));
        items.push_back(codePoints(text));
        longest = std::max(longest, items.back().size());
    }
    const bool fortran = array.fortran && array.shape.size() > 1;
    std::string out =
        encodeNpyHeader(plainDescr('U', static_cast<int>(4 * longest), array.bigEndian), array.shape, array.fortran);
    const std::size_t start = out.size();
    out.resize(start + items.size() * longest * 4);
    for (std::size_t flat = 0; flat < items.size(); ++flat) {
        char* at = out.data() + start + filePosition(flat, array.shape, fortran) * longest * 4;
        for (const std::uint32_t c : items[flat]) {
            put(at, c);
            if (array.bigEndian)
                std::reverse(at, at + 4);
            at += 4;
        }
    }
    return out;
}

}  // namespace

NpyArray decodeNpy(const NpyHeader& header, const char* data)
{
    NpyArray array = header.type;
    if (array.kind == 'O')
        return array;
    if (!array.problem.empty()) {
        array.raw.assign(data, header.dataBytes);
        return array;
    }
    const auto count = static_cast<std::size_t>(array.count());
    const auto bytes = static_cast<std::size_t>(array.itemBytes);
    const bool fortran = array.fortran && array.shape.size() > 1;
    bool exact = true;
    if (array.kind == 'U')
        array.text.resize(count);
    else
        array.numbers.resize(count);
    for (std::size_t flat = 0; flat < count; ++flat) {
        const char* at = data + filePosition(flat, array.shape, fortran) * bytes;
        if (array.kind == 'U') {
            std::optional<std::uint32_t> wrong;
            array.text[flat] = readText(at, array.itemBytes, array.bigEndian, wrong);
            if (wrong) {
                array.problem = fmt::format("expected unicode characters, found the number U+{:X} at {}", *wrong,
                                            array.indexName(flat));
                break;
            }
        } else {
            array.numbers[flat] = readNumber(at, array);
            exact = exact && (!array.whole() || std::abs(array.numbers[flat]) <= kExact) &&
                    (array.kind != 'b' || (*at & ~1) == 0);
        }
    }
    if (!array.problem.empty()) {
        array.text.clear();
        array.descr = plainDescr('U', array.itemBytes, array.bigEndian);
    }
    if (!exact || !array.problem.empty())
        array.raw.assign(data, header.dataBytes);
    return array;
}

std::string encodeNpy(const NpyArray& array)
{
    const bool quoted = !array.descr.empty() && std::string("'\"[(").find(array.descr.front()) != std::string::npos;
    if (array.kind == 'O' || (!array.problem.empty() && !quoted))
        fail("expected a type that .npy files hold, found {}", array.typeName());
    if (!array.raw.empty() || !array.problem.empty())
        return encodeNpyHeader(quoted ? array.descr : plainDescr(array.kind, array.itemBytes, array.bigEndian), array.shape,
                               array.fortran) +
               array.raw;
    return array.kind == 'U' ? textOf(array) : numbersOf(array);
}

NpyData plainData(const NpyArray& array)
{
    NpyData data{array.kind, array.itemBytes, array.brain, {}};
    if (!array.raw.empty()) {
        const auto step = static_cast<std::size_t>(array.itemBytes);
        data.bytes.reserve(array.raw.size());
        const bool fortran = array.fortran && array.shape.size() > 1;
        for (std::size_t flat = 0; flat < array.raw.size() / step; ++flat) {
            std::string item = array.raw.substr(filePosition(flat, array.shape, fortran) * step, step);
            if (array.bigEndian)
                std::reverse(item.begin(), item.end());
            data.bytes += item;
        }
        return data;
    }
    if (data.kind == 'b' && data.itemBytes == 8)
        data.kind = 'i';
    if (auto items = itemsOf(array, array.itemBytes, false, false)) {
        data.bytes = std::move(*items);
        return data;
    }
    data = {'f', 8, false, std::string(array.numbers.size() * sizeof(double), '\0')};
    std::memcpy(data.bytes.data(), array.numbers.data(), data.bytes.size());
    return data;
}

std::string encodeNpyInt16(const std::vector<Index>& shape, const std::vector<std::int16_t>& values)
{
    return encodeNpyHeader("'<i2'", shape)
        .append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(std::int16_t));
}

std::string encodeNpyBytes(const std::string& bytes)
{
    return encodeNpyHeader("'|u1'", {static_cast<Index>(bytes.size())}) + bytes;
}

}  // namespace gauge
