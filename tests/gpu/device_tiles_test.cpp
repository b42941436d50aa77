// The stages of a device at their borders: many heads, large dimensions, many tokens, tiles, lists longer than registers.
#include "gpu/tokens.h"
#include "tests/gpu/host_device.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <numeric>
#include <random>

namespace gauge::test {
namespace {

/// Heads of N random beliefs, as a device takes them.
struct Beliefs {
    std::vector<int> dims;
    std::vector<std::vector<double>> mean, cov;

    Beliefs(std::vector<int> of, int tokens, unsigned seed) : dims(std::move(of))
    {
        std::mt19937_64 random(seed);
        std::normal_distribution<double> normal;
        for (const int d : dims) {
            std::vector<double>& m = mean.emplace_back(static_cast<std::size_t>(tokens * d));
            std::generate(m.begin(), m.end(), [&] { return normal(random); });
            std::vector<double>& c = cov.emplace_back(static_cast<std::size_t>(tokens * d * d));
            for (int i = 0; i < tokens; ++i) {
                std::vector<double> a(static_cast<std::size_t>(d));
                std::generate(a.begin(), a.end(), [&] { return 0.3 * normal(random); });
                const double scale = std::exp(0.3 * normal(random));
                for (int e = 0; e < d * d; ++e) {
                    const int at = i * d * d + e;
                    c[static_cast<std::size_t>(at)] =
                        scale * ((e / d == e % d ? 1.0 : 0.0) +
                                 a[static_cast<std::size_t>(e / d)] * a[static_cast<std::size_t>(e % d)]);
                }
            }
        }
    }
    gpu::LoadRequest load(int tokens, std::size_t first = 0, std::size_t count = ~std::size_t(0)) const
    {
        gpu::LoadRequest request;
        request.tokens = tokens;
        for (std::size_t h = first; h < dims.size() && h - first < count; ++h)
            request.heads.push_back({dims[h], mean[h].data(), cov[h].data()});
        request.mixture = gpu::LoadRequest::Rows::Moments;
        request.naturals = true;
        return request;
    }
};

gpu::PairRequest warm(std::size_t heads, double temperature = 2)
{
    gpu::PairRequest request;
    request.temperature.assign(heads, temperature);
    return request;
}

/// Everything a call can give beside matrices and lists.
struct Answer {
    std::vector<std::vector<double>> energy, entropy, mixture, naturals;
};
Answer ask(gpu::PairSession& session, int tokens, std::size_t heads, const gpu::PairRequest& request)
{
    Answer a;
    gpu::PairOutput out;
    for (std::size_t h = 0; h < heads; ++h) {
        const auto room = [&](std::vector<std::vector<double>>& to, std::vector<double*>& place, int width) {
            to.emplace_back(static_cast<std::size_t>(tokens * width), std::nan(""));
            place.push_back(to.back().data());
        };
        room(a.energy, out.rowEnergy, 1);
        room(a.entropy, out.rowEntropy, 1);
        room(a.mixture, out.mixture, session.width(h, false));
        room(a.naturals, out.naturals, session.width(h, true));
    }
    session.attend(request, out, {});
    return a;
}

TEST(DeviceTiles, ManyHeadsAndLargeOnesAreWhatEachWouldBeAlone)
{
    const int tokens = 5;
    std::vector<int> dims(19, 2);
    dims[7] = 3;
    dims[11] = 57;  // more than a warp's scratch
    const Beliefs beliefs(dims, tokens, 3);
    const HostDevice device(std::make_shared<HostMachine>());
    const auto all = device.load(beliefs.load(tokens), gpu::Number::Double);
    const Answer together = ask(*all, tokens, dims.size(), warm(dims.size()));
    for (std::size_t h = 0; h < dims.size(); ++h) {
        const auto one = device.load(beliefs.load(tokens, h, 1), gpu::Number::Double);
        const Answer alone = ask(*one, tokens, 1, warm(1));
        EXPECT_EQ(together.energy[h], alone.energy[0]) << h;
        EXPECT_EQ(together.entropy[h], alone.entropy[0]) << h;
        EXPECT_EQ(together.mixture[h], alone.mixture[0]) << h;
        EXPECT_EQ(together.naturals[h], alone.naturals[0]) << h;
        EXPECT_EQ(all->shift(h), one->shift(0)) << h;
    }
}

/// Largest difference beside the largest number.
double apart(const std::vector<double>& found, const std::vector<double>& expected)
{
    double worst = 0;
    double most = 1e-300;
    for (std::size_t k = 0; k < expected.size(); ++k) {
        const double off = std::abs(found[k] - expected[k]);
        worst = std::isnan(off) ? HUGE_VAL : std::max(worst, off);
        most = std::max(most, std::abs(expected[k]));
    }
    return worst / most;
}

/// Features of several pieces, receivers' features that come again with each, messages in several parts, heads that share their attention.
TEST(DeviceTiles, LongFeaturesAndWideMessagesAreThoseOfDoublePrecision)
{
    struct Case {
        std::vector<int> dims;
        gpu::Score score;
        bool summed;
        gpu::Number number;
        double tolerance;
    };
    const int tokens = 66;
    for (const auto& [dims, score, summed, number, tolerance] :
         {Case{{16}, gpu::Score::Kl, false, gpu::Number::Single, 1e-4},
          Case{{16}, gpu::Score::Jeffreys, false, gpu::Number::Half, 2e-3},
          Case{{3, 20}, gpu::Score::ReverseKl, false, gpu::Number::Single, 1e-4},
          Case{{9, 13, 3}, gpu::Score::Jeffreys, true, gpu::Number::Half, 2e-3},
          Case{{24}, gpu::Score::Jeffreys, true, gpu::Number::Bf16, 0.1}}) {
        SCOPED_TRACE(std::to_string(dims[0]) + ", " + std::to_string(static_cast<int>(score)));
        const Beliefs beliefs(dims, tokens, 3);
        gpu::LoadRequest load = beliefs.load(tokens);
        load.score = score;
        gpu::PairRequest request = warm(summed ? 1 : dims.size(), 20);
        request.summed = summed;
        request.mask = summed ? gpu::PairRequest::Mask::Causal : gpu::PairRequest::Mask::Full;
        const HostDevice device(std::make_shared<HostMachine>());
        const Answer exact = ask(*device.load(load, gpu::Number::Double), tokens, dims.size(), request);
        const Answer found = ask(*device.load(load, number), tokens, dims.size(), request);
        for (std::size_t h = 0; h < dims.size(); ++h) {
            EXPECT_LT(apart(found.mixture[h], exact.mixture[h]), tolerance) << h;
            EXPECT_LT(apart(found.naturals[h], exact.naturals[h]), tolerance) << h;
            if (summed && h > 0)
                continue;
            EXPECT_LT(apart(found.energy[h], exact.energy[h]), tolerance) << h;
            EXPECT_LT(apart(found.entropy[h], exact.entropy[h]), 20 * tolerance) << h;
        }
    }
}

TEST(DeviceTiles, TheMeanOfManyTokensIsTheirMean)
{
    for (const int tokens : {1, 127, 300}) {
        for (const int d : {1, 3, 15, 20}) {
            const Beliefs beliefs({d}, tokens, 5);
            const HostDevice device(std::make_shared<HostMachine>());
            const auto session = device.load(beliefs.load(tokens), gpu::Number::Double);
            const std::vector<double> shift = session->shift(0);
            for (int k = 0; k < d; ++k) {
                double sum = 0;
                for (int i = 0; i < tokens; ++i) {
                    const int at = i * d + k;
                    sum += beliefs.mean[0][static_cast<std::size_t>(at)];
                }
                EXPECT_NEAR(shift[static_cast<std::size_t>(k)], sum / tokens, 1e-13)
                    << tokens << " tokens, dimension " << d;
            }
        }
    }
}

/// Energies of one head, and attention by them.
struct Matrices {
    std::vector<double> energy, attention;
};
Matrices matricesOf(gpu::PairSession& session, int tokens, const gpu::PairRequest& request, gpu::PairOutput out = {})
{
    Matrices m;
    const int pairs = tokens * tokens;
    m.energy.assign(static_cast<std::size_t>(pairs), std::nan(""));
    m.attention = m.energy;
    out.energy = {m.energy.data()};
    out.attention = {m.attention.data()};
    session.attend(request, out, {});
    return m;
}

TEST(DeviceTiles, CouplingsOfARowAreItsSumsToTheLastDigits)
{
    const int tokens = 150;
    const Beliefs beliefs({3}, tokens, 7);
    const HostDevice device(std::make_shared<HostMachine>());
    const auto session = device.load(beliefs.load(tokens), gpu::Number::Double);
    gpu::PairRequest request = warm(1, 0.05);  // the greatest exponent moves often
    for (int i = 0; i < tokens; ++i)
        request.logMultiplicity.push_back(0.1 * (i % 7));
    request.distance.emplace_back();
    for (int i = 0; i < tokens; ++i)
        request.distance[0].push_back(-0.01 * i);
    std::vector<double> energy(static_cast<std::size_t>(tokens));
    std::vector<double> entropy(energy);
    gpu::PairOutput out;
    out.rowEnergy = {energy.data()};
    out.rowEntropy = {entropy.data()};
    const Matrices m = matricesOf(*session, tokens, request, out);
    for (int i = 0; i < tokens; ++i) {
        std::vector<double> weight(static_cast<std::size_t>(tokens));
        std::vector<double> prior(weight);
        const int row = i * tokens;
        const double* e = m.energy.data() + row;
        double least = HUGE_VAL;
        for (int j = 0; j < tokens; ++j)
            least = std::min(least, e[j]);
        for (int j = 0; j < tokens; ++j) {
            const auto k = static_cast<std::size_t>(j);
            prior[k] =
                std::exp(request.logMultiplicity[k] + request.distance[0][static_cast<std::size_t>(std::abs(i - j))]);
            weight[k] = prior[k] * std::exp((least - e[j]) / 0.05);
        }
        const double sum = std::accumulate(weight.begin(), weight.end(), 0.0);
        const double priors = std::accumulate(prior.begin(), prior.end(), 0.0);
        double mean = 0;
        for (int j = 0; j < tokens; ++j) {
            const double beta = weight[static_cast<std::size_t>(j)] / sum;
            EXPECT_NEAR(m.attention[static_cast<std::size_t>(row + j)], beta, 1e-12);
            mean += beta * e[j];
        }
        const auto k = static_cast<std::size_t>(i);
        EXPECT_NEAR(energy[k], mean, 1e-12 * (1 + mean));
        EXPECT_NEAR(entropy[k], 0.05 * (std::log(priors) + least / 0.05 - std::log(sum)) - mean, 1e-12 * (1 + mean));
    }
}

TEST(DeviceTiles, LinksAndPooledMapsAreThoseOfTheMatrix)
{
    const int tokens = 70;
    Beliefs beliefs({2}, tokens, 9);
    for (int i = 40; i < 60; ++i) {  // equals, whose order is that of their places
        std::copy_n(beliefs.mean[0].begin() + 2L * (i % 4), 2, beliefs.mean[0].begin() + 2L * i);
        std::copy_n(beliefs.cov[0].begin() + 4L * (i % 4), 4, beliefs.cov[0].begin() + 4L * i);
    }
    const HostDevice device(std::make_shared<HostMachine>(), 20L * tokens);
    for (const int links : {1, 8, 19}) {
        const auto session = device.load(beliefs.load(tokens), gpu::Number::Single);
        gpu::PairRequest request = warm(1);
        request.mask = gpu::PairRequest::Mask::Causal;
        const int linked = tokens * links;
        const auto count = static_cast<std::size_t>(linked);
        std::vector<double> weight(count);
        std::vector<int> sender(count);
        std::vector<double> pooled(9);
        gpu::PairOutput out;
        out.links = links;
        out.linkWeight = {weight.data()};
        out.linkSender = {sender.data()};
        out.bounds = {0, 25, 26, tokens};
        out.pooled = {pooled.data()};
        const Matrices m = matricesOf(*session, tokens, request, out);
        std::vector<double> expected(9);
        for (int i = 0; i < tokens; ++i) {
            const int first = i * tokens;
            const double* row = m.attention.data() + first;
            std::vector<int> order(static_cast<std::size_t>(tokens));
            std::iota(order.begin(), order.end(), 0);
            std::sort(order.begin(), order.end(), [&](int a, int b) { return row[a] != row[b] ? row[a] > row[b] : a < b; });
            for (int k = 0; k < links; ++k) {
                const int place = i * links + k;
                const auto at = static_cast<std::size_t>(place);
                const int j = order[static_cast<std::size_t>(k)];
                EXPECT_EQ(weight[at], row[j]) << i << ", link " << k << " of " << links;
                EXPECT_EQ(sender[at], row[j] > 0 ? j : -1) << i << ", link " << k << " of " << links;
            }
            const auto cell = [](int t) {
                if (t < 25)
                    return 0;
                return t < 26 ? 1 : 2;
            };
            for (int j = 0; j < tokens; ++j) {
                const int at = 3 * cell(i) + cell(j);
                expected[static_cast<std::size_t>(at)] += row[j];
            }
        }
        for (std::size_t k = 0; k < pooled.size(); ++k)
            EXPECT_NEAR(pooled[k], expected[k], 1e-12 * tokens) << k;
    }
}

TEST(DeviceTiles, ACallWaitsOnceForEachMatrixAndOnceForTheRest)
{
    const int tokens = 40;
    const auto machine = std::make_shared<HostMachine>();
    const Beliefs beliefs({2, 3, 2}, tokens, 11);
    const auto session = HostDevice(machine).load(beliefs.load(tokens), gpu::Number::Double);
    EXPECT_EQ(machine->waits, 1);
    ask(*session, tokens, 3, warm(3));
    EXPECT_EQ(machine->waits, 2);
    gpu::PairOutput out;
    std::vector<std::vector<double>> attention(3, std::vector<double>(static_cast<std::size_t>(tokens * tokens)));
    for (std::vector<double>& to : attention)
        out.attention.push_back(to.data());
    session->attend(warm(3), out, {});
    EXPECT_EQ(machine->waits, 6);
}

TEST(DeviceTiles, TallBlocksOfManyHeadsGiveWhatEachGivesInDouble)
{
    struct Case {
        int dim;  // 8 or 48 numbers are averaged at once
        int tokens;
        gpu::Number number;
        gpu::PairRequest::Mask mask;
        double tolerance;
    };
    for (const Case& c : {Case{3, 150, gpu::Number::Bf16, gpu::PairRequest::Mask::Causal, 0.05},
                          Case{9, 70, gpu::Number::Single, gpu::PairRequest::Mask::Full, 1e-5}}) {
        SCOPED_TRACE(c.dim);
        const auto heads = static_cast<std::size_t>(c.tokens > 128 ? gpu::kManyBlocks / 2 : gpu::kManyBlocks);
        const Beliefs beliefs(std::vector<int>(heads, c.dim), c.tokens, 15);
        const HostDevice device(std::make_shared<HostMachine>());
        const auto askFor = [&](std::size_t first, std::size_t count, gpu::Number number) {
            gpu::LoadRequest load = beliefs.load(c.tokens, first, count);
            load.diagonal = true;
            gpu::PairRequest request = warm(count);
            request.mask = c.mask;
            return ask(*device.load(load, number), c.tokens, count, request);
        };
        const Answer all = askFor(0, heads, c.number);
        for (const std::size_t h : {std::size_t(0), heads - 1}) {
            const Answer alone = askFor(h, 1, gpu::Number::Double);
            EXPECT_LT(apart(all.energy[h], alone.energy[0]), c.tolerance) << h;
            EXPECT_LT(apart(all.entropy[h], alone.entropy[0]), c.tolerance) << h;
            EXPECT_LT(apart(all.mixture[h], alone.mixture[0]), c.tolerance) << h;
            EXPECT_LT(apart(all.naturals[h], alone.naturals[0]), c.tolerance) << h;
        }
    }
}

TEST(DeviceTiles, AnswersAreTheSameToTheLastBitWhateverTheOrder)
{
    const int tokens = 33;
    const Beliefs beliefs({3, 9}, tokens, 13);
    Answer first;
    for (const std::uint64_t seed : {1, 2, 3, 4, 5}) {
        const auto machine = std::make_shared<HostMachine>();
        machine->seed(seed);
        const HostDevice device(machine, 11L * tokens);
        const auto session = device.load(beliefs.load(tokens), gpu::Number::Double);
        const Answer now = ask(*session, tokens, 2, warm(2));
        if (seed == 1)
            first = now;
        EXPECT_EQ(now.energy, first.energy) << seed;
        EXPECT_EQ(now.entropy, first.entropy) << seed;
        EXPECT_EQ(now.mixture, first.mixture) << seed;
        EXPECT_EQ(now.naturals, first.naturals) << seed;
    }
}

}  // namespace
}  // namespace gauge::test
