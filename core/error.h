// The one exception for what a user can cause: bad files, options that cannot be honoured.
#pragma once

#include <fmt/core.h>
#include <stdexcept>
#include <string>

namespace gauge {

/// One line in words: what, expected, found, where. Programs print it and exit with 2.
class Error : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Thrown when a stop was asked for; not an error, nothing was written.
class Cancelled : public std::exception {
public:
    const char* what() const noexcept override { return "cancelled"; }
};

template <class... Args>
[[noreturn]] void fail(fmt::format_string<Args...> format, Args&&... args)
{
    throw Error(fmt::format(format, std::forward<Args>(args)...));
}

}  // namespace gauge
