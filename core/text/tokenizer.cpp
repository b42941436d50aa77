#include "core/text/tokenizer.h"

#include "core/error.h"
#include "core/io/ascii.h"

#include <cstdint>

namespace gauge {
namespace {

struct Character {
    std::string bytes;
    std::uint32_t code = 0;
};

std::vector<Character> decode(const std::string& text)
{
    std::vector<Character> out;
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<unsigned char>(text[i]);
        const std::size_t length = lead < 0x80 ? 1 : lead >= 0xF0 && lead < 0xF5 ? 4 : lead >= 0xE0 ? 3 : 2;
        bool good = (lead < 0x80 || (lead >= 0xC2 && lead < 0xF5)) && i + length <= text.size();
        std::uint32_t code = length == 1 ? lead : lead & (0x7Fu >> length);
        for (std::size_t k = 1; good && k < length; ++k) {
            const auto next = static_cast<unsigned char>(text[i + k]);
            good = (next & 0xC0) == 0x80;
            code = (code << 6) | (next & 0x3Fu);
        }
        constexpr std::uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
        if (!good || code < least[length] || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000))
            fail("text: expected UTF-8, found an invalid byte sequence at byte {}", i);
        out.push_back({text.substr(i, length), code});
        i += length;
    }
    return out;
}

bool isSpace(std::uint32_t c)
{
    return c <= 0x20 || c == 0x7F || c == 0xA0 || (c >= 0x2000 && c <= 0x200D) || c == 0x2028 || c == 0x2029 ||
           c == 0x202F || c == 0x3000 || c == 0xFEFF;
}

bool isWord(std::uint32_t c)
{
    if (c < 0x80)
        return isLetter(static_cast<char>(c)) || isDigit(static_cast<char>(c));
    if (c <= 0xBF)
        return c == 0xAA || c == 0xB5 || c == 0xBA;
    return c != 0xD7 && c != 0xF7 && !(c >= 0x2010 && c <= 0x206F) && !(c >= 0x3001 && c <= 0x3003);
}

bool joins(std::uint32_t c)
{
    return c == '\'' || c == '-' || c == 0x2019;
}

}  // namespace

std::vector<std::string> tokenize(const std::string& text)
{
    const std::vector<Character> characters = decode(text);
    std::vector<std::string> tokens;
    std::string word;
    const auto flush = [&] {
        if (!word.empty())
            tokens.push_back(std::move(word));
        word.clear();
    };
    for (std::size_t i = 0; i < characters.size(); ++i) {
        const Character& c = characters[i];
        const bool inner = joins(c.code) && !word.empty() && i + 1 < characters.size() && isWord(characters[i + 1].code);
        if (isWord(c.code) || inner) {
            word += c.bytes;
            continue;
        }
        flush();
        if (!isSpace(c.code))
            tokens.push_back(c.bytes);
    }
    flush();
    return tokens;
}

std::string lowerCase(std::string text)
{
    for (char& c : text)
        c = inLowerCase(c);
    return text;
}

}  // namespace gauge
