// Text between UTF-8 and code points.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gauge {

/// Appends one code point as UTF-8.
void appendUtf8(std::string& out, std::uint32_t codePoint);

/// The same text where it is UTF-8; each byte that is none as U+FFFD: a file may be called anything.
std::string readable(const std::string& text);

/// The code points of valid UTF-8.
std::vector<std::uint32_t> codePoints(const std::string& text);

/// Is it a character: no surrogate, and not beyond U+10FFFF?
bool isCharacter(std::uint32_t codePoint);

/// Where the first byte stands that is no UTF-8 (overlong forms and surrogates are none); text.size() for valid text. What may only be cut short
/// at the end counts as wrong.
std::size_t firstNotUtf8(std::string_view text);

}  // namespace gauge
