// Every suite of GoogleTest speaks the language of the desktop, as a program with a window does.
#include "tests/support/desktop_locale.h"

#include <clocale>
#include <gtest/gtest.h>

namespace gauge::test {
namespace {

class DesktopLocale : public ::testing::Environment {
    void SetUp() override
    {
        std::setlocale(LC_ALL, "");
        ASSERT_EQ(localeFault(), "");
    }
};

[[maybe_unused]] const auto* const added = ::testing::AddGlobalTestEnvironment(new DesktopLocale);

}  // namespace
}  // namespace gauge::test
