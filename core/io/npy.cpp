#include "core/io/npy.h"

#include "core/error.h"

#include <algorithm>
#include <bit>
#include <cctype>
#include <cmath>
#include <cstring>
#include <fmt/ranges.h>
#include <optional>

namespace gauge {
namespace {

static_assert(std::endian::native == std::endian::little, "the file code assumes a little-endian machine");

/// Reads the Python dictionary literal of a header: {'descr': '<f8', 'fortran_order': False, 'shape': (3, 4), }
class HeaderText {
public:
    HeaderText(std::string text, const std::string& name) : text_(std::move(text)), name_(name) {}

    std::string quoted(const std::string& key) const
    {
        const std::size_t at = valueOf(key);
        const char quote = text_[at];
        if (quote != '\'' && quote != '"')
            fail("{}: expected a plain element type, found a structured one in the .npy header", name_);
        const std::size_t end = text_.find(quote, at + 1);
        if (end == std::string::npos)
            bad();
        return text_.substr(at + 1, end - at - 1);
    }

    bool boolean(const std::string& key) const
    {
        const std::size_t at = valueOf(key);
        if (text_.compare(at, 4, "True") == 0)
            return true;
        if (text_.compare(at, 5, "False") == 0)
            return false;
        bad();
    }

    std::vector<Index> tuple(const std::string& key) const
    {
        std::size_t at = valueOf(key);
        if (text_[at] != '(')
            bad();
        std::vector<Index> values;
        for (++at; at < text_.size() && text_[at] != ')';) {
            if (std::isdigit(static_cast<unsigned char>(text_[at])) == 0) {
                if (text_[at] != ' ' && text_[at] != ',' && text_[at] != 'L')
                    bad();
                ++at;
                continue;
            }
            std::uint64_t value = 0;
            for (; at < text_.size() && std::isdigit(static_cast<unsigned char>(text_[at])) != 0; ++at) {
                if (value > (std::uint64_t{1} << 58))
                    fail("{}: expected a shape that fits in memory, found a dimension that overflows", name_);
                value = value * 10 + static_cast<std::uint64_t>(text_[at] - '0');
            }
            values.push_back(static_cast<Index>(value));
        }
        if (at >= text_.size() || values.size() > 32)
            bad();
        return values;
    }

private:
    [[noreturn]] void bad() const { fail("{}: expected a .npy header, found one that cannot be read", name_); }

    std::size_t valueOf(const std::string& key) const
    {
        for (const char quote : {'\'', '"'}) {
            const std::size_t at = text_.find(quote + key + quote);
            if (at == std::string::npos)
                continue;
            const std::size_t colon = text_.find(':', at);
            const std::size_t value = colon == std::string::npos ? colon : text_.find_first_not_of(' ', colon + 1);
            if (value != std::string::npos)
                return value;
        }
        bad();
    }

    std::string text_;
    const std::string& name_;
};

std::uint64_t checkedBytes(const NpyArray& type, const std::string& name)
{
    std::uint64_t bytes = static_cast<std::uint64_t>(type.itemBytes);
    for (const Index n : type.shape) {
        if (n != 0 && bytes > (std::uint64_t{1} << 62) / static_cast<std::uint64_t>(n))
            fail("{}: expected a shape that fits in memory, found {} ({}-byte items), whose product overflows", name,
                 type.shapeName(), type.itemBytes);
        bytes *= static_cast<std::uint64_t>(n);
    }
    return bytes;
}

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

double readNumber(const char* at, char kind, int bytes, bool swap)
{
    if (kind == 'f')
        return bytes == 4 ? readAs<float>(at, swap) : readAs<double>(at, swap);
    if (kind == 'b')
        return *at != 0 ? 1.0 : 0.0;
    if (kind == 'i')
        switch (bytes) {
        case 1: return readAs<std::int8_t>(at, swap);
        case 2: return readAs<std::int16_t>(at, swap);
        case 4: return readAs<std::int32_t>(at, swap);
        default: return static_cast<double>(readAs<std::int64_t>(at, swap));
        }
    switch (bytes) {
    case 1: return readAs<std::uint8_t>(at, swap);
    case 2: return readAs<std::uint16_t>(at, swap);
    case 4: return readAs<std::uint32_t>(at, swap);
    default: return static_cast<double>(readAs<std::uint64_t>(at, swap));
    }
}

void appendUtf8(std::string& out, std::uint32_t c)
{
    if (c < 0x80) {
        out += static_cast<char>(c);
    } else if (c < 0x800) {
        out += static_cast<char>(0xC0 | (c >> 6));
        out += static_cast<char>(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        out += static_cast<char>(0xE0 | (c >> 12));
        out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
        out += static_cast<char>(0x80 | (c & 0x3F));
    } else {
        out += static_cast<char>(0xF0 | ((c >> 18) & 0x07));
        out += static_cast<char>(0x80 | ((c >> 12) & 0x3F));
        out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
        out += static_cast<char>(0x80 | (c & 0x3F));
    }
}

std::vector<std::uint32_t> codePoints(const std::string& text)
{
    std::vector<std::uint32_t> out;
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<unsigned char>(text[i]);
        const int extra = lead < 0x80 ? 0 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
        std::uint32_t c = extra == 0 ? lead : lead & (0x3F >> extra);
        for (int k = 1; k <= extra; ++k)
            c = (c << 6) | (i + k < text.size() ? static_cast<unsigned char>(text[i + k]) & 0x3F : 0);
        out.push_back(c);
        i += static_cast<std::size_t>(extra) + 1;
    }
    return out;
}

std::string readText(const char* at, int bytes, bool swap)
{
    std::string out;
    for (int k = 0; k < bytes; k += 4) {
        const auto c = readAs<std::uint32_t>(at + k, swap);
        if (c == 0)
            break;
        if (c > 0x10FFFF || (c >= 0xD800 && c < 0xE000))
            fail("text: expected unicode characters, found the number U+{:X}", c);
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

std::string encodeHeader(const std::string& descr, const std::vector<Index>& shape)
{
    std::string dims = fmt::format("{}", fmt::join(shape, ", "));
    if (shape.size() == 1)
        dims += ",";
    std::string dict = fmt::format("{{'descr': '{}', 'fortran_order': False, 'shape': ({}), }}", descr, dims);
    const std::size_t unpadded = 10 + dict.size() + 1;
    dict.append((64 - unpadded % 64) % 64, ' ');
    dict += '\n';
    std::string out = "\x93NUMPY";
    out += '\x01';
    out += '\x00';
    out += static_cast<char>(dict.size() & 0xFF);
    out += static_cast<char>(dict.size() >> 8);
    return out + dict;
}

}  // namespace

Index NpyArray::count() const
{
    Index n = 1;
    for (const Index d : shape)
        n *= d;
    return n;
}

std::string NpyArray::typeName() const
{
    switch (kind) {
    case 'f': return fmt::format("float{}", 8 * itemBytes);
    case 'i': return fmt::format("int{}", 8 * itemBytes);
    case 'u': return fmt::format("uint{}", 8 * itemBytes);
    case 'b': return "bool";
    default: return "text";
    }
}

std::string NpyArray::shapeName() const
{
    return shape.empty() ? "scalar" : fmt::format("{}", fmt::join(shape, "×"));
}

std::size_t npyHeaderBytes(const std::string& prefix, const std::string& name)
{
    if (prefix.size() < kNpyPrefix || prefix.compare(0, 6, "\x93NUMPY") != 0)
        fail("{}: expected an .npy array, found something else (no NUMPY magic)", name);
    const int major = static_cast<unsigned char>(prefix[6]);
    if (major < 1 || major > 3)
        fail("{}: expected .npy version 1, 2 or 3, found version {}", name, major);
    const auto byte = [&](std::size_t i) { return static_cast<std::size_t>(static_cast<unsigned char>(prefix[i])); };
    if (major == 1)
        return 10 + byte(8) + (byte(9) << 8);
    const std::size_t length = byte(8) + (byte(9) << 8) + (byte(10) << 16) + (byte(11) << 24);
    if (length > (1u << 20))
        fail("{}: expected an .npy header under 1 MiB, found {} bytes", name, length);
    return 12 + length;
}

NpyHeader parseNpyHeader(const std::string& bytes, const std::string& name)
{
    const std::size_t length = npyHeaderBytes(bytes, name);
    const std::size_t start = bytes[6] == 1 ? 10 : 12;
    if (bytes.size() < length)
        fail("{}: expected {} header bytes, found {} (truncated)", name, length, bytes.size());
    const HeaderText text(bytes.substr(start, length - start), name);
    const std::string descr = text.quoted("descr");
    NpyHeader header;
    header.fortran = text.boolean("fortran_order");
    header.type.shape = text.tuple("shape");
    header.dataOffset = length;
    const char order = descr.empty() ? ' ' : descr[0];
    const bool ordered = order == '<' || order == '>' || order == '|' || order == '=';
    const std::string rest = ordered ? descr.substr(1) : descr;
    header.bigEndian = order == '>';
    header.type.kind = rest.empty() ? ' ' : rest[0];
    if (header.type.kind == 'O')
        fail("{}: expected numbers or text, found an object array (a pickle, which is never read)", name);
    int size = 0;
    const bool digits = rest.size() > 1 && rest.size() < 10 &&
                        std::all_of(rest.begin() + 1, rest.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
    if (digits)
        size = std::stoi(rest.substr(1));
    header.type.itemBytes = header.type.kind == 'U' ? 4 * size : size;
    const bool known =
        digits &&
        ((header.type.kind == 'f' && (size == 4 || size == 8)) ||
         ((header.type.kind == 'i' || header.type.kind == 'u') && (size == 1 || size == 2 || size == 4 || size == 8)) ||
         (header.type.kind == 'b' && size == 1) || (header.type.kind == 'U' && size < (1 << 20)));
    if (!known)
        fail("{}: expected float32, float64, integers or unicode text, found element type '{}'", name, descr);
    header.dataBytes = checkedBytes(header.type, name);
    return header;
}

NpyArray decodeNpy(const NpyHeader& header, const char* data)
{
    NpyArray array = header.type;
    const auto count = static_cast<std::size_t>(array.count());
    const auto bytes = static_cast<std::size_t>(array.itemBytes);
    const bool fortran = header.fortran && array.shape.size() > 1;
    if (array.kind == 'U')
        array.text.resize(count);
    else
        array.numbers.resize(count);
    for (std::size_t flat = 0; flat < count; ++flat) {
        const char* at = data + filePosition(flat, array.shape, fortran) * bytes;
        if (array.kind == 'U')
            array.text[flat] = readText(at, array.itemBytes, header.bigEndian);
        else
            array.numbers[flat] = readNumber(at, array.kind, array.itemBytes, header.bigEndian);
    }
    return array;
}

std::string encodeNpy(const NpyArray& array)
{
    const bool fits =
        std::all_of(array.numbers.begin(), array.numbers.end(), [](double v) { return std::abs(v) < 0x1p63; });
    if ((array.kind == 'i' || array.kind == 'u' || array.kind == 'b') && fits) {
        const std::vector<std::int64_t> whole(array.numbers.begin(), array.numbers.end());
        return encodeHeader("<i8", array.shape)
            .append(reinterpret_cast<const char*>(whole.data()), whole.size() * sizeof(std::int64_t));
    }
    if (array.kind != 'U') {
        std::string out = encodeHeader("<f8", array.shape);
        const std::size_t at = out.size();
        out.resize(at + array.numbers.size() * sizeof(double));
        if (!array.numbers.empty())
            std::memcpy(out.data() + at, array.numbers.data(), array.numbers.size() * sizeof(double));
        return out;
    }
    std::vector<std::vector<std::uint32_t>> items;
    std::size_t longest = 1;
    for (const std::string& text : array.text) {
        items.push_back(codePoints(text));
        longest = std::max(longest, items.back().size());
    }
    std::string out = encodeHeader(fmt::format("<U{}", longest), array.shape);
    for (std::vector<std::uint32_t>& item : items) {
        item.resize(longest, 0);
        out.append(reinterpret_cast<const char*>(item.data()), longest * 4);
    }
    return out;
}

std::string encodeNpyInt16(const std::vector<Index>& shape, const std::vector<std::int16_t>& values)
{
    return encodeHeader("<i2", shape)
        .append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(std::int16_t));
}

std::string encodeNpyBytes(const std::string& bytes)
{
    return encodeHeader("|u1", {static_cast<Index>(bytes.size())}) + bytes;
}

NpyArray numbersArray(std::vector<Index> shape, std::vector<double> values)
{
    NpyArray array;
    array.shape = std::move(shape);
    array.numbers = std::move(values);
    return array;
}

NpyArray textArray(std::vector<std::string> values)
{
    NpyArray array;
    array.kind = 'U';
    array.itemBytes = 4;
    array.shape = {static_cast<Index>(values.size())};
    array.text = std::move(values);
    return array;
}

}  // namespace gauge
