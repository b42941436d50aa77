#include "tests/gpu/host_block.h"

#include <bit>

namespace gauge::test {
namespace {

constexpr std::size_t kCopied = 16;  // bytes at a time
constexpr int kMostSummed = 256;     // threads

void requireAligned(const gpu::Word* at, std::size_t offset, const char* what)
{
    if (std::bit_cast<std::uintptr_t>(at) % kCopied != 0)
        throw std::logic_error(std::string(what) + ": expected an address that is a multiple of 16, found byte " +
                               std::to_string(offset));
}

}  // namespace

HostTeam::HostTeam(int firstThread, int threads, long sharedBytes)
    : warps(static_cast<std::size_t>((threads + gpu::kLanes - 1) / gpu::kLanes)),
      shared(static_cast<std::size_t>(sharedBytes)), partial(static_cast<std::size_t>(threads))
{
    first = firstThread;
    size = threads;
    for (std::size_t k = 0; k < warps.size(); ++k) {
        warps[k].block = this;
        warps[k].number = static_cast<int>(k);
        warps[k].first = first + warps[k].number * gpu::kLanes;
        warps[k].size = std::min(gpu::kLanes, first + threads - warps[k].first);
    }
}

std::string HostTeam::name() const
{
    return "block (" + std::to_string(along[0]) + ", " + std::to_string(along[1]) + ", " + std::to_string(along[2]) + ")";
}

HostCluster::HostCluster(const gpu::Extent& launch, bool shapedBlocks, long mostShared) : extent(launch)
{
    size = launch.cluster * launch.threads;
    parties.push_back(this);
    for (int rank = 0; rank < launch.cluster; ++rank) {
        teams.push_back(std::make_unique<HostTeam>(rank * launch.threads, launch.threads, launch.shared));
        teams.back()->rank = rank;
        teams.back()->shaped = shapedBlocks;
        teams.back()->mostShared = mostShared;
        parties.push_back(teams.back().get());
        for (Warp& warp : teams.back()->warps)
            parties.push_back(&warp);
    }
}

void HostCluster::begin(long number)
{
    const long wide = extent.x / extent.cluster;
    for (const auto& team : teams) {
        team->along[0] = number % wide * extent.cluster + team->rank;
        team->along[1] = number / wide % extent.y;
        team->along[2] = number / wide / extent.y;
        team->shared.poison();
    }
}

void HostCluster::end() const
{
    for (const auto& team : teams)
        team->shared.check("shared memory of " + team->name());
}

void CopiesAhead::add(gpu::Word* to, const gpu::Word* from)
{
    std::fill_n(to, kCopied / sizeof *to, kPoison);
    begun_.push_back({to, from});
}

void CopiesAhead::wait(std::size_t open)
{
    const auto done = groups_.end() - static_cast<std::ptrdiff_t>(std::min(open, groups_.size()));
    for (auto group = groups_.begin(); group != done; ++group)
        for (const Copy& copy : *group)
            std::memcpy(copy.to, copy.from, kCopied);
    groups_.erase(groups_.begin(), done);
}

void CopiesAhead::end() const
{
    const auto copies = std::count_if(groups_.begin(), groups_.end(), [](const auto& group) { return !group.empty(); });
    if (copies > 0 || !begun_.empty())
        throw std::logic_error("expected a kernel to wait for what it copies ahead, found " +
                               std::to_string(copies + (begun_.empty() ? 0 : 1)) + " groups open at its end");
}

void HostBlock::loadFour(gpu::Fragment& to, const gpu::Word* row) const
{
    requireWhole(warp_);
    requireOwn(row, "loadFour");
    warp_.load[lane()] = {&to, row};
    meet(warp_, Collective::LoadFour, &test::loadFour);
}

void HostBlock::copyAhead(gpu::Word* to, const gpu::Word* from) const
{
    requireOwn(to, "copyAhead");
    requireAligned(from, std::bit_cast<std::uintptr_t>(from) % kCopied, "copyAhead from");
    copies_.add(to, from);
}

void HostBlock::requireWhole(const Warp& warp)
{
    if (warp.size != gpu::kLanes)
        throw std::logic_error(warp.name() + ": expected 32 lanes, found " + std::to_string(warp.size));
}

void HostBlock::requireSums(const HostTeam& team)
{
    if (!team.shaped)
        return;
    if (team.size > kMostSummed || !std::has_single_bit(static_cast<unsigned>(team.size)))
        throw std::logic_error("a sum: expected a block of a power of two and up to " + std::to_string(kMostSummed) +
                               " threads, found " + std::to_string(team.size));
    if (static_cast<long>(team.shared.bytes()) + kMostSummed * static_cast<long>(sizeof(double)) > team.mostShared)
        throw std::logic_error("a sum: expected 2 KiB of the block's memory left to it, found " +
                               std::to_string(team.shared.bytes()) + " bytes asked for");
}

void HostBlock::requireOwn(const gpu::Word* at, const char* what) const
{
    const auto begin = std::bit_cast<std::uintptr_t>(team_.shared.at());
    const auto offset = static_cast<std::ptrdiff_t>(std::bit_cast<std::uintptr_t>(at) - begin);
    if (offset < 0 || offset + static_cast<std::ptrdiff_t>(kCopied) > static_cast<std::ptrdiff_t>(team_.shared.bytes()))
        throw std::logic_error(std::string(what) + ": expected 16 bytes of the block's " +
                               std::to_string(team_.shared.bytes()) + ", found byte " + std::to_string(offset));
    requireAligned(at, static_cast<std::size_t>(offset), what);
}

}  // namespace gauge::test
