#include "tests/gpu/host_machine.h"

#include <numeric>

namespace gauge::test {
namespace {

void require(bool holds, const char* what, const std::string& expected, long found)
{
    if (!holds)
        throw std::logic_error(std::string("a launch: expected ") + what + " " + expected + ", found " +
                               std::to_string(found));
}

}  // namespace

void requireLaunch(const gpu::Extent& e, int most, long shared)
{
    constexpr long kMostBlocks = 0x7fffffff;
    constexpr long kMostAcross = 65535;
    constexpr int kMostTogether = 16;
    require(e.x > 0 && e.x <= kMostBlocks, "blocks along x", "up to " + std::to_string(kMostBlocks), e.x);
    require(e.y > 0 && e.y <= kMostAcross, "blocks along y", "up to " + std::to_string(kMostAcross), e.y);
    require(e.z > 0 && e.z <= kMostAcross, "blocks along z", "up to " + std::to_string(kMostAcross), e.z);
    require(e.threads > 0 && e.threads % gpu::kLanes == 0, "threads", "a multiple of 32", e.threads);
    require(e.threads <= most, "threads", "up to " + std::to_string(most), e.threads);
    require(e.shared >= 0 && e.shared <= shared, "shared bytes", "up to " + std::to_string(shared), e.shared);
    require(e.cluster > 0 && e.cluster <= kMostTogether, "blocks of a cluster", "up to " + std::to_string(kMostTogether),
            e.cluster);
    require(e.x % e.cluster == 0, "blocks along x", "a multiple of the cluster's " + std::to_string(e.cluster), e.x);
}

void HostMachine::send(void* block, const gpu::Outgoing& parcel) const
{
    const std::size_t bytes = parcel.bytes();
    for (std::size_t first = 0; first < bytes; first += piece) {
        const std::size_t count = std::min(piece, bytes - first);
        std::vector<unsigned char> passing(count, 0x7f);
        parcel.write(passing.data(), first, count);
        std::copy(passing.begin(), passing.end(), static_cast<unsigned char*>(block) + first);
    }
}

void HostMachine::fetch(const void* block, const gpu::Incoming& parcel)
{
    ++waits;
    const std::size_t bytes = parcel.bytes();
    for (std::size_t first = 0; first < bytes; first += piece) {
        const auto* from = static_cast<const unsigned char*>(block) + first;
        const std::vector<unsigned char> passing(from, from + std::min(piece, bytes - first));
        parcel.read(passing.data(), first, passing.size());
    }
}

void HostMachine::seed(std::uint64_t seed)
{
    random_.seed(seed);
    fibers_.seed(seed);
}

std::unique_ptr<Crew> HostMachine::crewFor(const HostCluster& cluster) const
{
    return ownThreads || cluster.size == 1 ? std::make_unique<ThreadCrew>(cluster.size) : nullptr;
}

std::vector<long> HostMachine::drawnOrder(const gpu::Extent& extent)
{
    std::vector<long> order(static_cast<std::size_t>(extent.x / extent.cluster * extent.y * extent.z));
    std::iota(order.begin(), order.end(), 0L);
    std::shuffle(order.begin(), order.end(), random_);
    return order;
}

}  // namespace gauge::test
