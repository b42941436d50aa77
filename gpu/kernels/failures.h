// What kernels find wrong: the least of each kind, so that the same one is named every time.
#pragma once

#include <climits>

namespace gauge::gpu {

/// A pair in one word, ordered by its receiver, then by its sender.
constexpr unsigned long long packedPair(long receiver, long sender)
{
    return static_cast<unsigned long long>(receiver) << 32 | static_cast<unsigned long long>(sender);
}

struct Failures {
    unsigned long long pair = ULLONG_MAX;  // least pair whose divergence is not defined
    int token = INT_MAX;                   // least token without a definite covariance
    int receiver = INT_MAX;                // least receiver without finite energies
};

/// None yet.
struct NoFailures {
    Failures* at;

    template <class Block>
    GAUGE_DEVICE void operator()(Block& b) const
    {
        b.once([&] { *at = {ULLONG_MAX, INT_MAX, INT_MAX}; });
    }
};

}  // namespace gauge::gpu
