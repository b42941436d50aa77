// Answers of an independent implementation (tests/data/conformance), through the command line.
#include "core/io/npz.h"
#include "gpu/cuda.h"
#include "tests/support/cli.h"

#include <cmath>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

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

void expectAnswer(const Case& c, const std::vector<std::string>& more)
{
    const TemporaryFolder folder;
    const std::string output = folder.file("out.npz");
    std::vector<std::string> words{c.command, kData + c.name + ".in.npz", "-o", output};
    words.insert(words.end(), c.options.begin(), c.options.end());
    words.insert(words.end(), more.begin(), more.end());
    const CliResult r = runCli(words);
    ASSERT_EQ(r.code, 0) << r.err;
    EXPECT_EQ(r.err, "");
    const NpzArrays found = readNpz(output);
    for (const auto& [name, expected] : readNpz(kData + c.name + ".expect.npz")) {
        ASSERT_EQ(found.count(name), 1u) << name;
        expectNear(found.at(name), expected, c.tolerance, name);
    }
}

TEST_P(Conformance, GivesTheRightAnswer)
{
    expectAnswer(GetParam(), {});
}

TEST_P(Conformance, GivesTheRightAnswerOnADevice)
{
    if (const CudaAnswer cuda = makeCudaBackend(); !cuda.backend)
        GTEST_SKIP() << "no CUDA device: " << cuda.reason;
    expectAnswer(GetParam(), {"--backend", "cuda"});
}

INSTANTIATE_TEST_SUITE_P(All, Conformance, testing::ValuesIn(cases()), [](const auto& p) {
    std::string name = p.param.name;
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
});

TEST(ConformanceList, HasEveryCase)
{
    EXPECT_EQ(cases().size(), 76u);
}

}  // namespace
}  // namespace gauge::test
