// The machine that device kernels are tested on, itself.
#include "tests/gpu/host_machine.h"

#include <chrono>
#include <gtest/gtest.h>

namespace gauge::test {
namespace {

using gpu::Extent;

struct Shaped {
    static constexpr int kThreads = 1024;
    static constexpr int kTogether = 1;
};

/// Each lane's sum of the lanes of its warp, many times.
struct ManyMeetings : Shaped {
    int* out;
    template <class Block>
    GAUGE_DEVICE void operator()(Block& b) const
    {
        int own = b.thread();
        for (int k = 0; k < 2000; ++k)
            own = b.exchange(own, 1 << k % 5);
        out[b.index() * b.threads() + b.thread()] = own;
    }
};

TEST(HostMachine, ThousandsOfMeetingsAreCheap)
{
    HostMachine m;
    auto out = m.allocate<int>(128);
    const auto began = std::chrono::steady_clock::now();
    m.launch({.threads = 128}, ManyMeetings{{}, out.data()});
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    EXPECT_LT(took.count(), GAUGESCOPE_SANITIZED ? 20 : 0.5);
}

}  // namespace
}  // namespace gauge::test
