// A device made of the host's own processor: blocks one after the other in an order drawn at random, the threads of each at once. Fresh memory
// is poisoned, so that what no kernel wrote shows; what a device leaves undefined is an error.
#pragma once

#include "gpu/device_error.h"
#include "gpu/parcel.h"
#include "tests/gpu/host_block.h"

namespace gauge::test {

/// Throws where a device would refuse to launch; `most` threads are what the kernel was made for, `shared` bytes what a block may have.
void requireLaunch(const gpu::Extent& extent, int most, long shared);

class HostMachine {
public:
    template <class V>
    using Buffer = HostBuffer<V>;

    template <class V>
    Buffer<V> allocate(long n)
    {
        if (static_cast<double>(n) * sizeof(V) > memory)
            throw gpu::DeviceError(gpu::OutOfMemory{static_cast<double>(n) * sizeof(V), memory});
        return Buffer<V>(n, buffers_);
    }
    /// As the device does, piece by piece through memory of its own.
    void send(void* block, const gpu::Outgoing& parcel) const;
    void fetch(const void* block, const gpu::Incoming& parcel);
    template <class V>
    void upload(Buffer<V>& to, const V* from, long n)
    {
        std::copy(from, from + n, to.data());
    }
    template <class V>
    void download(V* to, const V* from, long n)
    {
        ++waits;
        std::copy(from, from + n, to);
    }
    long mostShared() const { return shared; }
    static void setBytes(void* at, int value, long bytes) { std::memset(at, value, static_cast<std::size_t>(bytes)); }
    template <class K>
    void launch(long blocks, const K& kernel)
    {
        runBlocks({.x = blocks, .threads = threads}, false, kernel);
    }
    template <class K>
    int clusterOf(const gpu::Extent& extent) const
    {
        return std::min(extent.cluster, largestCluster);
    }
    /// Blocks of a shape of their own.
    template <class K>
    void launch(const gpu::Extent& extent, const K& kernel)
    {
        static_assert(K::kTogether >= 1);
        if (extent.x == 0 || extent.y == 0 || extent.z == 0)
            return;
        requireLaunch(extent, K::kThreads, shared);
        runBlocks(extent, true, kernel);
    }
    /// c (m×n) = a (m×k) · bᵀ, b (n×k).
    template <class T, class A>
    void productTransposed(const T* a, const T* b, A* c, long m, long n, long k)
    {
        for (long i = 0; i < m; ++i)
            for (long j = 0; j < n; ++j) {
                A sum = 0;
                for (long l = 0; l < k; ++l)
                    sum += static_cast<A>(a[i * k + l]) * static_cast<A>(b[j * k + l]);
                c[i * n + j] = sum;
            }
        buffers_->check();
    }
    /// c (m×n) = a (m×k) · b (k×n).
    template <class A>
    void product(const A* a, const A* b, A* c, long m, long n, long k)
    {
        for (long i = 0; i < m; ++i)
            for (long j = 0; j < n; ++j) {
                A sum = 0;
                for (long l = 0; l < k; ++l)
                    sum += a[i * k + l] * b[l * n + j];
                c[i * n + j] = sum;
            }
        buffers_->check();
    }
    template <class F>
    double seconds(F work)
    {
        work();
        return ++clock_;
    }
    /// Other orders: of blocks, and of threads.
    void seed(std::uint64_t seed);

    int threads = 1;          // of a block without a shape of its own
    bool ownThreads = false;  // of the system, for the thread sanitizer: slow where blocks are large
    int largestCluster = 16;  // that there is room for
    long shared = 227 << 10;  // bytes of shared memory a block may have
    int launches = 0;
    double memory = 1e12;      // bytes one allocation may take
    std::size_t piece = 4096;  // bytes that are copied at once
    int waits = 0;             // of the host for the device

private:
    template <class K>
    void runBlocks(const gpu::Extent& extent, bool shaped, const K& kernel)
    {
        ++launches;
        HostCluster cluster(extent, shaped, shared);
        const auto own = crewFor(cluster);
        Crew& crew = own != nullptr ? *own : fibers_;
        const std::function<void(int)> thread = [&](int seat) {
            CopiesAhead copies;
            HostBlock block(crew, cluster, seat, copies);
            kernel(block);
            copies.end();
        };
        for (const long number : drawnOrder(extent)) {
            cluster.begin(number);
            crew.run(cluster.size, cluster.parties, thread);
            cluster.end();
        }
        buffers_->check();
    }
    /// Threads of the system, or none: then fibers.
    std::unique_ptr<Crew> crewFor(const HostCluster& cluster) const;
    std::vector<long> drawnOrder(const gpu::Extent& extent);

    std::shared_ptr<Buffers> buffers_ = std::make_shared<Buffers>();
    std::mt19937_64 random_{1};
    FiberCrew fibers_{1};
    double clock_ = 0;
};

}  // namespace gauge::test
