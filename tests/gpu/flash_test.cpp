// The two passes without a matrix, on the host: whole and broken tiles, every mask, every precision, features longer than a piece.
#include "gpu/device_backend.h"
#include "tests/gpu/device_cases.h"
#include "tests/gpu/host_device.h"
#include "tests/support/message.h"

namespace gauge::test {
namespace {

/// Largest errors: of energies, and of whatever is made of them, beside the largest of their kind.
struct Kept {
    Precision precision;
    const char* name;
    double error;
    double answers;
};
constexpr Kept kPrecisions[] = {{Precision::Single, "single", 1e-6, 2e-3},
                                {Precision::Half, "half", 3e-5, 2e-2},
                                {Precision::Tf32, "tf32", 1e-3, 0.1},
                                {Precision::Bf16, "bf16", 1e-2, 0.2}};

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
        expectSameAttention(*hostBackend(), state, p, 1e-3);
        expectSameStream(*hostBackend(), state, p, 1e-3);
    }
}

INSTANTIATE_TEST_SUITE_P(Tokens, Tiles, testing::Values(1, 63, 64, 65, 300));

TEST(Flash, EveryPrecisionIsAsExactAsItSays)
{
    const auto cpu = makeCpuBackend();
    for (const Group group : {Group::So2Planes, Group::GlK}) {
        const State state = randomState(group, 66, 5);
        for (const OptionCase& c : deviceOptions()) {
            AttentionOptions options;
            c.set(options);
            Parameters p;
            p.attention = options;
            const Request request = resolveFor(p, state);
            const Ensemble ensemble = makeEnsemble(state, request.attention);
            if (!request.attention.energiesFactor())
                continue;
            const auto exact = attendOnce(*cpu, ensemble, request.attention, {}, {});
            double before = 0;
            for (const Kept& kept : kPrecisions) {
                SCOPED_TRACE(std::string(kept.name) + ", " + c.name);
                AttentionOptions o = request.attention;
                o.precision = kept.precision;
                const auto found = attendOnce(*hostBackend(), ensemble, o, {.product = true}, {});
                const double error = relativeDifference(found.energy, exact.energy);
                EXPECT_LT(error, kept.error);
                EXPECT_GT(error, before / 4) << "no better than what it is not";
                before = error;
                for (const RowMatrixd& beta : found.attention)
                    for (Index i = 0; i < beta.rows(); ++i)
                        EXPECT_NEAR(beta.row(i).sum(), options.mask.self || beta.row(i).sum() > 0 ? 1 : 0, 1e-3);
            }
        }
    }
}

TEST(Flash, SingleGivesTheProcessorsAnswersForEveryOption)
{
    for (const GroupCase& group : allGroups())
        for (const OptionCase& c : deviceOptions()) {
            SCOPED_TRACE(std::string(group.name) + ", " + c.name);
            Parameters p;
            c.set(p.attention);
            p.attention.precision = Precision::Single;
            expectSameAttention(*hostBackend(), randomState(group.group, 20, 5), p, 2e-3);
        }
}

/// Where a block may have less memory, features are cut into more pieces.
TEST(Flash, LittleSharedMemoryGivesTheSameAnswers)
{
    const State state = randomState(Group::Irreps, 70, 5);
    for (const long kibibytes : {99, 163}) {
        const auto machine = std::make_shared<HostMachine>();
        machine->shared = kibibytes << 10;
        const auto backend = makeDeviceBackend(std::make_unique<HostDevice>(machine));
        Parameters p;
        for (const OptionCase& c : deviceOptions()) {
            SCOPED_TRACE(std::to_string(kibibytes) + " KiB, " + c.name);
            p.attention = {};
            c.set(p.attention);
            p.attention.precision = Precision::Single;
            expectSameAttention(*backend, state, p, 2e-3);
        }
        p.attention = {};
        p.attention.divergence = Divergence::Jeffreys;  // whose features are longest
        for (const Kept& kept : kPrecisions) {
            SCOPED_TRACE(std::to_string(kibibytes) + " KiB, " + kept.name);
            p.attention.precision = kept.precision;
            expectSameStream(*backend, state, p, kept.answers);
        }
    }
}

TEST(Flash, TheOrderOfBlocksAndThreadsChangesNothing)
{
    const State state = randomState(Group::Irreps, 150, 5);
    Parameters p;
    p.attention.precision = Precision::Single;
    const Request request = resolveFor(p, state);
    const Ensemble ensemble = makeEnsemble(state, request.attention);
    const auto once = attendOnce(*hostBackend(1), ensemble, request.attention, {.product = true}, {});
    for (const unsigned seed : {2U, 3U}) {
        const auto again = attendOnce(*hostBackend(seed), ensemble, request.attention, {.product = true}, {});
        for (std::size_t h = 0; h < once.energy.size(); ++h) {
            EXPECT_EQ(again.energy[h], once.energy[h]);
            EXPECT_EQ(again.attention[h], once.attention[h]);
            EXPECT_EQ(again.message.heads[h].mean, once.message.heads[h].mean);
        }
    }
}

TEST(Flash, ThreadsMeetWhereTheyHaveTo)
{
    const State state = randomState(Group::Spin1, 70, 5);
    for (const auto& [precision, kind] :
         {std::pair{Precision::Single, Mask::Kind::Full}, {Precision::Bf16, Mask::Kind::Causal}}) {
        SCOPED_TRACE(precisionName(precision));
        AttentionOptions options;
        options.precision = precision;
        options.mask.kind = kind;
        const Ensemble ensemble = makeEnsemble(state, options);
        const auto machine = std::make_shared<HostMachine>();
        machine->ownThreads = GAUGESCOPE_SANITIZED;
        const auto backend = makeDeviceBackend(std::make_unique<HostDevice>(machine));
        const auto found = attendOnce(*backend, ensemble, options, {.product = true}, {});
        const auto expected = attendOnce(*hostBackend(2), ensemble, options, {.product = true}, {});
        EXPECT_EQ(found.energy, expected.energy);
        EXPECT_EQ(found.attention, expected.attention);
        EXPECT_EQ(found.message.heads[0].mean, expected.message.heads[0].mean);
        EXPECT_EQ(found.naturals[0].h, expected.naturals[0].h);
        const auto streamed = [&](const Backend& by) {
            return by.stream(*by.prepare(ensemble, options, {}), options, {.pooledCells = 3, .links = 4, .edgesBelow = 2},
                             {});
        };
        const StreamResult kept = streamed(*backend);
        const StreamResult same = streamed(*hostBackend(2));
        EXPECT_EQ(kept.pooled, same.pooled);
        EXPECT_EQ(kept.linkWeight, same.linkWeight);
        EXPECT_EQ(kept.edges.size(), same.edges.size());
    }
}

TEST(Flash, WhatIsFarBeyondSinglePrecisionIsSaid)
{
    const State state = randomState(Group::Spin1, 70, 3);
    Parameters p;
    p.attention.precision = Precision::Single;
    const Request request = resolveFor(p, state);
    Ensemble ensemble = makeEnsemble(state, request.attention);
    ensemble.common.heads[0].mean.col(66).array() += 1e12;
    const std::string words = messageOf([&] { attendOnce(*hostBackend(), ensemble, request.attention, {}, {}); });
    EXPECT_NE(words.find("overflowing its precision"), std::string::npos) << words;
}

TEST(Flash, ManyTiles)
{
    const State state = randomState(Group::So2Planes, 2048, 5);
    Parameters p;
    p.attention.precision = Precision::Half;
    p.attention.mask = {Mask::Kind::CausalWindow, 200, true};
    expectSameAttention(*hostBackend(), state, p, 3e-2);
}

}  // namespace
}  // namespace gauge::test
