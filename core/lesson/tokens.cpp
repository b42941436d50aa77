#include "core/lesson/tokens.h"

#include "core/error.h"

#include <array>
#include <charconv>
#include <string_view>

namespace gauge::lesson {
namespace {

constexpr std::array<std::pair<std::string_view, const char*>, 6> kSigns{
    {{"≤", "<="}, {"≥", ">="}, {"≠", "!="}, {"−", "-"}, {"·", "*"}, {"×", "*"}}};

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

/// Reads one text from left to right.
class Reader {
public:
    explicit Reader(std::string_view text) : text_(text) {}

    Symbol next()
    {
        while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n'))
            ++at_;
        Symbol symbol;
        symbol.column = columnOf(at_);
        if (at_ == text_.size())
            return symbol;
        if (isDigit(text_[at_]) || (text_[at_] == '.' && at_ + 1 < text_.size() && isDigit(text_[at_ + 1])))
            readNumber(symbol);
        else if (text_[at_] == '"')
            readQuoted(symbol);
        else if (!readSpecial(symbol) && isLetter(text_[at_]))
            readName(symbol);
        else if (symbol.kind == Symbol::Kind::End)
            readSign(symbol);
        return symbol;
    }

private:
    /// Characters, not bytes.
    std::size_t columnOf(std::size_t at) const
    {
        std::size_t column = 1;
        for (std::size_t k = 0; k < at; ++k)
            column += (static_cast<unsigned char>(text_[k]) & 0xC0) != 0x80 ? 1 : 0;
        return column;
    }

    void readNumber(Symbol& symbol)
    {
        const auto [end, fault] = std::from_chars(text_.data() + at_, text_.data() + text_.size(), symbol.number);
        if (fault != std::errc())
            fail("column {}: expected a number that fits, found '{}'", symbol.column, text_.substr(at_, 20));
        symbol.kind = Symbol::Kind::Number;
        symbol.text = std::string(text_.data() + at_, end);
        at_ = static_cast<std::size_t>(end - text_.data());
        if (at_ < text_.size() && isLetter(text_[at_]) && !specialAt(at_))
            fail("column {}: expected a sign after {}, found '{}'", columnOf(at_), symbol.text, text_.substr(at_, 1));
    }

    void readQuoted(Symbol& symbol)
    {
        const std::size_t end = text_.find('"', at_ + 1);
        if (end == std::string_view::npos)
            fail("column {}: expected a closing quotation mark, found none", symbol.column);
        symbol.kind = Symbol::Kind::Quoted;
        symbol.text = std::string(text_.substr(at_ + 1, end - at_ - 1));
        at_ = end + 1;
    }

    const char* specialAt(std::size_t at, std::size_t* length = nullptr) const
    {
        for (const auto& [sign, ascii] : kSigns)
            if (text_.substr(at).starts_with(sign)) {
                if (length)
                    *length = sign.size();
                return ascii;
            }
        return nullptr;
    }

    bool readSpecial(Symbol& symbol)
    {
        std::size_t length = 0;
        const char* sign = specialAt(at_, &length);
        if (!sign)
            return false;
        symbol.kind = Symbol::Kind::Sign;
        symbol.text = sign;
        at_ += length;
        return true;
    }

    /// A hyphen before a letter belongs to the name; "#2" says which of several.
    void readName(Symbol& symbol)
    {
        const std::size_t begin = at_;
        const auto letterAt = [this](std::size_t at) { return at < text_.size() && isLetter(text_[at]) && !specialAt(at); };
        while (at_ < text_.size()) {
            const bool hyphen = text_[at_] == '-' && letterAt(at_ + 1);
            if (!hyphen && !letterAt(at_) && !isDigit(text_[at_]))
                break;
            ++at_;
        }
        if (at_ + 1 < text_.size() && text_[at_] == '#' && isDigit(text_[at_ + 1]))
            for (++at_; at_ < text_.size() && isDigit(text_[at_]);)
                ++at_;
        symbol.kind = Symbol::Kind::Name;
        symbol.text = std::string(text_.substr(begin, at_ - begin));
    }

    void readSign(Symbol& symbol)
    {
        const std::string_view two = text_.substr(at_, 2);
        const bool pair = two == "<=" || two == ">=" || two == "==" || two == "!=";
        if (!pair && std::string_view("()+-*/^<>,:").find(text_[at_]) == std::string_view::npos)
            fail("column {}: expected a word, a number or a sign, found '{}'", symbol.column, text_.substr(at_, 1));
        symbol.kind = Symbol::Kind::Sign;
        symbol.text = std::string(pair ? two : two.substr(0, 1));
        at_ += symbol.text.size();
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

}  // namespace

std::vector<Symbol> symbolsOf(const std::string& text)
{
    std::vector<Symbol> symbols;
    Reader reader(text);
    do
        symbols.push_back(reader.next());
    while (symbols.back().kind != Symbol::Kind::End);
    return symbols;
}

}  // namespace gauge::lesson
