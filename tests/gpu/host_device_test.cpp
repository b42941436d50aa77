// The device backend's stages and kernels on the host: what they compute and how they fail.
#include "core/backend/device_side.h"
#include "core/backend/registry.h"
#include "gpu/device_backend.h"
#include "tests/gpu/device_cases.h"
#include "tests/gpu/host_device.h"
#include "tests/support/message.h"

namespace gauge::test {
namespace {

struct Host {
    std::shared_ptr<HostMachine> machine = std::make_shared<HostMachine>();
    std::unique_ptr<Backend> backend;

    explicit Host(long tileNumbers = 0) : backend(makeDeviceBackend(std::make_unique<HostDevice>(machine, tileNumbers))) {}
};

class EveryGroup : public testing::TestWithParam<GroupCase> {};

TEST_P(EveryGroup, TheDevicesStagesGiveTheProcessorsAnswers)
{
    const State state = randomState(GetParam().group, 11, 5);
    for (const OptionCase& c : deviceOptions()) {
        SCOPED_TRACE(c.name);
        Parameters p;
        c.set(p.attention);
        expectSameAttention(*Host().backend, state, p, 1e-9);
        expectSameAttention(*Host(40).backend, state, p, 1e-9);  // a few receivers at a time
        expectSameStream(*Host(40).backend, state, p, 1e-9);
        p.attention.precision = Precision::Single;
        expectSameAttention(*Host(60).backend, state, p, 2e-3);
    }
}

INSTANTIATE_TEST_SUITE_P(Groups, EveryGroup, testing::ValuesIn(allGroups()),
                         [](const auto& made) { return std::string(made.param.name); });

TEST(HostDevice, HalfKeepsFeaturesInHalfAndSaysNothingBetter)
{
    const State state = randomState(Group::Irreps, 24, 2);
    Parameters p;
    p.attention.precision = Precision::Half;
    expectSameAttention(*Host().backend, state, p, 0.1);
    const Request request = resolveFor(p, state);
    const Ensemble ensemble = makeEnsemble(state, request.attention);
    AttentionOptions exact = request.attention;
    exact.precision = Precision::Double;
    const auto half = attendOnce(*Host().backend, ensemble, request.attention, {}, {});
    const auto full = attendOnce(*makeCpuBackend(), ensemble, exact, {}, {});
    EXPECT_GT(relativeDifference(half.energy, full.energy), 1e-6) << "half would be no half";
    EXPECT_NE(messageOf([&] { attendOnce(*makeCpuBackend(), ensemble, request.attention, {}, {}); }).find("--backend cuda"),
              std::string::npos);
}

TEST(HostDevice, WhatDiffersIsToldByItsPlace)
{
    Parameters p;
    const Differences found =
        Answers(randomState(Group::Irreps, 7, 2), p).attention(*Host().backend, Precision::Single, 1e-12);
    EXPECT_GT(found.count, 20U);
    ASSERT_EQ(found.first.size(), 20U);
    EXPECT_EQ(found.first[0].find("energies, head 0 [0, 1]: expected "), 0U) << found.first[0];
    EXPECT_NE(found.words().find("… and "), std::string::npos);
    p.attention.kappa = 2;
    const Differences other =
        Answers(randomState(Group::Irreps, 7, 2), p).attention(*Host().backend, Precision::Double, 1e-12);
    EXPECT_EQ(other.count, 0U) << other.words();
}

TEST(HostDevice, ThreadsOfABlockMeetWhereTheyHaveTo)
{
    for (const Group group : {Group::So2Planes, Group::Irreps}) {
        const State state = randomState(group, 5, 5);
        for (const OptionCase& c : deviceOptions()) {
            SCOPED_TRACE(c.name);
            const Host host;
            host.machine->threads = 3;
            host.machine->ownThreads = GAUGESCOPE_SANITIZED;
            Parameters p;
            c.set(p.attention);
            expectSameAttention(*host.backend, state, p, 1e-9);
            expectSameStream(*host.backend, state, p, 1e-9);
        }
    }
}

TEST(HostDevice, FirstOrderIsFormedPairByPair)
{
    for (const Group group : {Group::So2Planes, Group::Spin1, Group::Irreps, Group::GlK}) {
        NpzArrays arrays = randomArrays(group, 9, 5);
        for (auto& [name, array] : arrays)
            if (name == "phi")
                for (double& x : array.numbers)
                    x *= 0.1;
        const State state = stateFromArrays(arrays, "near");
        for (const OptionCase& c : firstOrderOptions()) {
            SCOPED_TRACE(c.name);
            Parameters p;
            c.set(p.attention);
            expectSameAttention(*Host().backend, state, p, 1e-9);
            expectSameStream(*Host(30).backend, state, p, 1e-9);
        }
    }
}

TEST(HostDevice, LowPrecisionOfWhatIsFormedPairByPairIsRefusedBeforeAnythingRuns)
{
    const State state = randomState(Group::Spin1, 6, 3);
    const Host host;
    Parameters p;
    p.attention.transport = Transport::Pairwise;
    for (const Precision precision : {Precision::Half, Precision::Tf32, Precision::Bf16}) {
        p.attention.precision = precision;
        const Request request = resolveFor(p, state);
        const std::string words = messageOf(
            [&] { attendOnce(*host.backend, makeEnsemble(state, request.attention), request.attention, {}, {}); });
        EXPECT_EQ(words,
                  fmt::format("--precision {0}: energies that are formed pair by pair are computed in double, found {0}",
                              precisionName(precision)));
    }
    EXPECT_EQ(host.machine->launches, 0);
}

TEST(HostDevice, TooLittleMemoryNamesTheNeedAndTheWayOut)
{
    const State state = randomState(Group::Spin1, 30, 3);
    const Host host;
    host.machine->memory = 4000;
    const Request request = resolveFor({}, state);
    const std::string words =
        messageOf([&] { attendOnce(*host.backend, makeEnsemble(state, request.attention), request.attention, {}, {}); });
    EXPECT_NE(words.find("bytes of device memory, found 4e+03 free"), std::string::npos) << words;
    EXPECT_NE(words.find("--no-matrix"), std::string::npos);
    EXPECT_THROW(attendOnce(*host.backend, makeEnsemble(state, request.attention), request.attention, {}, {}),
                 DeviceFailed);
}

TEST(HostDevice, HopelessCovariancesAndEnergiesNameTheToken)
{
    NpzArrays arrays = randomArrays(Group::None, 6, 3);
    State state = stateFromArrays(arrays, "x");
    const Request request = resolveFor({}, state);
    Ensemble ensemble = makeEnsemble(state, request.attention);
    ensemble.common.heads[0].cov[4] *= -1e-9;
    EXPECT_NE(messageOf([&] { attendOnce(*Host().backend, ensemble, request.attention, {}, {}); }).find("token 4"),
              std::string::npos);
    ensemble = makeEnsemble(state, request.attention);
    ensemble.common.heads[0].mean.col(2).array() += 1e200;
    EXPECT_NE(messageOf([&] { attendOnce(*Host().backend, ensemble, request.attention, {}, {}); }).find("finite"),
              std::string::npos);
}

TEST(HostDevice, ADivergenceThatIsNotDefinedNamesThePair)
{
    const State state = randomState(Group::None, 2, 3);
    AttentionOptions options;
    Ensemble ensemble = makeEnsemble(state, options);
    for (GaussianBlock& block : ensemble.common.heads) {
        block.cov[0].setIdentity();
        block.cov[1].setIdentity() *= 100;
    }
    options.divergence = Divergence::Renyi;
    options.renyiOrder = 3;  // of receiver 1: 3·1 − 2·100
    const std::string words = messageOf([&] { attendOnce(*Host().backend, ensemble, options, {}, {}); });
    EXPECT_NE(words.find("the divergence of receiver 1 from sender 0 is not defined"), std::string::npos) << words;
}

TEST(HostDevice, WhatGoesWrongComesInNumbers)
{
    const std::vector<double> mean{0, 0, 0};
    const std::vector<double> cov{1, 1, -1e-9};
    gpu::LoadRequest load;
    load.tokens = 3;
    load.heads = {{1, mean.data(), cov.data()}};
    const HostDevice device(std::make_shared<HostMachine>());
    try {
        device.load(load, gpu::Number::Double);
        FAIL() << "took a negative variance in";
    } catch (const gpu::DeviceError& e) {
        EXPECT_EQ(std::get<gpu::NotPositiveDefinite>(e.cause()).token, 2);
    }
}

TEST(HostDevice, EveryStageIsTimedWithWhatItHasToDo)
{
    const State state = randomState(Group::Irreps, 16, 3);
    const Request request = resolveFor({}, state);
    const auto stages = profileDevice(HostDevice(std::make_shared<HostMachine>()), makeEnsemble(state, request.attention),
                                      request.attention, 3);
    ASSERT_EQ(stages.size(), 5U);
    for (const DeviceStage& stage : stages) {
        EXPECT_GT(stage.median, stage.least - 1e-9) << stage.name;
        EXPECT_GT(stage.bytes, 0) << stage.name;
    }
    double length = 0;
    for (const Index d : state.heads)
        length += static_cast<double>(d * (d + 3) / 2);
    EXPECT_EQ(stages[1].operations, 2 * 16.0 * 16.0 * length);
}

TEST(HostDevice, AutoSendsWhatIsFasterThereAndWhatTheProcessorRefuses)
{
    const State state = randomState(Group::Spin1, 12, 3);
    DeviceTable table;
    table.points.push_back({TimedStage::AttendCold, Precision::Single, {12, 9}, {2, 1}});
    const auto machine = std::make_shared<HostMachine>();
    const auto both =
        makeAutoBackend({[&] { return makeDeviceBackend(std::make_unique<HostDevice>(machine)); }, std::move(table), {}});
    expectSameAttention(*both, state, {}, 1e-12);
    EXPECT_EQ(machine->launches, 0);
    Parameters p;
    p.attention.precision = Precision::Single;
    expectSameAttention(*both, state, p, 2e-3);
    const auto launches = machine->launches;
    EXPECT_GT(launches, 0);
    p.attention.precision = Precision::Half;
    expectSameAttention(*both, state, p, 0.1);
    EXPECT_GT(machine->launches, launches);
}

}  // namespace
}  // namespace gauge::test
