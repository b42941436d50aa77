#include "core/io/text_source.h"

#include "core/error.h"
#include "core/io/unicode.h"

namespace gauge {
namespace {

constexpr std::size_t kPiece = std::size_t{1} << 16;

}  // namespace

bool TextSource::refill()
{
    countLines();
    text_.clear();
    at_ = 0;
    while (text_.empty()) {
        const std::size_t before = bytes_.size();
        bytes_.resize(before + kPiece);
        in_.read(bytes_.data() + before, kPiece);
        bytes_.resize(before + static_cast<std::size_t>(in_.gcount()));
        read_ += static_cast<std::uint64_t>(in_.gcount());
        if (bytes_.empty())
            return false;
        findEncoding();
        encoding_ == Encoding::Utf8 ? takeUtf8() : takeUtf16();
        if (text_.empty() && in_.gcount() == 0)
            return false;
    }
    return true;
}

void TextSource::findEncoding()
{
    if (encoding_ != Encoding::Unknown)
        return;
    encoding_ = Encoding::Utf8;
    if (bytes_.starts_with("\xFF\xFE"))
        encoding_ = Encoding::Utf16Little;
    else if (bytes_.starts_with("\xFE\xFF"))
        encoding_ = Encoding::Utf16Big;
    const std::string twoZeros(2, '\0');
    if (bytes_.starts_with("\xFF\xFE" + twoZeros) || bytes_.starts_with(twoZeros + "\xFE\xFF"))
        fail("line 1: expected UTF-8 or UTF-16 text, found UTF-32");
    if (encoding_ != Encoding::Utf8)
        bytes_.erase(0, 2);
    else if (bytes_.starts_with("\xEF\xBB\xBF"))
        bytes_.erase(0, 3);
}

void TextSource::takeUtf8()
{
    std::size_t good = firstNotUtf8(bytes_);
    const bool cut = good < bytes_.size() && bytes_.size() - good < 4 && in_.gcount() > 0 &&
                     (static_cast<unsigned char>(bytes_[good]) & 0xC0) == 0xC0;
    text_ = bytes_.substr(0, good);
    if (const std::size_t zero = text_.find('\0'); zero != std::string::npos)
        refuse(zero, "a zero byte (is it UTF-16 without its mark, or no text at all?)");
    if (good < bytes_.size() && !cut)
        refuse(good, fmt::format("0x{:02X} (is it Windows-1252 or Latin-1? Save it as UTF-8)",
                                 static_cast<unsigned char>(bytes_[good])));
    bytes_.erase(0, good);
}

void TextSource::takeUtf16()
{
    const std::size_t high = encoding_ == Encoding::Utf16Big ? 0 : 1;
    const auto unit = [&](std::size_t at) {
        return static_cast<std::uint32_t>(static_cast<unsigned char>(bytes_[at + high]) << 8 |
                                          static_cast<unsigned char>(bytes_[at + 1 - high]));
    };
    std::size_t at = 0;
    for (; at + 2 <= bytes_.size(); at += 2) {
        std::uint32_t c = unit(at);
        if (c >= 0xD800 && c < 0xDC00) {
            if (at + 4 > bytes_.size())
                break;
            const std::uint32_t low = unit(at + 2);
            if (low >= 0xDC00 && low < 0xE000) {
                c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
                at += 2;
            }
        }
        if (c == 0 || !isCharacter(c))
            refuse(text_.size(), fmt::format("U+{:04X} in UTF-16", c));
        appendUtf8(text_, c);
    }
    bytes_.erase(0, at);
    if (!bytes_.empty() && in_.gcount() == 0)
        refuse(text_.size(), "half a character of UTF-16 at the end");
}

/// Ends of lines in the text that was taken: \n, \r\n and a \r alone.
void TextSource::countLines()
{
    for (const char c : text_) {
        if (c == '\r' || (c == '\n' && !afterReturn_))
            ++lines_;
        afterReturn_ = c == '\r';
    }
}

void TextSource::refuse(std::size_t at, const std::string& found) const
{
    std::size_t line = lines_;
    bool afterReturn = afterReturn_;
    for (const char c : text_.substr(0, at)) {
        if (c == '\r' || (c == '\n' && !afterReturn))
            ++line;
        afterReturn = c == '\r';
    }
    if (encoding_ != Encoding::Utf8)
        fail("line {}: expected text, found {}", line, found);
    const std::uint64_t byte = read_ - bytes_.size() + at + 1;
    fail("line {}, byte {} of the file: expected UTF-8 text, found {}", line, byte, found);
}

}  // namespace gauge
