// Text from a file, piece by piece, as UTF-8 whatever it was written in.
#pragma once

#include <cstdint>
#include <istream>
#include <string>

namespace gauge {

/// Reads UTF-8, or UTF-16 where its mark stands first; a mark of UTF-8 is passed over. No more than a piece is in memory.
class TextSource {
public:
    explicit TextSource(std::istream& in) : in_(in) {}

    /// The next byte of UTF-8 without taking it; −1 at the end. Throws Error where the bytes are no such text: which, and where.
    int peek()
    {
        if (at_ == text_.size() && !refill())
            return -1;
        return static_cast<unsigned char>(text_[at_]);
    }
    void skip() { ++at_; }

    /// Bytes of the file that were taken from it so far.
    std::uint64_t bytesRead() const { return read_; }

private:
    enum class Encoding { Unknown, Utf8, Utf16Little, Utf16Big };

    bool refill();
    void findEncoding();
    void takeUtf8();
    void takeUtf16();
    void countLines();
    [[noreturn]] void refuse(std::size_t at, const std::string& found) const;

    std::istream& in_;
    Encoding encoding_ = Encoding::Unknown;
    std::string bytes_;  // of the file, not yet text
    std::string text_;   // UTF-8
    std::size_t at_ = 0;
    std::uint64_t read_ = 0;
    std::size_t lines_ = 1;  // in the text that was taken before text_
    bool afterReturn_ = false;
};

}  // namespace gauge
