#include "core/error.h"
#include "core/pipeline/parameters.h"

#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <regex>
#include <set>

namespace gauge {
namespace {

TEST(Parameters, TextRoundTripsForEveryRow)
{
    const Parameters defaults;
    for (const ParameterInfo& info : parameterTable()) {
        Parameters p;
        setParameter(p, info, parameterText(defaults, info));
        EXPECT_EQ(p, defaults) << info.name;
        for (const std::string& choice : info.choices) {
            // Amounts stand in capitals behind the equals sign: power=F,P@A.
            const std::size_t amounts = choice.find('=');
            const std::string value =
                amounts == std::string::npos
                    ? choice
                    : choice.substr(0, amounts) + std::regex_replace(choice.substr(amounts), std::regex("[A-Z]+"), "3");
            setParameter(p, info, value);
            EXPECT_EQ(parameterText(p, info), value);
        }
    }
}

TEST(Parameters, NamesAreUniqueAndHelpIsWritten)
{
    std::set<std::string> names;
    for (const ParameterInfo& info : parameterTable()) {
        EXPECT_TRUE(names.insert(info.name).second) << info.name;
        EXPECT_GT(std::string(info.help).size(), 10u) << info.name;
    }
}

TEST(Parameters, BadValuesAreRefused)
{
    const std::pair<const char*, const char*> bad[] = {
        {"kappa", "0"},       {"kappa", "-1"},       {"kappa", "nan"},   {"kappa", "inf"},  {"kappa", "1x"},
        {"kappa", ""},        {"step", "1.5"},       {"step", "0"},      {"layers", "-1"},  {"layers", "1.5"},
        {"steps", "0"},       {"divergence", "foo"}, {"covariance", ""}, {"linkage", "x"},  {"threads", "-2"},
        {"threshold", "nan"}, {"frame-step", "-1"},  {"scales", "0"},    {"no-self", "yes"}};
    for (const auto& [name, value] : bad) {
        Parameters p;
        EXPECT_THROW(setParameter(p, parameterInfo(name), value), Error) << name << "=" << value;
        EXPECT_EQ(p, Parameters{});
    }
    for (const char* mask : {"window", "window=", "window=-1", "window=x", "causal=3", "windowed=2", "window=2 "}) {
        Parameters p;
        EXPECT_THROW(setParameter(p, parameterInfo("mask"), mask), Error) << mask;
        EXPECT_EQ(p, Parameters{});
    }
    Parameters none;
    none.evolve.alpha = none.evolve.lambda = 0;
    EXPECT_THROW(resolve(none), Error);
    Parameters typed;
    typed.attention.mask = {Mask::Kind::Window, -1, true};
    EXPECT_THROW(resolve(typed), Error) << "types are checked as words are";
}

TEST(Parameters, TheManualPageIsUpToDate)
{
    std::ifstream in(GAUGESCOPE_SOURCE "/docs/parameters.md");
    const std::string page{std::istreambuf_iterator<char>(in), {}};
    EXPECT_EQ(page, parameterManual()) << "run: build/bin/gaugescope-cli manual > docs/parameters.md";
}

}  // namespace
}  // namespace gauge
