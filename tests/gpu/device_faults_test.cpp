// What goes wrong on a device is named the same way every time, is over with the call it happened in, and stays out of what other threads ask.
#include "gpu/device_backend.h"
#include "tests/gpu/device_cases.h"
#include "tests/gpu/host_device.h"
#include "tests/support/message.h"

#include <thread>

namespace gauge::test {
namespace {

/// Beliefs of N tokens in the common frame, token i's covariance spread(i) I.
Ensemble spreading(Index n, const AttentionOptions& options, const std::function<double(Index)>& spread)
{
    Ensemble ensemble = makeEnsemble(randomState(Group::None, n, 3), options);
    for (GaussianBlock& block : ensemble.common.heads)
        for (Index i = 0; i < n; ++i)
            block.cov[i] = spread(i) * Matrixd::Identity(block.dim(), block.dim());
    return ensemble;
}

/// A divergence that is undefined where the receiver's covariance is more than one and a half times the sender's.
AttentionOptions fragile()
{
    AttentionOptions options;
    options.divergence = Divergence::Renyi;
    options.renyiOrder = 3;
    return options;
}

std::unique_ptr<Backend> hostBackend(std::shared_ptr<HostMachine> machine, long tileNumbers = 0)
{
    return makeDeviceBackend(std::make_unique<HostDevice>(std::move(machine), tileNumbers));
}

constexpr Wanted kCouplings{.energy = false, .attention = false, .receivers = true};

TEST(DeviceFaults, AnUndefinedPairUnderOneMaskIsForgottenUnderAnother)
{
    const auto backend = hostBackend(std::make_shared<HostMachine>(), 40);  // eight receivers at a time
    AttentionOptions options = fragile();
    const Ensemble ensemble = spreading(24, options, [](Index i) { return std::pow(1.04, i); });
    const auto prepared = backend->prepare(ensemble, options, kCouplings);
    AttentionResult result;
    EXPECT_NE(messageOf([&] { backend->attend(*prepared, options, kCouplings, {}, result); }).find("not defined"),
              std::string::npos);
    options.mask = {Mask::Kind::Window, 1};
    EXPECT_EQ(messageOf([&] { backend->attend(*prepared, options, kCouplings, {}, result); }), "no error");
    EXPECT_TRUE(result.receiverEnergy[0].allFinite());
}

TEST(DeviceFaults, TheLeastUndefinedPairIsNamedWhateverTheOrder)
{
    for (const int threads : {1, 3}) {
        const auto machine = std::make_shared<HostMachine>();
        machine->threads = threads;
        const AttentionOptions options = fragile();
        const Ensemble ensemble = spreading(6, options, [](Index i) { return i == 2 || i == 4 ? 100.0 : 1.0; });
        const std::string words = messageOf([&] { attendOnce(*hostBackend(machine), ensemble, options, kCouplings, {}); });
        EXPECT_NE(words.find("of receiver 2 from sender 0 is"), std::string::npos) << words;
    }
}

TEST(DeviceFaults, ThreadsThatShareWhatWasPreparedGetTheirOwnAnswers)
{
    const State state = randomState(Group::Irreps, 9, 5);
    Parameters p;
    p.attention.transport = Transport::Pairwise;
    const AttentionOptions options = resolveFor(p, state).attention;
    const Ensemble ensemble = makeEnsemble(state, options);
    const auto backend = hostBackend(std::make_shared<HostMachine>(), 40);
    const auto prepared = backend->prepare(ensemble, options, {});
    const auto ask = [&](double kappa) {
        AttentionOptions own = options;
        own.kappa = kappa;
        AttentionResult result;
        backend->attend(*prepared, own, {}, {}, result);
        return result;
    };
    const std::vector<double> kappas{0.5, 1, 3};
    std::vector<AttentionResult> alone;
    alone.reserve(kappas.size());
    for (const double kappa : kappas)
        alone.push_back(ask(kappa));
    std::vector<int> different(kappas.size());
    {
        std::vector<std::jthread> threads;
        threads.reserve(kappas.size());
        for (std::size_t k = 0; k < kappas.size(); ++k)
            threads.emplace_back([&, k] {
                for (int repeat = 0; repeat < 20; ++repeat) {
                    const AttentionResult now = ask(kappas[k]);
                    different[k] += now.attention != alone[k].attention || now.energy != alone[k].energy;
                }
            });
    }
    for (const int count : different)
        EXPECT_EQ(count, 0);
}

}  // namespace
}  // namespace gauge::test
