// A device made of the host's own processor: every block one after the other, its threads at once. Fresh memory is poisoned, so that
// what no kernel wrote shows; the thread sanitizer sees what a missing barrier would do. The kernels and the order of stages are those
// of the CUDA device.
#pragma once

#include "gpu/bf16.h"
#include "gpu/stages.h"

#include <atomic>
#include <barrier>
#include <cmath>
#include <functional>
#include <limits>
#include <thread>
#include <type_traits>
#include <utility>

namespace gauge::test {

/// The threads of a block, who meet where a device's threads meet.
struct HostTeam {
    explicit HostTeam(int size) : threads(size), meeting(size), partial(static_cast<std::size_t>(size)) {}

    int threads;
    std::barrier<> meeting;
    std::vector<double> partial;
};

class HostBlock {
public:
    HostBlock(long index, int thread, HostTeam& team) : index_(index), thread_(thread), team_(team) {}

    long index() const { return index_; }
    template <class F>
    void each(long n, F f)
    {
        for (long k = thread_; k < n; k += team_.threads)
            f(k);
        wait();
    }
    template <class F>
    double sum(long n, F f)
    {
        double own = 0;
        for (long k = thread_; k < n; k += team_.threads)
            own += f(k);
        return folded(own, [](double a, double b) { return a + b; });
    }
    template <class F>
    double most(long n, F f)
    {
        double own = -HUGE_VAL;
        for (long k = thread_; k < n; k += team_.threads)
            own = std::max(own, f(k));
        return folded(own, [](double a, double b) { return std::max(a, b); });
    }
    template <class F>
    void once(F f)
    {
        if (thread_ == 0)
            f();
        wait();
    }
    void wait() { team_.meeting.arrive_and_wait(); }
    void least(int* at, int value)
    {
        std::atomic_ref<int> kept(*at);
        for (int now = kept.load(); value < now && !kept.compare_exchange_weak(now, value);) {
        }
    }
    int add(int* counter) { return std::atomic_ref<int>(*counter)++; }

private:
    template <class Fold>
    double folded(double own, Fold fold)
    {
        wait();
        team_.partial[static_cast<std::size_t>(thread_)] = own;
        wait();
        double all = team_.partial.front();
        for (std::size_t k = 1; k < team_.partial.size(); ++k)
            all = fold(all, team_.partial[k]);
        return all;
    }

    long index_;
    int thread_;
    HostTeam& team_;
};

class HostMachine {
public:
    template <class V>
    class Buffer {
    public:
        Buffer() = default;
        explicit Buffer(long n) : memory_(static_cast<std::size_t>(n))
        {
            if constexpr (std::is_floating_point_v<V>)
                std::fill(memory_.begin(), memory_.end(), std::numeric_limits<V>::quiet_NaN());
            else
                std::memset(static_cast<void*>(memory_.data()), 0x7f, memory_.size() * sizeof(V));
        }
        Buffer(Buffer&&) = default;
        Buffer& operator=(Buffer&&) = default;
        V* data() const { return const_cast<V*>(memory_.data()); }
        long size() const { return static_cast<long>(memory_.size()); }

    private:
        std::vector<V> memory_;
    };
    using Record = std::vector<std::function<void()>>;

    template <class V>
    Buffer<V> allocate(long n)
    {
        if (static_cast<double>(n) * sizeof(V) > memory)
            throw gpu::DeviceError(gpu::OutOfMemory{static_cast<double>(n) * sizeof(V), memory});
        return Buffer<V>(n);
    }
    template <class V>
    void upload(Buffer<V>& to, const V* from, long n)
    {
        std::copy(from, from + n, to.data());
    }
    template <class V>
    void download(V* to, const V* from, long n)
    {
        std::copy(from, from + n, to);
    }
    template <class K>
    void launch(long blocks, const K& kernel)
    {
        ++launches;
        perform([=, threads = threads] {
            HostTeam team(threads);
            const auto work = [&](int thread) {
                for (long k = 0; k < blocks; ++k) {
                    HostBlock block(k, thread, team);
                    kernel(block);
                    block.wait();
                }
            };
            std::vector<std::jthread> others;
            for (int thread = 1; thread < threads; ++thread)
                others.emplace_back(work, thread);
            work(0);
        });
    }
    /// c (m×n) = a (m×k) · bᵀ, b (n×k).
    template <class T, class A>
    void productTransposed(const T* a, const T* b, A* c, long m, long n, long k)
    {
        perform([=] {
            for (long i = 0; i < m; ++i)
                for (long j = 0; j < n; ++j) {
                    A sum = 0;
                    for (long l = 0; l < k; ++l)
                        sum += static_cast<A>(a[i * k + l]) * static_cast<A>(b[j * k + l]);
                    c[i * n + j] = sum;
                }
        });
    }
    /// c (m×n) = a (m×k) · b (k×n).
    template <class A>
    void product(const A* a, const A* b, A* c, long m, long n, long k)
    {
        perform([=] {
            for (long i = 0; i < m; ++i)
                for (long j = 0; j < n; ++j) {
                    A sum = 0;
                    for (long l = 0; l < k; ++l)
                        sum += a[i * k + l] * b[l * n + j];
                    c[i * n + j] = sum;
                }
        });
    }
    template <class F>
    double seconds(F work)
    {
        work();
        return ++clock_;
    }
    template <class F>
    Record record(F work)
    {
        Record made;
        recording_ = &made;
        work();
        recording_ = nullptr;
        ++records;
        return made;
    }
    void replay(const Record& record)
    {
        for (const auto& step : record)
            step();
    }

    int threads = 1;  // of a block
    int launches = 0;
    int records = 0;
    double memory = 1e12;  // bytes one allocation may take

private:
    void perform(std::function<void()> work)
    {
        if (recording_ != nullptr)
            recording_->push_back(std::move(work));
        else
            work();
    }

    Record* recording_ = nullptr;
    double clock_ = 0;
};

class HostDevice : public gpu::Device {
public:
    explicit HostDevice(std::shared_ptr<HostMachine> machine, long tileNumbers = 0)
        : machine_(std::move(machine)), tileNumbers_(tileNumbers)
    {
    }

    std::unique_ptr<gpu::PairSession> load(const gpu::LoadRequest& request, gpu::Number number) const override
    {
        auto session = make(request, number);
        if (tileNumbers_ > 0)
            session->limitTile(tileNumbers_);
        return session;
    }

private:
    std::unique_ptr<gpu::PairSession> make(const gpu::LoadRequest& request, gpu::Number number) const
    {
        if (number == gpu::Number::Double)
            return std::make_unique<gpu::Pairs<HostMachine, double, double>>(*machine_, request);
        if (number == gpu::Number::Single)
            return std::make_unique<gpu::Pairs<HostMachine, float, float>>(*machine_, request);
        return std::make_unique<gpu::Pairs<HostMachine, gpu::Bf16, float>>(*machine_, request);
    }

    std::shared_ptr<HostMachine> machine_;
    long tileNumbers_;
};

}  // namespace gauge::test
