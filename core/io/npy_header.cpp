#include "core/error.h"
#include "core/io/ascii.h"
#include "core/io/npy.h"

#include <algorithm>
#include <charconv>
#include <fmt/ranges.h>

namespace gauge {
namespace {

constexpr int kLongestText = 1 << 20;  // characters of an item

/// Reads the Python dictionary literal of a header: {'descr': '<f8', 'fortran_order': False, 'shape': (3, 4), }
class HeaderText {
public:
    HeaderText(std::string text, const std::string& name) : text_(std::move(text)), name_(name) {}

    /// A text in its quotes, or the list or tuple of a structured type, as it stands.
    std::string literal(const std::string& key) const
    {
        const std::size_t at = valueOf(key);
        const char first = text_[at];
        if (first != '\'' && first != '"' && first != '[' && first != '(')
            bad();
        int depth = 0;
        char quote = '\0';
        for (std::size_t k = at; k < text_.size(); ++k) {
            const char c = text_[k];
            if (quote != '\0')
                quote = c == quote ? '\0' : quote;
            else if (c == '\'' || c == '"')
                quote = c;
            else
                depth += (c == '[' || c == '(' ? 1 : 0) - (c == ']' || c == ')' ? 1 : 0);
            if (quote == '\0' && depth == 0)
                return text_.substr(at, k - at + 1);
        }
        bad();
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
            if (!isDigit(text_[at])) {
                if (text_[at] != ' ' && text_[at] != ',' && text_[at] != 'L')
                    bad();
                ++at;
                continue;
            }
            std::uint64_t value = 0;
            for (; at < text_.size() && isDigit(text_[at]); ++at) {
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
            const std::string quoted = quote + key + quote;
            for (std::size_t at = text_.find(quoted); at != std::string::npos; at = text_.find(quoted, at + 1)) {
                const std::size_t colon = text_.find_first_not_of(' ', at + quoted.size());
                if (colon == std::string::npos || text_[colon] != ':')
                    continue;  // a field of that name in a structured type
                const std::size_t value = text_.find_first_not_of(' ', colon + 1);
                if (value != std::string::npos)
                    return value;
            }
        }
        bad();
    }

    std::string text_;
    const std::string& name_;
};

std::uint64_t checkedBytes(const NpyArray& type, const std::string& name)
{
    auto bytes = static_cast<std::uint64_t>(type.itemBytes);
    for (const Index n : type.shape) {
        if (n != 0 && bytes > (std::uint64_t{1} << 62) / static_cast<std::uint64_t>(n))
            fail("{}: expected a shape that fits in memory, found {} ({}-byte items), whose product overflows", name,
                 type.shapeName(), type.itemBytes);
        bytes *= static_cast<std::uint64_t>(n);
    }
    return bytes;
}

/// Kind, bytes and order of a quoted element type; whatever is not read gets a problem.
void readType(const std::string& literal, NpyArray& type)
{
    type.descr = literal;
    const bool structured = literal.front() == '[' || literal.front() == '(';
    const std::string descr = structured ? literal : literal.substr(1, literal.size() - 2);
    const bool ordered = !descr.empty() && std::string("<>|=").find(descr.front()) != std::string::npos;
    const std::string rest = ordered ? descr.substr(1) : descr;
    type.bigEndian = ordered && descr.front() == '>';
    type.kind = rest.empty() ? ' ' : rest[0];
    if (structured)
        type.kind = 'V';
    int size = 0;
    const auto [end, status] =
        std::from_chars(rest.data() + std::min<std::size_t>(1, rest.size()), rest.data() + rest.size(), size);
    const bool plain = !structured && status == std::errc() && end == rest.data() + rest.size() && size >= 0;
    const bool bytes = size == 1 || size == 2 || size == 4 || size == 8;
    const bool known = plain && ((type.kind == 'f' && bytes && size > 1) || (type.whole() && bytes) ||
                                 (type.kind == 'b' && size == 1) || (type.kind == 'U' && size < kLongestText));
    type.itemBytes = plain ? size : 0;
    if (type.kind == 'U' && known)
        type.itemBytes = 4 * size;
    if (known)
        type.descr.clear();
    else if (type.kind == 'O' || literal.find("O'") != std::string::npos)
        type.problem = "expected numbers or text, found an object array (a pickle, which is never read)";
    else
        type.problem = fmt::format("expected float16, float32, float64, integers or unicode text, found {} '{}'",
                                   structured ? "the structured type" : "element type", descr);
    if (!known && type.problem.find("object array") != std::string::npos)
        type.kind = 'O';
}

}  // namespace

std::size_t npyHeaderBytes(const std::string& prefix, const std::string& name)
{
    if (prefix.size() < kNpyPrefix || !prefix.starts_with("\x93NUMPY"))
        fail("{}: expected an .npy array, found something else (no NUMPY magic)", name);
    const int major = static_cast<unsigned char>(prefix[6]);
    if (major < 1 || major > 3)
        fail("{}: expected .npy version 1, 2 or 3, found version {}", name, major);
    const auto byte = [&](std::size_t i) { return static_cast<std::size_t>(static_cast<unsigned char>(prefix[i])); };
    if (major == 1)
        return 10 + byte(8) + (byte(9) << 8);
    const std::size_t length = byte(8) + (byte(9) << 8) + (byte(10) << 16) + (byte(11) << 24);
    if (length > (1U << 20))
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
    NpyHeader header;
    header.type.fortran = text.boolean("fortran_order");
    header.type.shape = text.tuple("shape");
    readType(text.literal("descr"), header.type);
    header.dataOffset = length;
    header.dataBytes = checkedBytes(header.type, name);
    if (!header.type.problem.empty())
        header.dataBytes = 0;
    return header;
}

std::string encodeNpyHeader(const std::string& descr, const std::vector<Index>& shape, bool fortran)
{
    std::string dims = fmt::format("{}", fmt::join(shape, ", "));
    if (shape.size() == 1)
        dims += ",";
    std::string dict =
        fmt::format("{{'descr': {}, 'fortran_order': {}, 'shape': ({}), }}", descr, fortran ? "True" : "False", dims);
    constexpr std::size_t longestOfVersionOne = 65535;
    const bool second = dict.size() + 64 > longestOfVersionOne;
    const std::size_t unpadded = (second ? 12 : 10) + dict.size() + 1;
    dict.append((64 - unpadded % 64) % 64, ' ');
    dict += '\n';
    std::string out = "\x93NUMPY";
    out += second ? '\x02' : '\x01';
    out += '\x00';
    for (int k = 0; k < (second ? 4 : 2); ++k)
        out += static_cast<char>((dict.size() >> (8 * k)) & 0xFF);
    return out + dict;
}

}  // namespace gauge
