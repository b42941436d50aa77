#include "core/io/unicode.h"

#include <algorithm>

namespace gauge {
namespace {

/// Bytes that follow this first byte; −1 where it can be none.
int followers(unsigned char lead)
{
    if (lead < 0x80)
        return 0;
    if (lead < 0xC2 || lead > 0xF4)
        return -1;
    if (lead < 0xE0)
        return 1;
    return lead < 0xF0 ? 2 : 3;
}

}  // namespace

void appendUtf8(std::string& out, std::uint32_t c)
{
    if (c < 0x80) {
        out += static_cast<char>(c);
        return;
    }
    const int extra = 1 + (c < 0x800 ? 0 : 1) + (c < 0x10000 ? 0 : 1);
    const std::uint32_t marks[] = {0, 0xC0, 0xE0, 0xF0};
    out += static_cast<char>(marks[extra] | (c >> (6 * extra)));
    for (int k = extra - 1; k >= 0; --k)
        out += static_cast<char>(0x80 | ((c >> (6 * k)) & 0x3F));
}

std::string readable(const std::string& text)
{
    std::string out;
    std::string_view rest = text;
    for (std::size_t wrong = 0; (wrong = firstNotUtf8(rest)) < rest.size(); rest.remove_prefix(wrong + 1)) {
        out += rest.substr(0, wrong);
        appendUtf8(out, 0xFFFD);
    }
    return out += rest;
}

std::vector<std::uint32_t> codePoints(const std::string& text)
{
    std::vector<std::uint32_t> out;
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<unsigned char>(text[i]);
        const int extra = std::max(0, followers(lead));
        std::uint32_t c = extra == 0 ? lead : lead & (0x3F >> extra);
        for (int k = 1; k <= extra; ++k)
            c = (c << 6) | (i + k < text.size() ? static_cast<unsigned char>(text[i + k]) & 0x3F : 0);
        out.push_back(c);
        i += static_cast<std::size_t>(extra) + 1;
    }
    return out;
}

bool isCharacter(std::uint32_t c)
{
    return c <= 0x10FFFF && (c < 0xD800 || c >= 0xE000);
}

std::size_t firstNotUtf8(std::string_view text)
{
    constexpr std::uint32_t least[] = {0, 0x80, 0x800, 0x10000};
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<unsigned char>(text[i]);
        const int extra = followers(lead);
        if (extra < 0 || text.size() - i <= static_cast<std::size_t>(extra))
            return i;
        std::uint32_t c = extra == 0 ? lead : lead & (0x3F >> extra);
        for (int k = 1; k <= extra; ++k) {
            const auto next = static_cast<unsigned char>(text[i + static_cast<std::size_t>(k)]);
            if ((next & 0xC0) != 0x80)
                return i;
            c = (c << 6) | (next & 0x3F);
        }
        if (c < least[extra] || !isCharacter(c))
            return i;
        i += static_cast<std::size_t>(extra) + 1;
    }
    return text.size();
}

}  // namespace gauge
