// The one exception for what a user can cause: bad files, options that cannot be honoured.
#pragma once

#include <fmt/core.h>
#include <stdexcept>
#include <string>

namespace gauge {

/// One line in words: what, expected, found, where. Programs print it and exit with 2.
class Error : public std::runtime_error {
public:
    explicit Error(const std::string& words) : std::runtime_error(oneLine(words)) {}

private:
    /// Names from files may hold line breaks; the message stays one line.
    static std::string oneLine(std::string words)
    {
        for (char& c : words)
            if (static_cast<unsigned char>(c) < 0x20)
                c = ' ';
        return words;
    }
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

/// What `work` gives; its Error has the label, a file's name, in front.
template <class Work>
auto underLabel(const std::string& label, const Work& work)
{
    try {
        return work();
    } catch (const Error& e) {
        fail("{}: {}", label, e.what());
    }
}

}  // namespace gauge
