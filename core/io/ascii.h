// Letters and digits of ASCII, told without the C library: what it holds for a letter, and for the small one of I, depends on the desktop's language.
#pragma once

namespace gauge {

constexpr bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// c where it is no capital of ASCII, so any byte of UTF-8 stays.
constexpr char inLowerCase(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

constexpr bool isLetter(char c)
{
    return inLowerCase(c) >= 'a' && inLowerCase(c) <= 'z';
}

}  // namespace gauge
