#include "tests/support/desktop_locale.h"

#include <clocale>
#include <cstdlib>
#include <fmt/format.h>

namespace gauge::test {

std::string localeFault()
{
    const char* wanted = std::getenv("GAUGESCOPE_LOCALE");
    const std::string found = std::setlocale(LC_ALL, nullptr);
    const std::string mark = std::localeconv()->decimal_point;
    if (wanted == nullptr || (found == wanted && mark == ","))
        return {};
    return fmt::format("expected the locale {} with a decimal comma in force, found {} with '{}'", wanted, found, mark);
}

}  // namespace gauge::test
