// Layers of mirror steps on the host's machine: those that stay in one launch, and those that take a launch after the other.
#include "gpu/device_backend.h"
#include "tests/gpu/device_cases.h"
#include "tests/gpu/host_device.h"
#include "tests/support/message.h"
#include "tests/support/there.h"

#include <cmath>
#include <Eigen/LU>

namespace gauge::test {
namespace {

struct Host {
    std::shared_ptr<HostMachine> machine = std::make_shared<HostMachine>();
    std::unique_ptr<Backend> backend;

    explicit Host(long tileNumbers = 0) : backend(makeDeviceBackend(std::make_unique<HostDevice>(machine, tileNumbers))) {}
};

/// Every option that has a free energy to compare.
void expectEveryOption(const Host& host, const State& state, int layers, int steps)
{
    for (const OptionCase& c : deviceOptions()) {
        SCOPED_TRACE(std::string(c.name) + ", " + std::to_string(state.tokenCount()) + " tokens");
        Parameters p;
        c.set(p.attention);
        p.evolve.layers = layers;
        p.evolve.steps = steps;
        if (p.attention.score != Score::DotProduct)
            expectSameLayers(*host.backend, state, p, 1e-8);
    }
}

class LayersOfGroup : public testing::TestWithParam<GroupCase> {};

TEST_P(LayersOfGroup, AgreeWithTheProcessors)
{
    expectEveryOption(Host(30), randomState(GetParam().group, 9, 6), 3, 2);
}

INSTANTIATE_TEST_SUITE_P(Groups, LayersOfGroup, testing::ValuesIn(allGroups()),
                         [](const auto& made) { return std::string(made.param.name); });

TEST(Layers, OfAnyNumberOfTokens)
{
    for (const Index n : {1, 33, 65})
        expectEveryOption(Host(), randomState(Group::Irreps, n, 7), 2, 1);
}

TEST(Layers, OneBlockAHeadGivesTheSame)
{
    const Host host;
    host.machine->largestCluster = 1;
    expectEveryOption(host, randomState(Group::Spin1, 37, 7), 2, 1);
}

TEST(Layers, FewerReceiversAtOnceGiveTheSame)
{
    const Host host;
    host.machine->largestCluster = 1;
    host.machine->shared = 20 << 10;
    expectEveryOption(host, randomState(Group::Irreps, 65, 7), 2, 1);
}

TEST(Layers, InWhateverOrderThreadsRun)
{
    for (const std::uint64_t seed : {2, 3, 4}) {
        const Host host;
        host.machine->seed(seed);
        expectEveryOption(host, randomState(Group::So2Planes, 11, 5), 2, 1);
    }
}

TEST(Layers, OfThreadsOfTheSystem)
{
    const Host host;
    host.machine->ownThreads = true;
    host.machine->threads = 3;
    host.machine->largestCluster = 2;
    Parameters p;
    p.evolve.layers = 2;
    expectSameLayers(*host.backend, randomState(Group::Spin1, 9, 5), p, 1e-8);
    p.attention.divergence = Divergence::Jeffreys;
    p.attention.mask.kind = Mask::Kind::Causal;
    expectSameLayers(*host.backend, randomState(Group::Spin1, 9, 5), p, 1e-8);
}

TEST(Layers, OfSmallEnsemblesAreOneLaunchAndOneWaitWhateverTheValues)
{
    const Host host;
    Parameters p;
    p.evolve.layers = 2;
    for (const double kappa : {1.0, 3.0, 0.5}) {
        p.attention.kappa = kappa;
        p.evolve.alpha = kappa / 2;
        host.machine->launches = 0;
        host.machine->waits = 0;
        expectSameLayers(*host.backend, randomState(Group::Spin1, 8, 3), p, 1e-8);
        EXPECT_EQ(host.machine->launches, 1);
        EXPECT_EQ(host.machine->waits, 1);
    }
    p.attention.summedHeads = true;
    expectSameLayers(*host.backend, randomState(Group::Spin1, 8, 3), p, 1e-8);
    EXPECT_GT(host.machine->launches, 2);
}

TEST(Layers, TokensThatStandForSeveral)
{
    const State state = randomState(Group::Irreps, 10, 4);
    const Request request = resolveFor({}, state);
    Ensemble ensemble = makeEnsemble(state, request.attention);
    for (Index i = 0; i < ensemble.tokens(); ++i)
        ensemble.multiplicity(i) = static_cast<double>(1 + i % 4);
    const CommonBeliefs prior = pulledBackPrior(state, ensemble);
    const Trajectory r = evolve(*Host().backend, ensemble, prior, request.attention, request.evolve, {});
    const Trajectory e = evolve(*makeCpuBackend(), ensemble, prior, request.attention, request.evolve, {});
    for (std::size_t h = 0; h < e.layers.back().heads.size(); ++h)
        EXPECT_LE((r.layers.back().heads[h].mean - e.layers.back().heads[h].mean).cwiseAbs().maxCoeff(), 1e-8);
    for (std::size_t t = 0; t < e.byToken.size(); ++t)
        EXPECT_LE((r.byToken[t] - e.byToken[t]).cwiseAbs().maxCoeff(), 1e-8);
}

/// Three tokens of one head of dimension d run for two layers of a device, summed heads or not: with one head the same.
struct OneHead {
    OneHead(const std::shared_ptr<HostMachine>& machine, long d, bool summed)
        : mean(d, 3), cov(static_cast<std::size_t>(2L * 3 * d * d)), parts(9, 3)
    {
        mean = Matrixd::NullaryExpr(d, 3, [](Index k, Index i) { return std::sin(static_cast<double>(3 * k + 5 * i)); });
        Stack spread(3, d);
        for (Index i = 0; i < 3; ++i) {
            const Matrixd a = Matrixd::NullaryExpr(
                d, d, [i](Index r, Index c) { return std::cos(static_cast<double>(i + r * r + 7 * c)); });
            spread[i] = Matrixd::Identity(d, d) + a * a.transpose() / static_cast<double>(d);
        }
        const gpu::HeadInput head{static_cast<int>(d), mean.data(), spread[0].data()};
        gpu::LoadRequest load;
        load.tokens = 3;
        load.heads = {head};
        gpu::PairRequest request;
        request.summed = summed;
        request.temperature = {5};
        gpu::LayersRequest asked;
        asked.layers = 2;
        asked.prior = {head};
        Matrixd first(d, 3);
        gpu::LayersOutput out{{{first.data()}, {mean.data()}},
                              {{cov.data()}, {cov.data() + 3 * d * d}},
                              {parts.data(), parts.data() + 9, parts.data() + 18}};
        HostDevice(machine).layers(load, gpu::Number::Double, request, asked, out);
    }

    Matrixd mean;             // after the last layer
    std::vector<double> cov;  // of both
    Matrixd parts;
};

TEST(Layers, OfHeadsTooWideForOneLaunchTakeMore)
{
    const auto machine = std::make_shared<HostMachine>();
    const OneHead together(machine, 32, false);
    EXPECT_EQ(machine->launches, 1);
    const OneHead apart(machine, 32, true);
    EXPECT_GT(machine->launches, 2);
    EXPECT_LE((together.mean - apart.mean).cwiseAbs().maxCoeff(), 1e-9);
    EXPECT_LE((together.parts - apart.parts).cwiseAbs().maxCoeff(), 1e-8);
    for (std::size_t k = 0; k < apart.cov.size(); ++k)
        ASSERT_NEAR(together.cov[k], apart.cov[k], 1e-9);
    machine->launches = 0;
    const OneHead wide(machine, 33, false);
    EXPECT_GT(machine->launches, 1);
}

TEST(Layers, ATokenThatHearsNobodyStepsTowardsItsPriorAlone)
{
    const State state = randomState(Group::Spin1, 7, 3);
    Parameters p;
    p.attention.mask = {Mask::Kind::Causal, 0, false};  // nobody speaks to token 0
    const Request request = resolveFor(p, state);
    const Ensemble ensemble = makeEnsemble(state, request.attention);
    CommonBeliefs prior = pulledBackPrior(state, ensemble);
    for (GaussianBlock& block : prior.heads) {
        block.mean.array() += 1;
        block.cov[0] *= 2;
    }
    for (const double alpha : {0.0, 0.7}) {
        SCOPED_TRACE(alpha);
        const MirrorWanted wanted{.layers = 1, .steps = 3, .alpha = alpha, .lambda = 1, .step = 0.25};
        const auto done = Host().backend->mirrorLayers(ensemble, prior, request.attention, wanted, {});
        const double kept = alpha > 0 ? std::pow(1 - wanted.step, wanted.steps) : 1;
        for (std::size_t h = 0; h < prior.heads.size(); ++h) {
            const NaturalBlock own = naturalParameters(ensemble.common.heads[h]);
            const NaturalBlock target = naturalParameters(prior.heads[h]);
            const Matrixd cov = (kept * own.precision[0] + (1 - kept) * target.precision[0]).inverse();
            const Vectord mean = cov * (kept * own.h.col(0) + (1 - kept) * target.h.col(0));
            const GaussianBlock& found = there(done).layers.back().heads[h];
            EXPECT_LE((found.cov[0] - cov).norm(), 1e-9 * cov.norm());
            EXPECT_LE((found.mean.col(0) - mean).norm(), 1e-9 * (1 + mean.norm()));
        }
    }
}

TEST(Layers, ACovarianceThatIsOrBecomesHopelessNamesItsToken)
{
    const State state = randomState(Group::Spin1, 12, 3);
    for (const bool summed : {false, true}) {
        SCOPED_TRACE(summed);
        AttentionOptions options;
        options.summedHeads = summed;
        const Ensemble ensemble = makeEnsemble(state, options);
        const CommonBeliefs prior = pulledBackPrior(state, ensemble);
        const auto wordsOf = [&](const Ensemble& e, const CommonBeliefs& p, double alpha) {
            const MirrorWanted wanted{.layers = 3, .steps = 1, .alpha = alpha, .lambda = 1, .step = 1};
            return messageOf([&] { Host().backend->mirrorLayers(e, p, options, wanted, {}); });
        };
        Ensemble hopeless = ensemble;
        hopeless.common.heads[0].cov[4] *= -1e-9;
        EXPECT_NE(wordsOf(hopeless, prior, 1).find("token 4 losing"), std::string::npos);
        CommonBeliefs sharp = prior;
        for (GaussianBlock& block : sharp.heads)
            block.cov[7] *= 1e-3;  // with a negative weight
        EXPECT_NE(wordsOf(ensemble, sharp, -0.01).find("token 7 losing"), std::string::npos);
    }
}

TEST(Layers, EnergiesThatOverflowNameTheirReceiver)
{
    const State state = randomState(Group::None, 6, 3);
    const Request request = resolveFor({}, state);
    Ensemble ensemble = makeEnsemble(state, request.attention);
    ensemble.common.heads[0].mean.col(2).array() += 1e200;
    const CommonBeliefs prior = pulledBackPrior(state, ensemble);
    const std::string words = messageOf([&] { Host().backend->mirrorLayers(ensemble, prior, request.attention, {}, {}); });
    EXPECT_NE(words.find("finite divergences, found receiver 0"), std::string::npos) << words;
}

}  // namespace
}  // namespace gauge::test
