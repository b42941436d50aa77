// The CUDA device itself, by the same cases; without one the tests say so.
#include "gpu/cuda.h"
#include "tests/gpu/device_cases.h"
#include "tests/gpu/head_links.h"

namespace gauge::test {
namespace {

class Cuda : public testing::Test {
protected:
    void SetUp() override
    {
        if (!answer_.backend)
            GTEST_SKIP() << "no CUDA device: " << answer_.reason;
    }
    const Backend& backend() const { return *answer_.backend; }

private:
    CudaAnswer answer_ = makeCudaBackend();
};

TEST_F(Cuda, GivesTheProcessorsAnswers)
{
    for (const GroupCase& group : allGroups()) {
        for (const Index n : {1, 11, 300}) {
            const State state = randomState(group.group, n, 5);
            for (const OptionCase& c : deviceOptions()) {
                SCOPED_TRACE(std::string(group.name) + ", " + c.name);
                Parameters p;
                c.set(p.attention);
                // Divergences of carried covariances lose what given frames have of condition: on the device as on the processor.
                expectSameAttention(backend(), state, p, n == 300 && !p.attention.energiesFactor() ? 1e-7 : 1e-9);
                p.attention.precision = Precision::Single;
                expectSameAttention(backend(), state, p, 2e-3);
            }
        }
    }
}

TEST_F(Cuda, Streams)
{
    for (const GroupCase& group : allGroups())
        for (const OptionCase& c : deviceOptions()) {
            SCOPED_TRACE(std::string(group.name) + ", " + c.name);
            Parameters p;
            c.set(p.attention);
            expectSameStream(backend(), randomState(group.group, 200, 5), p, 1e-9);
        }
}

TEST_F(Cuda, RunsLayers)
{
    for (const GroupCase& group : allGroups())
        for (const OptionCase& c : deviceOptions()) {
            SCOPED_TRACE(std::string(group.name) + ", " + c.name);
            Parameters p;
            c.set(p.attention);
            p.evolve.layers = 3;
            p.evolve.steps = 2;
            if (p.attention.score != Score::DotProduct)
                expectSameLayers(backend(), randomState(group.group, 40, 6), p, 1e-8);
        }
    Parameters p;
    p.evolve.layers = 2;
    for (const Index n : {1, 2, 33, 65, 128, 300, 512, 513}) {
        SCOPED_TRACE(n);
        for (const Divergence divergence : {Divergence::Kl, Divergence::ReverseKl, Divergence::Jeffreys}) {
            p.attention.divergence = divergence;
            expectSameLayers(backend(), randomState(Group::Irreps, n, 6), p, 1e-8);
        }
    }
}

TEST_F(Cuda, FollowsTheLinksOfHeads)
{
    for (const HeadLinkCase& links : headLinkCases())
        for (const Index n : {11, 200}) {
            const State state = withHeadLinks(randomState(Group::Irreps, n, 5), links);
            for (const OptionCase& c : headLinkOptions()) {
                SCOPED_TRACE(std::string(links.name) + ", " + c.name);
                Parameters p;
                c.set(p.attention);
                p.evolve.layers = 2;
                expectSameAttention(backend(), state, p, 1e-9);
                expectSameStream(backend(), state, p, 1e-9);
                expectSameLayers(backend(), state, p, 1e-8);
                p.attention.precision = Precision::Single;
                expectSameAttention(backend(), state, p, 2e-3);
            }
        }
}

TEST_F(Cuda, HalfIsHalf)
{
    Parameters p;
    p.attention.precision = Precision::Half;
    expectSameAttention(backend(), randomState(Group::Irreps, 64, 2), p, 0.1);
}

TEST(CudaDoor, WithoutADeviceThereIsAReason)
{
    const CudaAnswer answer = makeCudaBackend();
    EXPECT_EQ(answer.backend == nullptr, !answer.reason.empty()) << answer.reason;
}

}  // namespace
}  // namespace gauge::test
