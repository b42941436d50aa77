// The two passes without a matrix, on the host: whole and broken tiles, every mask, every precision, features longer than a piece.
#include "gpu/device_backend.h"
#include "tests/gpu/device_cases.h"
#include "tests/gpu/host_device.h"

namespace gauge::test {
namespace {

struct Kept {
    Precision precision;
    const char* name;
    double tolerance;
};
constexpr Kept kPrecisions[] = {{Precision::Single, "single", 2e-5},
                                {Precision::Half, "half", 5e-4},
                                {Precision::Tf32, "tf32", 2e-2},
                                {Precision::Bf16, "bf16", 0.15}};

std::unique_ptr<Backend> hostBackend(unsigned seed = 1)
{
    auto machine = std::make_shared<HostMachine>();
    machine->seed(seed);
    return makeDeviceBackend(std::make_unique<HostDevice>(machine));
}

const std::vector<OptionCase>& masks()
{
    using Kind = Mask::Kind;
    static const std::vector<OptionCase> all{
        {"everybody", [](AttentionOptions&) {}},
        {"no self", [](AttentionOptions& o) { o.mask.self = false; }},
        {"causal", [](AttentionOptions& o) { o.mask.kind = Kind::Causal; }},
        {"causal, no self", [](AttentionOptions& o) { o.mask = {Kind::Causal, 0, false}; }},
        {"window", [](AttentionOptions& o) { o.mask = {Kind::Window, 70}; }},
        {"narrow window", [](AttentionOptions& o) { o.mask = {Kind::Window, 2}; }},
        {"causal window, no self", [](AttentionOptions& o) { o.mask = {Kind::CausalWindow, 65, false}; }},
    };
    return all;
}

class Tiles : public testing::TestWithParam<Index> {};

TEST_P(Tiles, EveryMaskGivesTheProcessorsAnswers)
{
    const State state = randomState(Group::So2Planes, GetParam(), 5);
    for (const OptionCase& c : masks()) {
        SCOPED_TRACE(c.name);
        Parameters p;
        c.set(p.attention);
        p.attention.precision = Precision::Single;
        expectSameAttention(*hostBackend(), state, p, 2e-5);
        expectSameStream(*hostBackend(), state, p, 2e-5);
    }
}

INSTANTIATE_TEST_SUITE_P(Tokens, Tiles, testing::Values(1, 63, 64, 65, 300));

TEST(Flash, EveryPrecisionIsAsExactAsItSays)
{
    for (const GroupCase& group : allGroups()) {
        const State state = randomState(group.group, 80, 5);
        for (const Kept& kept : kPrecisions)
            for (const OptionCase& c : deviceOptions()) {
                SCOPED_TRACE(std::string(group.name) + ", " + kept.name + ", " + c.name);
                Parameters p;
                c.set(p.attention);
                p.attention.precision = kept.precision;
                if (kept.precision != Precision::Single && !resolveFor(p, state).attention.energiesFactor())
                    continue;
                expectSameAttention(*hostBackend(), state, p, kept.tolerance);
            }
    }
}

TEST(Flash, ManyTilesAndRowsTwiceAsTall)
{
    const State state = randomState(Group::So2Planes, 2048, 5);
    Parameters p;
    p.attention.precision = Precision::Half;
    p.attention.mask = {Mask::Kind::CausalWindow, 200, true};
    expectSameAttention(*hostBackend(), state, p, 5e-4);
}

}  // namespace
}  // namespace gauge::test
