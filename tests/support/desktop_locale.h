// Suites that run in another language: whether they do.
#pragma once

#include <string>

namespace gauge::test {

/// Why the C library does not speak the language that GAUGESCOPE_LOCALE names, with its decimal comma; empty where it does, or where none is named.
std::string localeFault();

}  // namespace gauge::test
