// A block of threads as kernels see it (gpu/kernels/block.h says what each member does), on the host's own processor. What a device leaves
// undefined is an error here.
#pragma once

#include "gpu/bf16.h"
#include "tests/gpu/host_memory.h"
#include "tests/gpu/host_warp.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstring>
#include <stdexcept>
#include <type_traits>

namespace gauge::test {

/// The threads of a block, and what they share.
struct HostTeam : Party {
    HostTeam(int firstThread, int threads, long sharedBytes);
    std::string name() const override;

    long along[3] = {0, 0, 0};
    int rank = 0;  // in its cluster
    bool shaped = false;
    long mostShared = 0;
    std::vector<Warp> warps;
    GuardedMemory shared;
    std::vector<double> partial;  // a thread
    double folded = 0;
};

/// Blocks that run together.
struct HostCluster : Party {
    HostCluster(const gpu::Extent& launch, bool shapedBlocks, long mostShared);
    std::string name() const override { return "the cluster of " + teams.front()->name(); }
    /// The number-th of a launch, its memory fresh.
    void begin(long number);
    /// Throws where a block wrote behind its memory.
    void end() const;

    gpu::Extent extent;
    std::vector<std::unique_ptr<HostTeam>> teams;
    std::vector<Party*> parties;  // its own, and its blocks' and warps'
};

/// What a thread has begun to copy, in groups. Copied as late as may be.
class CopiesAhead {
public:
    void add(gpu::Word* to, const gpu::Word* from);
    void endGroup() { groups_.push_back(std::exchange(begun_, {})); }
    void wait(std::size_t open);
    /// Throws where some were not waited for.
    void end() const;

private:
    struct Copy {
        gpu::Word* to;
        const gpu::Word* from;
    };
    std::vector<Copy> begun_;
    std::vector<std::vector<Copy>> groups_;
};

class HostBlock {
public:
    HostBlock(Crew& crew, HostCluster& cluster, int seat, CopiesAhead& copies)
        : crew_(crew), cluster_(cluster), team_(*cluster.teams[static_cast<std::size_t>(seat / cluster.extent.threads)]),
          seat_(seat), thread_(seat % cluster.extent.threads), warp_(team_.warps[static_cast<std::size_t>(warp())]),
          copies_(copies)
    {
    }

    long index() const { return team_.along[0]; }
    long along(int axis) const { return team_.along[axis]; }
    int thread() const { return thread_; }
    int threads() const { return team_.size; }
    int lane() const { return thread_ % gpu::kLanes; }
    int warp() const { return thread_ / gpu::kLanes; }
    void wait() { meet(team_, Collective::Wait); }
    void waitWarp() { meet(warp_, Collective::WaitWarp); }
    unsigned char* shared() const { return team_.shared.at(); }

    template <class F>
    void each(long n, F f)
    {
        for (long k = thread_; k < n; k += team_.size)
            f(k);
        wait();
    }
    template <class F>
    double sum(long n, F f)
    {
        double own = 0;
        for (long k = thread_; k < n; k += team_.size)
            own += f(k);
        return folded(own, Collective::Sum, &fold<std::plus<double>>);
    }
    template <class F>
    double most(long n, F f)
    {
        double own = -HUGE_VAL;
        for (long k = thread_; k < n; k += team_.size)
            own = std::max<double>(own, f(k));
        return folded(own, Collective::Most, &fold<Greater>);
    }
    template <class F>
    void once(F f)
    {
        if (thread_ == 0)
            f();
        wait();
    }

    static void least(int* at, int value) { keepLeast(at, value); }
    static void least(unsigned long long* at, unsigned long long value) { keepLeast(at, value); }
    static int add(int* counter) { return std::atomic_ref<int>(*counter).fetch_add(1, std::memory_order_relaxed); }

    template <class V>
    V exchange(V value, int mask) const
    {
        return given(value, lane() ^ mask, Collective::Exchange);
    }
    template <class V>
    V from(V value, int lane) const
    {
        return given(value, lane, Collective::From);
    }
    static gpu::Word pairOf(float low, float high)
    {
        return gpu::Bf16(static_cast<double>(low)).bits | static_cast<gpu::Word>(gpu::Bf16(static_cast<double>(high)).bits)
                                                              << 16;
    }
    static float exp2(float x) { return std::exp2(x); }

    void loadFour(gpu::Fragment& to, const gpu::Word* row) const;
    template <gpu::Operand O>
    void multiply(gpu::Sums& c, const gpu::Fragment& a, gpu::Word b0, gpu::Word b1) const
    {
        requireWhole(warp_);
        warp_.product[lane()] = {&c, a, {b0, b1}};
        constexpr bool kTf32 = O == gpu::Operand::Tf32;
        meet(warp_, kTf32 ? Collective::MultiplyTf32 : Collective::MultiplyBf16, &test::multiply<O>);
    }

    void copyAhead(gpu::Word* to, const gpu::Word* from) const;
    void endGroup() const { copies_.endGroup(); }
    template <int Open>
    void waitGroups() const
    {
        copies_.wait(Open);
    }

    int clusterRank() const { return team_.rank; }
    int clusterSize() const { return cluster_.extent.cluster; }
    void waitCluster() const { meet(cluster_, Collective::WaitCluster); }

private:
    struct Greater {
        double operator()(double a, double b) const { return std::max(a, b); }
    };
    template <class Fold>
    static void fold(Party& party)
    {
        auto& team = static_cast<HostTeam&>(party);
        team.folded = team.partial.front();
        for (std::size_t k = 1; k < team.partial.size(); ++k)
            team.folded = Fold()(team.folded, team.partial[k]);
    }
    double folded(double own, Collective what, void (*act)(Party&))
    {
        requireSums(team_);
        team_.partial[static_cast<std::size_t>(thread_)] = own;
        meet(team_, what, act);
        return team_.folded;
    }
    template <class V>
    static void keepLeast(V* at, V value)
    {
        const std::atomic_ref<V> kept(*at);
        V now = kept.load(std::memory_order_relaxed);
        while (value < now && !kept.compare_exchange_weak(now, value, std::memory_order_relaxed)) {
        }
    }
    /// The value of one lane of the warp.
    template <class V>
    V given(V value, int lane, Collective what) const
    {
        static_assert(std::is_trivially_copyable_v<V> && (sizeof value == 4 || sizeof value == 8),
                      "a shuffle is of 4 or 8 bytes");
        requireWhole(warp_);
        auto& values = warp_.value[static_cast<std::size_t>(warp_.round.load(std::memory_order_relaxed)) % 2];
        std::memcpy(values[this->lane()].bytes, &value, sizeof value);
        meet(warp_, what);
        std::memcpy(&value, values[lane % gpu::kLanes].bytes, sizeof value);
        return value;
    }
    void meet(Party& party, Collective what, void (*act)(Party&) = nullptr) const
    {
        if (party.size > 1)
            crew_.meet(party, seat_, what, act);
        else if (act != nullptr)
            act(party);
    }
    static void requireWhole(const Warp& warp);
    /// The device folds sums in memory of its own.
    static void requireSums(const HostTeam& team);
    /// Sixteen aligned bytes of the block's own memory.
    void requireOwn(const gpu::Word* at, const char* what) const;

    Crew& crew_;
    HostCluster& cluster_;
    HostTeam& team_;
    int seat_;    // among the cluster's threads
    int thread_;  // among the block's
    Warp& warp_;
    CopiesAhead& copies_;
};

}  // namespace gauge::test
