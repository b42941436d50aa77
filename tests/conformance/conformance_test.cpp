// Answers of an independent implementation (tests/data/conformance), through the command line.
#include "core/io/npz.h"
#include "tests/support/cli.h"

#include <cmath>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <set>

namespace gauge::test {
namespace {

const std::string kData = GAUGESCOPE_SOURCE "/tests/data/conformance/";

struct Case {
    std::string name;
    std::string command;
    std::vector<std::string> options;
    double tolerance = 0;
};
void PrintTo(const Case& c, std::ostream* out)
{
    *out << c.name;
}

std::set<std::string> notYet()
{
    std::ifstream in(GAUGESCOPE_SOURCE "/tests/conformance/not_yet.txt");
    std::set<std::string> names;
    for (std::string line; std::getline(in, line);)
        if (!line.empty() && line[0] != '#')
            names.insert(line);
    return names;
}

std::vector<Case> cases()
{
    std::ifstream in(kData + "manifest.json");
    std::vector<Case> result;
    for (const auto& item : nlohmann::json::parse(in))
        result.push_back({item.at("name"), item.at("command"), item.at("options"), item.at("relative_tolerance")});
    return result;
}

void expectNear(const NpyArray& found, const NpyArray& expected, double tolerance, const std::string& name)
{
    ASSERT_EQ(found.shape, expected.shape) << name;
    double scale = 1;
    for (const double v : expected.numbers)
        scale = std::max(scale, std::abs(v));
    double worst = 0;
    for (std::size_t i = 0; i < expected.numbers.size(); ++i) {
        const double difference = std::abs(found.numbers[i] - expected.numbers[i]);
        ASSERT_TRUE(std::isfinite(difference)) << name;
        worst = std::max(worst, difference);
    }
    EXPECT_LE(worst, tolerance * scale) << name;
}

class Conformance : public testing::TestWithParam<Case> {};

TEST_P(Conformance, GivesTheRightAnswerOrRefusesInWords)
{
    const Case& c = GetParam();
    const TemporaryFolder folder;
    const std::string output = folder.file("out.npz");
    std::vector<std::string> words{c.command, kData + c.name + ".in.npz", "-o", output};
    words.insert(words.end(), c.options.begin(), c.options.end());
    const CliResult r = runCli(words);
    if (notYet().count(c.name) != 0) {
        EXPECT_EQ(r.code, 2);
        EXPECT_NE(r.err.find("not implemented in this version"), std::string::npos) << r.err;
        EXPECT_FALSE(std::filesystem::exists(output));
        return;
    }
    ASSERT_EQ(r.code, 0) << r.err;
    EXPECT_EQ(r.err, "");
    const NpzArrays found = readNpz(output);
    for (const auto& [name, expected] : readNpz(kData + c.name + ".expect.npz")) {
        ASSERT_EQ(found.count(name), 1u) << name;
        expectNear(found.at(name), expected, c.tolerance, name);
    }
}

INSTANTIATE_TEST_SUITE_P(All, Conformance, testing::ValuesIn(cases()), [](const auto& p) {
    std::string name = p.param.name;
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
});

TEST(ConformanceList, NamesOnlyCasesThatExist)
{
    std::set<std::string> all;
    for (const Case& c : cases())
        all.insert(c.name);
    for (const std::string& name : notYet())
        EXPECT_EQ(all.count(name), 1u) << name;
    EXPECT_EQ(all.size() - notYet().size(), 76u);
}

}  // namespace
}  // namespace gauge::test
