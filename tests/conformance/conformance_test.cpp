// Answers of an independent implementation (tests/data/conformance), through the command line and, on a device, through its commands.
#include "core/error.h"
#include "gpu/cuda.h"
#include "tests/conformance/answers.h"
#include "tests/support/cli.h"

#include <gtest/gtest.h>

namespace gauge::test {
namespace {

const std::string kData = GAUGESCOPE_SOURCE "/tests/data/conformance";

class Conformance : public testing::TestWithParam<ConformanceCase> {
protected:
    static void expectAnswer(const NpzArrays& found)
    {
        for (const std::string& fault : conformanceFaults(kData, GetParam(), found))
            ADD_FAILURE() << fault;
    }
};

TEST_P(Conformance, GivesTheRightAnswer)
{
    const TemporaryFolder folder;
    std::vector<std::string> words = conformanceWords(kData, GetParam());
    words.insert(words.end(), {"-o", folder.file("out.npz")});
    const CliResult r = runCli(words);
    ASSERT_EQ(r.code, 0) << r.err;
    if (r.err.find("not reciprocal") == std::string::npos)  // which is no fault, but said
        EXPECT_EQ(r.err, "");
    expectAnswer(readNpz(folder.file("out.npz")));
}

TEST_P(Conformance, GivesTheRightAnswerOnADevice)
{
    if (const CudaAnswer cuda = makeCudaBackend(); !cuda.backend)
        GTEST_SKIP() << "no CUDA device: " << cuda.reason;
    try {
        expectAnswer(conformanceRun(kData, GetParam(), [](BackendChoice) { return makeCudaBackend().backend; }));
    } catch (const Error& e) {
        if (std::string(e.what()).find("links by pairs are followed on the processor") == std::string::npos)
            throw;
    }
}

INSTANTIATE_TEST_SUITE_P(All, Conformance, testing::ValuesIn(conformanceCases(kData)), [](const auto& p) {
    std::string name = p.param.name;
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
});

TEST(ConformanceList, HasEveryCase)
{
    EXPECT_EQ(conformanceCases(kData).size(), 89U);
}

}  // namespace
}  // namespace gauge::test
