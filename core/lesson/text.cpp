#include "core/lesson/text.h"

#include "core/error.h"
#include "core/io/unicode.h"

#include <cmath>

namespace gauge::lesson {
namespace {

constexpr std::size_t kLongest = 4000;  // bytes

bool isAsciiLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Texts are words: what a browser or a label might take for markup is none.
void requireWords(const std::string& source)
{
    if (source.size() > kLongest)
        fail("expected a text of at most {} bytes, found {}", kLongest, source.size());
    requireNoControls(source);
    for (std::size_t k = 0; k < source.size(); ++k) {
        const char c = source[k];
        const char next = k + 1 < source.size() ? source[k + 1] : ' ';
        if (c == '<' && (isAsciiLetter(next) || next == '/' || next == '!' || next == '?'))
            fail("expected plain words, found markup: '{}'", source.substr(k, 12));
        if (c == '&' && (isAsciiLetter(next) || next == '#') && source.find(';', k) < k + 10)
            fail("expected plain words, found markup: '{}'", source.substr(k, source.find(';', k) - k + 1));
    }
}

/// "E(cat,dog)", "E(cat,dog):2" or "beta(cat,dog):%".
Computed computedFrom(const std::string& inside)
{
    const std::size_t colon = inside.rfind(':');
    const std::string format = colon == std::string::npos ? std::string() : inside.substr(colon + 1);
    const bool percent = format == "%";
    const bool decimals = format.size() == 1 && format[0] >= '0' && format[0] <= '9';
    Computed number{Expression(percent || decimals ? inside.substr(0, colon) : inside), decimals ? format[0] - '0' : -1,
                    percent};
    const Type type = number.expression.type();
    if (type == Type::Truth || (type != Type::Number && (percent || decimals)))
        fail("column 1: expected a number, found {}", typeName(type));
    return number;
}

class Reader {
public:
    explicit Reader(const std::string& source) : source_(source) {}

    Text read()
    {
        while (at_ < source_.size()) {
            const char c = source_[at_];
            if (source_.compare(at_, 2, "$$") == 0)
                enclosed("$$", Piece::Kind::Display);
            else if (c == '$')
                enclosed("$", Piece::Kind::Formula);
            else if (c == '*')
                enclosed("*", Piece::Kind::Stress);
            else if (c == '{')
                number();
            else if (c == '}')
                fail("expected '{{' before '}}', found none");
            else if (source_.compare(at_, 2, "\n\n") == 0)
                paragraph();
            else
                plain_ += source_[at_++] == '\n' ? ' ' : c;
        }
        flush();
        return std::move(pieces_);
    }

private:
    void flush()
    {
        if (!plain_.empty())
            pieces_.push_back({Piece::Kind::Plain, std::exchange(plain_, {}), {}});
    }

    std::string until(const std::string& sign)
    {
        const std::size_t begin = at_ + (sign == "}" ? 1 : sign.size());
        const std::size_t end = source_.find(sign, begin);
        if (end == std::string::npos)
            fail("expected another '{}' after '{}', found none", sign, source_.substr(at_, 20));
        at_ = end + sign.size();
        return source_.substr(begin, end - begin);
    }

    void enclosed(const std::string& sign, Piece::Kind kind)
    {
        flush();
        const std::string inside = until(sign);
        if (inside.empty())
            fail("expected something between '{0}' and '{0}', found nothing", sign);
        pieces_.push_back({kind, inside, {}});
    }

    void number()
    {
        flush();
        const std::string inside = until("}");
        try {
            pieces_.push_back({Piece::Kind::Computed, inside, computedFrom(inside)});
        } catch (const Error& e) {
            fail("{{{}}}: {}", inside, e.what());
        }
    }

    void paragraph()
    {
        flush();
        while (at_ < source_.size() && source_[at_] == '\n')
            ++at_;
        pieces_.push_back({Piece::Kind::Paragraph, {}, {}});
    }

    const std::string& source_;
    std::size_t at_ = 0;
    std::string plain_;
    Text pieces_;
};

std::string withMinus(const std::string& text)
{
    std::string signs;
    for (const char c : text)
        c == '-' ? signs += "−" : signs += c;
    return signs;
}

/// Digits before the point in threes.
std::string grouped(const std::string& digits)
{
    const std::size_t point = std::min(digits.find('.'), digits.size());
    std::string threes;
    for (std::size_t k = 0; k < digits.size(); ++k) {
        if (k > 0 && k < point && (point - k) % 3 == 0 && digits[k - 1] != '-')
            threes += ',';
        threes += digits[k];
    }
    return withMinus(threes);
}

std::string powerOfTen(int exponent)
{
    static const char* const digits[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    std::string text = exponent < 0 ? "10⁻" : "10";
    for (const char c : std::to_string(std::abs(exponent)))
        text += digits[c - '0'];
    return text;
}

}  // namespace

void requireNoControls(const std::string& text)
{
    for (const std::uint32_t c : codePoints(text)) {
        const bool control = (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7F && c < 0xA0);
        const bool turning = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
        if (control || turning)
            fail("expected words, found the control character U+{:04X}", c);
    }
}

Text textFrom(const std::string& source)
{
    requireWords(source);
    return Reader(source).read();
}

std::size_t wordsIn(const Text& text)
{
    std::size_t count = 0;
    for (const Piece& piece : text) {
        if (piece.kind == Piece::Kind::Computed)
            ++count;
        if (piece.kind != Piece::Kind::Plain && piece.kind != Piece::Kind::Stress)
            continue;
        bool inside = false;
        for (const char c : piece.text) {
            const bool letter = isAsciiLetter(c) || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
            if (letter && !inside)
                ++count;
            inside = c == ' ' || c == '\t' ? false : inside || letter;
        }
    }
    return count;
}

std::string numberText(double value, int decimals)
{
    if (decimals >= 0)
        return grouped(fmt::format("{:.{}f}", value, decimals));
    const double size = std::abs(value);
    if (size == 0)
        return "0";
    if (size >= 1e7 || size < 1e-3) {
        const int exponent = static_cast<int>(std::floor(std::log10(size)));
        return withMinus(fmt::format("{:.2g}", value / std::pow(10, exponent))) + "·" + powerOfTen(exponent);
    }
    if (size >= 99.95 || std::abs(value - std::round(value)) < 1e-9 * size)
        return grouped(fmt::format("{:.0f}", value));
    const int digits = 2 - static_cast<int>(std::floor(std::log10(size)));
    return withMinus(fmt::format("{:.{}f}", value, std::max(0, digits)));
}

std::string shown(const Computed& number, const Scene& scene)
{
    const Value value = evaluate(number.expression, scene);
    switch (number.expression.type()) {
    case Type::Number: break;
    case Type::Word: return value.word;
    case Type::Token:
        if (value.token < 0)
            throw NotYet("column 1: nothing is chosen yet");
        return scene.now->state->tokens[static_cast<std::size_t>(value.token)];
    case Type::Truth: break;  // not parsed
    }
    if (!number.percent)
        return numberText(value.number, number.decimals);
    const double percent = 100 * value.number;
    return numberText(percent, std::abs(percent) < 10 ? 1 : 0) + " %";
}

std::string plainText(const Text& text, const Scene& scene)
{
    std::string plain;
    for (const Piece& piece : text) {
        if (piece.number)
            plain += shown(*piece.number, scene);
        else
            plain += piece.kind == Piece::Kind::Paragraph ? "\n\n" : piece.text;
    }
    return plain;
}

}  // namespace gauge::lesson
