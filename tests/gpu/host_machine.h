// A device made of the host's own processor: every block one after the other, every thread of a block in turn. Fresh memory is
// poisoned, so that what no kernel wrote shows. The kernels and the order of stages are those of the CUDA device.
#pragma once

#include "gpu/bf16.h"
#include "gpu/pairs.h"

#include <cmath>
#include <functional>
#include <limits>
#include <type_traits>
#include <utility>

namespace gauge::test {

class HostBlock {
public:
    explicit HostBlock(long index) : index_(index) {}

    long index() const { return index_; }
    template <class F>
    void each(long n, F f)
    {
        for (long k = 0; k < n; ++k)
            f(k);
    }
    template <class F>
    double sum(long n, F f)
    {
        double s = 0;
        for (long k = 0; k < n; ++k)
            s += f(k);
        return s;
    }
    template <class F>
    double most(long n, F f)
    {
        double m = -HUGE_VAL;
        for (long k = 0; k < n; ++k)
            m = std::max(m, f(k));
        return m;
    }
    template <class F>
    void once(F f)
    {
        f();
    }
    void least(int* at, int value) { *at = std::min(*at, value); }
    int add(int* counter) { return (*counter)++; }

private:
    long index_;
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
            throw gpu::DeviceMemoryFailure(static_cast<double>(n) * sizeof(V), memory);
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
        perform([=] {
            for (long k = 0; k < blocks; ++k) {
                HostBlock block(k);
                kernel(block);
            }
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

    gpu::DeviceInfo info() const override { return {"host", "0.0", machine_->memory, machine_->memory, 1}; }
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
