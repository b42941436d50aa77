#include "core/io/text_table.h"

#include "core/error.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace gauge {
namespace {

constexpr std::size_t kMostColumns = 100000;
constexpr std::size_t kLongestField = std::size_t{1} << 20;  // bytes
constexpr std::size_t kLongestLine = std::size_t{1} << 24;   // bytes
constexpr const char* kSeparators = ",;\t";

bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

/// Fields of one line, quotes taken off, into `fields`, whose memory is used again.
void split(const std::string& text, char separator, std::size_t line, std::vector<std::string>& fields)
{
    std::size_t count = 0;
    std::size_t at = 0;
    for (;;) {
        if (count == kMostColumns)
            fail("line {}: expected at most {} columns, found more", line, kMostColumns);
        if (count == fields.size())
            fields.emplace_back();
        std::string& field = fields[count++];
        field.clear();
        std::size_t start = at;
        while (start < text.size() && isBlank(text[start]) && text[start] != separator)
            ++start;
        if (start < text.size() && text[start] == '"') {
            for (at = start + 1; at < text.size(); ++at) {
                if (text[at] == '"' && (at + 1 == text.size() || text[at + 1] != '"'))
                    break;
                at += text[at] == '"' ? 1 : 0;
                field += text[at];
            }
            for (++at; at < text.size() && text[at] != separator; ++at)
                if (!isBlank(text[at]))
                    fail("line {}: expected nothing between a closing quote and the end of its field, found '{}'", line,
                         excerpt(text.substr(at)));
        } else {
            const std::size_t end = std::min(text.find(separator, at), text.size());
            field.assign(text, at, end - at);
            at = end;
        }
        if (at >= text.size())
            break;
        ++at;
    }
    fields.resize(count);
}

/// Whether a comment is a row of names, one of them among these.
bool holdsOne(const std::string& line, const std::vector<std::string>& names)
{
    for (std::size_t at = 1; at <= line.size();) {
        const std::size_t end = std::min(line.find_first_of(",;\t|", at), line.size());
        std::string field = trimmed(line.substr(at, end - at));
        if (field.size() > 1 && field.front() == '"' && field.back() == '"')
            field = field.substr(1, field.size() - 2);
        if (std::find(names.begin(), names.end(), field) != names.end())
            return true;
        at = end + 1;
    }
    return false;
}

/// The separator that a line `sep=;` names, quoted or not; zero for any other line.
char separatorSaid(const std::string& line)
{
    std::string text;
    for (const char c : line)
        if (c != '"' && c != ' ')
            text += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return text.size() == 5 && text.starts_with("sep=") && std::string(",;\t|").find(text[4]) != std::string::npos ? text[4]
                                                                                                                   : '\0';
}

}  // namespace

TextTable::TextTable(std::istream& in, const std::vector<std::string>& names) : source_(in)
{
    while (readLine(kSeparators)) {
        if (trimmed(text_).empty())
            continue;
        const char said = header_.empty() && !separatorSaid_ ? separatorSaid(text_) : '\0';
        if (said != '\0') {
            separator_ = said;
            separatorSaid_ = true;
        } else if (text_[0] != '#') {
            takeHeader(text_);
            return;
        } else if (holdsOne(text_, names)) {
            takeHeader(text_.substr(1));
            return;
        } else {
            comments_.push_back(trimmed(text_.substr(1)));
        }
    }
    fail("line 1: expected a line of column names, found {}", following_ == 1 ? "an empty file" : "none");
}

/// One line of the table with its quotes, without its end; false behind the last.
bool TextTable::readLine(const std::string& separators)
{
    text_.clear();
    line_ = following_;
    bool quoted = false;       // inside quotes
    bool quotedField = false;  // one that began with a quote
    bool fieldStarts = true;
    std::size_t fieldAt = 0;
    int c = source_.peek();
    if (c < 0)
        return false;
    const bool comment = header_.empty() && c == '#';  // has no fields
    for (; c >= 0; c = source_.peek()) {
        source_.skip();
        if (c == '\r' && source_.peek() == '\n') {
            if (quoted)
                text_ += '\r';
            source_.skip();
            c = '\n';
        }
        const bool ends = c == '\n' || c == '\r';
        following_ += ends ? 1 : 0;
        if (ends && !quoted)
            return true;
        const char byte = static_cast<char>(c);
        if (byte == '"' && !comment) {
            quotedField = quotedField || fieldStarts;
            quoted = !quoted && quotedField;
        }
        if (!quoted && separators.find(byte) != std::string::npos) {
            fieldStarts = true;
            quotedField = false;
            fieldAt = text_.size() + 1;
        } else if (!isBlank(byte)) {
            fieldStarts = false;
        }
        text_ += byte;
        if (text_.size() > kLongestField + fieldAt)
            fail("line {}: expected fields of at most {} bytes, found a longer one", line_, kLongestField);
        if (text_.size() > kLongestLine)
            fail("line {}: expected lines of at most {} bytes, found a longer one", line_, kLongestLine);
    }
    if (quoted)
        fail("line {}: expected a closing quote, found the end of the file", line_);
    return true;
}

void TextTable::takeHeader(const std::string& line)
{
    std::size_t most = 0;
    std::vector<std::string> fields;
    const std::string candidates = separatorSaid_ ? std::string(1, separator_) : kSeparators;
    for (const char c : candidates) {
        split(line, c, line_, fields);
        if (fields.size() > most) {
            most = fields.size();
            separator_ = c;
            header_ = fields;
        }
    }
    for (std::string& name : header_)
        name = trimmed(name);
    headerLine_ = line_;
}

bool TextTable::next()
{
    const std::string separators(1, separator_);
    while (readLine(separators)) {
        if (trimmed(text_).empty())
            continue;
        split(text_, separator_, line_, row_);
        if (row_.size() != header_.size())
            fail("line {}: expected {} fields as in the header, found {}", line_, header_.size(), row_.size());
        return true;
    }
    return false;
}

std::string trimmed(const std::string& text)
{
    constexpr std::string_view noBreak = "\xC2\xA0";
    std::string_view rest = text;
    for (;;) {
        if (rest.starts_with(noBreak))
            rest.remove_prefix(noBreak.size());
        else if (!rest.empty() && std::string_view(" \t\r\n").find(rest.front()) != std::string_view::npos)
            rest.remove_prefix(1);
        else if (rest.ends_with(noBreak))
            rest.remove_suffix(noBreak.size());
        else if (!rest.empty() && std::string_view(" \t\r\n").find(rest.back()) != std::string_view::npos)
            rest.remove_suffix(1);
        else
            return std::string(rest);
    }
}

std::string listed(const std::vector<std::string>& names)
{
    constexpr std::size_t most = 8;
    std::string line;
    for (std::size_t k = 0; k < std::min(most, names.size()); ++k)
        line += (k == 0 ? "" : ", ") + (names[k].empty() ? "one without a name" : excerpt(names[k]));
    return names.size() > most ? fmt::format("{} and {} more", line, names.size() - most) : line;
}

std::string excerpt(const std::string& text)
{
    constexpr std::size_t most = 60;
    if (text.size() <= most)
        return text;
    std::size_t end = most;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
        --end;
    return text.substr(0, end) + "…";
}

/// A number as most tables have them, of digits with a point.
bool TableNumbers::readPlain(const std::string& field, double& value)
{
    const auto [end, status] = std::from_chars(field.data(), field.data() + field.size(), value);
    const bool point = field.find('.') != std::string::npos;
    if (status != std::errc() || end != field.data() + field.size() || !std::isfinite(value) || (point && mark_ == ','))
        return false;
    mark_ = point ? '.' : mark_;
    return true;
}

namespace {

/// Digits whose number is too small for a double, rather than too large: 0 is the nearest.
bool underflows(const std::string& text)
{
    const std::size_t exponent = text.find_first_of("eE");
    const std::size_t mantissa = text.find_first_of("123456789");
    return exponent != std::string::npos ? text.compare(exponent + 1, 1, "-") == 0
                                         : mantissa != std::string::npos && text.find('.') < mantissa;
}

}  // namespace

double TableNumbers::read(const std::string& field, std::size_t line, const std::string& column)
{
    double value = 0;
    if (readPlain(field, value))
        return value;
    constexpr std::string_view minus = "\xE2\x88\x92";
    std::string text = trimmed(field);
    for (std::size_t at = 0; (at = text.find(minus)) != std::string::npos;)
        text = text.substr(0, at) + '-' + text.substr(at + minus.size());
    const std::size_t mark = text.find_first_of(".,");
    if (mark != std::string::npos && (text[mark] == '.' || comma_)) {
        if (mark_ != '\0' && mark_ != text[mark])
            fail("line {}, column {}: expected the decimal mark '{}' as before, found '{}'", line, column, mark_,
                 excerpt(field));
        mark_ = text[mark];
        text[mark] = '.';
    }
    const char* from = text.data() + (text.size() > 1 && text[0] == '+' && text[1] != '-' ? 1 : 0);
    const auto [end, status] = std::from_chars(from, text.data() + text.size(), value);
    if (status == std::errc::result_out_of_range && end == text.data() + text.size() && underflows(text))
        return 0;
    if (status != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
        fail("line {}, column {}: expected a finite number, found '{}'", line, excerpt(column), excerpt(field));
    return value;
}

}  // namespace gauge
