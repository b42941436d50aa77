// The machine that device kernels are tested on, itself: that it does what a device does, and that what a device leaves undefined shows.
#include "gpu/bf16.h"
#include "tests/gpu/host_machine.h"
#include "tests/gpu/planted_kernels.h"

#include <bit>
#include <chrono>
#include <gtest/gtest.h>
#include <numeric>

namespace gauge::test {
namespace {

using gpu::Extent;
using gpu::Operand;
using gpu::Word;

std::string refusalOf(const std::function<void()>& call)
{
    try {
        call();
    } catch (const std::logic_error& e) {
        return e.what();
    }
    return "no error";
}

void expectRefused(const std::string& words, const std::function<void()>& call)
{
    const std::string found = refusalOf(call);
    EXPECT_NE(found.find(words), std::string::npos) << found << ", not: " << words;
}

/// Fibers, and threads of the system.
class EveryCrew : public testing::TestWithParam<bool> {
protected:
    EveryCrew() { m.ownThreads = GetParam(); }

    template <class V>
    std::vector<V> valuesOf(const HostMachine::Buffer<V>& buffer)
    {
        std::vector<V> values(static_cast<std::size_t>(buffer.size()));
        m.download(values.data(), buffer.data(), buffer.size());
        return values;
    }
    template <class V>
    HostMachine::Buffer<V> bufferOf(const std::vector<V>& values)
    {
        auto buffer = m.allocate<V>(static_cast<long>(values.size()));
        m.upload(buffer, values.data(), buffer.size());
        return buffer;
    }
    std::vector<float> randomNumbers(long n)
    {
        std::vector<float> numbers(static_cast<std::size_t>(n));
        for (float& number : numbers)
            number = std::uniform_real_distribution<float>(-2, 2)(random_);
        return numbers;
    }

    HostMachine m;

private:
    std::mt19937_64 random_{5};
};

INSTANTIATE_TEST_SUITE_P(Crews, EveryCrew, testing::Bool(),
                         [](const auto& made) { return made.param ? std::string("Threads") : std::string("Fibers"); });

/// Number k of a row of words, as the device reads it.
template <Operand O>
double numberOf(const Word* row, long k)
{
    if constexpr (O == Operand::Tf32)
        return std::bit_cast<float>(row[k] & 0xffffe000U);
    else
        return std::bit_cast<float>(row[k / 2] >> k % 2 * 16 << 16);
}

/// Rows of words of random numbers.
template <Operand O>
std::vector<Word> packed(const std::vector<float>& numbers)
{
    std::vector<Word> words;
    if constexpr (O == Operand::Tf32)
        for (const float number : numbers)
            words.push_back(std::bit_cast<Word>(number));
    else
        for (std::size_t k = 0; k < numbers.size(); k += 2)
            words.push_back(gpu::Bf16(numbers[k]).bits | static_cast<Word>(gpu::Bf16(numbers[k + 1]).bits) << 16);
    return words;
}

template <Operand O>
void expectProduct(const std::vector<Word>& left, const std::vector<Word>& right, const std::vector<float>& found,
                   long words)
{
    const long depth = O == Operand::Tf32 ? words : 2 * words;
    for (long i = 0; i < 16; ++i)
        for (long j = 0; j < 8; ++j) {
            double sum = 0;
            for (long k = 0; k < depth; ++k)
                sum += numberOf<O>(&left[static_cast<std::size_t>(i * words)], k) *
                       numberOf<O>(&right[static_cast<std::size_t>(j * words)], k);
            EXPECT_NEAR(found[static_cast<std::size_t>(i * 8 + j)], sum, 1e-5) << i << ", " << j;
        }
}

TEST_P(EveryCrew, MatrixProductsArePlainOnes)
{
    constexpr long kWords = 24;
    const auto run = [&]<Operand O>() {
        const long depth = O == Operand::Tf32 ? kWords : 2 * kWords;
        const auto left = packed<O>(randomNumbers(16 * depth));
        const auto right = packed<O>(randomNumbers(8 * depth));
        const auto l = bufferOf(left);
        const auto r = bufferOf(right);
        const auto c = m.allocate<float>(16L * 8);
        m.launch({.threads = 32, .shared = 16 * kWords * 4}, PlantedProduct<O>{{}, kWords, l.data(), r.data(), c.data()});
        expectProduct<O>(left, right, valuesOf(c), kWords);
    };
    run.operator()<Operand::Tf32>();
    run.operator()<Operand::Bf16>();
}

TEST_P(EveryCrew, FourMatricesAreLoadedAsNamed)
{
    constexpr long kStride = 20;  // words
    const auto out = m.allocate<Word>(32L * 4);
    m.launch({.threads = 32, .shared = 32 * kStride * 4}, PlantedLoad{{}, kStride, out.data()});
    const auto found = valuesOf(out);
    for (std::size_t lane = 0; lane < 32; ++lane)
        for (std::size_t matrix = 0; matrix < 4; ++matrix) {
            const std::size_t row = 31 - (8 * matrix + lane / 4);  // lanes name the rows from the last to the first
            EXPECT_EQ(found[lane * 4 + matrix], row * kStride + lane % 4);
        }
}

TEST_P(EveryCrew, CopiesComeWhenTheyAreWaitedFor)
{
    std::vector<Word> words(2UL * 4 * 64);
    std::iota(words.begin(), words.end(), 1U);
    const auto from = bufferOf(words);
    const auto early = m.allocate<Word>(from.size());
    const auto late = m.allocate<Word>(from.size());
    m.launch({.threads = 64, .shared = 2L * 64 * 16}, PlantedCopies{{}, from.data(), early.data(), late.data()});
    const auto half = static_cast<std::ptrdiff_t>(words.size() / 2);
    std::vector<Word> expected = words;
    std::fill(expected.begin() + half, expected.end(), kPoison);
    EXPECT_EQ(valuesOf(early), expected) << "with one group open";
    EXPECT_EQ(valuesOf(late), words);
}

TEST(HostMachine, AMissingWaitShows)
{
    HostMachine m;
    const auto out = m.allocate<int>(64);
    int wrong = 0;
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        m.seed(seed);
        for (const bool waits : {true, false}) {
            m.launch({.threads = 64, .shared = 64L * 4}, PlantedReverse{{}, waits, out.data()});
            bool right = true;
            for (int k = 0; k < 64; ++k)
                right = right && out.data()[k] == 63 - k;
            EXPECT_TRUE(right || !waits) << seed;
            wrong += right ? 0 : 1;
        }
    }
    EXPECT_GT(wrong, 0);
}

TEST_P(EveryCrew, ThreadsThatPartAreNamed)
{
    expectRefused("warp 1 of block (0, 0, 0): multiply<Tf32> was reached by 16 of 32 threads",
                  [&] { m.launch({.threads = 64}, PlantedHalfEnds{}); });
    expectRefused("expected all threads to do the same, found", [&] { m.launch({.threads = 32}, PlantedParting{}); });
    expectRefused("block (0, 0, 0): wait was reached by 32 of 64 threads",
                  [&] { m.launch({.threads = 64}, PlantedWarpsPart{}); });
    expectRefused("a kernel's own", [&] { m.launch({.threads = 64}, PlantedThrow{}); });
    const auto out = m.allocate<int>(64);
    m.launch({.threads = 64, .shared = 64L * 4}, PlantedReverse{{}, true, out.data()});  // nothing is left of it
    EXPECT_EQ(out.data()[5], 58);
}

TEST(HostMachine, LaunchesADeviceRefusesAreRefused)
{
    HostMachine m;
    const auto launch = [&](const Extent& extent) { m.launch(extent, PlantedNothing{}); };
    launch({.x = 32, .threads = 64, .shared = 227 << 10, .cluster = 16});
    launch({.y = 2, .threads = 256});
    launch({.x = 0});
    expectRefused("expected shared bytes up to 232448, found 232449", [&] { launch({.shared = (227 << 10) + 1}); });
    expectRefused("expected threads a multiple of 32, found 48", [&] { launch({.threads = 48}); });
    expectRefused("expected threads up to 256, found 288", [&] { launch({.threads = 288}); });
    expectRefused("expected blocks of a cluster up to 16, found 17", [&] { launch({.x = 17, .cluster = 17}); });
    expectRefused("expected blocks along x a multiple of the cluster's 4, found 6",
                  [&] { launch({.x = 6, .cluster = 4}); });
    expectRefused("expected blocks along y up to 65535, found 65536", [&] { launch({.y = 65536}); });
}

TEST_P(EveryCrew, WhatLiesOutsideIsNotTouched)
{
    using Slip = PlantedSlip::Slip;
    const auto buffer = m.allocate<Word>(130);
    const auto launch = [&](Slip slip) {
        m.launch({.threads = 32, .shared = 1024}, PlantedSlip{{}, slip, buffer.data(), 130});
    };
    launch(Slip::None);
    expectRefused("shared memory of block (0, 0, 0) of 1024 bytes was written to at byte 1024",
                  [&] { launch(Slip::WriteBehindShared); });
    expectRefused("copyAhead: expected 16 bytes of the block's 1024, found byte 1024",
                  [&] { launch(Slip::CopyBehindShared); });
    expectRefused("copyAhead: expected an address that is a multiple of 16, found byte 4",
                  [&] { launch(Slip::CopyToOdd); });
    expectRefused("copyAhead from: expected an address that is a multiple of 16, found byte 4",
                  [&] { launch(Slip::CopyFromOdd); });
    expectRefused("loadFour: expected 16 bytes of the block's 1024, found byte 1012",
                  [&] { launch(Slip::LoadBehindShared); });
    expectRefused("loadFour: expected an address that is a multiple of 16, found byte 8", [&] { launch(Slip::LoadOdd); });
    expectRefused("found 1 groups open at its end", [&] { launch(Slip::LeaveOpen); });
    expectRefused("a buffer of 520 bytes was written to at byte 520", [&] { launch(Slip::WriteBehindBuffer); });
}

TEST(HostMachine, SumsNeedWhatTheDeviceNeeds)
{
    HostMachine m;
    const auto out = m.allocate<double>(3);
    const auto counters = m.allocate<int>(2);
    const auto least = m.allocate<unsigned long long>(1);
    const auto launch = [&](const Extent& extent) {
        m.launch(extent, PlantedSums{{}, out.data(), counters.data(), least.data()});
    };
    expectRefused("expected a block of a power of two and up to 256 threads, found 96", [&] { launch({.threads = 96}); });
    expectRefused("expected a block of a power of two and up to 256 threads, found 512", [&] { launch({.threads = 512}); });
    expectRefused("expected 2 KiB of the block's memory left to it", [&] { launch({.shared = 226 << 10}); });
}

TEST_P(EveryCrew, SumsAndLeastOfABlock)
{
    const auto out = m.allocate<double>(3);
    const auto counters = bufferOf<int>({0, 1000});
    const auto least = bufferOf<unsigned long long>({~0ULL});
    m.launch({.threads = 128}, PlantedSums{{}, out.data(), counters.data(), least.data()});
    EXPECT_EQ(valuesOf(out), (std::vector<double>{999 * 1000 / 2.0, 999, 1.0 * 999 * 1000 / 2}));
    EXPECT_EQ(valuesOf(counters), (std::vector<int>{128, 7 - 127}));
    EXPECT_EQ(least.data()[0], (1ULL << 40) - 127);
}

TEST_P(EveryCrew, AWarpIsABlockOfItsOwn)
{
    constexpr long kTokens = 12;
    const auto out = m.allocate<double>(kTokens * 4);
    m.launch({.x = 3, .threads = 128}, PlantedWarps{{}, out.data()});
    for (long token = 0; token < kTokens; ++token) {
        const double* found = out.data() + token * 4;
        EXPECT_EQ(found[0], 70.0 * token + 69 * 70 / 2.0);
        EXPECT_EQ(found[1], static_cast<double>(token + 69));
        EXPECT_EQ(found[2], static_cast<double>(token));
        EXPECT_EQ(found[3], 31 - 5) << "what lane 5 was given by its mirror image, given to all";
    }
}

TEST_P(EveryCrew, BlocksOfAClusterSeeEachOther)
{
    const Extent extent{.x = 8, .y = 2, .z = 3, .threads = 32, .cluster = 4};
    const auto written = m.allocate<int>(48);
    const auto sums = m.allocate<int>(48);
    m.launch(extent, PlantedCluster{{}, extent, written.data(), sums.data()});
    for (long block = 0; block < 48; ++block) {
        const long first = block / 4 * 4;
        EXPECT_EQ(sums.data()[block], 4 * first + 6) << block;
    }
}

TEST(HostMachine, BlocksAndThreadsComeInAnOrderOfTheirSeed)
{
    const auto orderOf = [](std::uint64_t seed) {
        HostMachine m;
        m.seed(seed);
        auto next = m.allocate<int>(1);
        const auto order = m.allocate<int>(16L * 32);
        next.data()[0] = 0;
        m.launch({.x = 16, .threads = 32}, PlantedOrder{{}, next.data(), order.data()});
        return std::vector<int>(order.data(), order.data() + order.size());
    };
    const auto blocksOf = [](std::vector<int> order) {
        for (int& thread : order)
            thread /= 32;
        return order;
    };
    const auto threadsOfTheFirst = [](const std::vector<int>& order) {
        std::vector<int> threads(order.begin(), order.begin() + 32);
        for (int& thread : threads)
            thread %= 32;
        return threads;
    };
    const auto one = orderOf(1);
    const auto other = orderOf(2);
    EXPECT_EQ(one, orderOf(1));
    EXPECT_NE(blocksOf(one), blocksOf(other));
    EXPECT_NE(threadsOfTheFirst(one), threadsOfTheFirst(other));
}

TEST(HostMachine, MeetingsAreCheap)
{
    HostMachine m;
    const auto out = m.allocate<int>(128);
    const auto began = std::chrono::steady_clock::now();
    m.launch({.threads = 128}, PlantedMeetings{{}, 2000, out.data()});
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    EXPECT_LT(took.count(), GAUGESCOPE_SANITIZED ? 20 : 0.5);
}

}  // namespace
}  // namespace gauge::test
