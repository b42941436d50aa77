// The machine of pairs.h on a CUDA device: one stream, memory from the device's own pool, products by cuBLAS.
#pragma once

#include "gpu/cuda_blas.h"
#include "gpu/cuda_block.h"
#include "gpu/device.h"
#include "gpu/parcel.h"

#include <cuda_runtime.h>
#include <memory>
#include <utility>

namespace gauge::gpu {

/// Throws DeviceError with the call's name and the runtime's own words.
void require(cudaError_t status, const char* call);
void require(cublasStatus_t status, const char* call);

template <class K>
__global__ void runBlocks(K kernel)
{
    CudaBlock block;
    kernel(block);
}

/// A kernel with a shape of its own: K::kThreads at most, K::kTogether blocks beside each other on a processor at least.
template <class K>
__global__ void __launch_bounds__(K::kThreads, K::kTogether) runTeams(const __grid_constant__ K kernel)
{
    CudaBlock block;
    kernel(block);
}

/// Memory of the device's pool, given back in the stream's order.
class DeviceMemory {
public:
    DeviceMemory() = default;
    DeviceMemory(std::size_t bytes, cudaStream_t stream);
    ~DeviceMemory();
    DeviceMemory(DeviceMemory&& other) noexcept : at_(std::exchange(other.at_, nullptr)), stream_(other.stream_) {}
    DeviceMemory& operator=(DeviceMemory&& other) noexcept
    {
        std::swap(at_, other.at_);
        std::swap(stream_, other.stream_);
        return *this;
    }
    void* at() const { return at_; }

private:
    void* at_ = nullptr;
    cudaStream_t stream_ = nullptr;
};

/// Memory of the host that the device copies from and to, and when its last copy is over.
class Staging {
public:
    Staging() = default;
    Staging(const Staging&) = delete;
    Staging& operator=(const Staging&) = delete;
    ~Staging();

    /// So many bytes that no copy is reading or writing.
    unsigned char* free(std::size_t bytes);
    unsigned char* at() const { return at_; }
    /// A copy of it was put on the stream.
    void copying(cudaStream_t stream);
    /// Waits for that copy.
    void wait();

private:
    unsigned char* at_ = nullptr;
    std::size_t size_ = 0;
    cudaEvent_t copied_ = nullptr;
};

class CudaMachine {
public:
    explicit CudaMachine(int device);
    ~CudaMachine();
    CudaMachine(const CudaMachine&) = delete;
    CudaMachine& operator=(const CudaMachine&) = delete;

    template <class V>
    class Buffer {
    public:
        Buffer() = default;
        Buffer(long n, cudaStream_t stream) : memory_(static_cast<std::size_t>(n) * sizeof(V), stream), size_(n) {}
        Buffer(Buffer&& other) noexcept : memory_(std::move(other.memory_)), size_(std::exchange(other.size_, 0)) {}
        Buffer& operator=(Buffer&& other) noexcept
        {
            memory_ = std::move(other.memory_);
            std::swap(size_, other.size_);
            return *this;
        }
        V* data() const { return static_cast<V*>(memory_.at()); }
        long size() const { return size_; }

    private:
        DeviceMemory memory_;
        long size_ = 0;
    };

    template <class V>
    Buffer<V> allocate(long n)
    {
        return Buffer<V>(n, stream_);
    }
    /// What the parcel holds for a block; the host's memory is free again at once.
    void send(void* block, const Outgoing& parcel);
    /// What the parcel wants of a block, once everything before is done.
    void fetch(const void* block, const Incoming& parcel);
    template <class V>
    void upload(Buffer<V>& to, const V* from, long n)
    {
        Outgoing parcel(to.data());
        parcel.add(to.data(), from, n);
        send(to.data(), parcel);
    }
    template <class V>
    void download(V* to, const V* from, long n)
    {
        Incoming parcel(from);
        parcel.add(from, to, n);
        fetch(from, parcel);
    }
    /// Bytes of shared memory a block may have.
    long mostShared() const { return mostShared_; }
    /// Every byte of so many ← value.
    void setBytes(void* at, int value, long bytes);
    template <class K>
    void launch(long blocks, const K& kernel)
    {
        if (blocks == 0)
            return;
        runBlocks<<<static_cast<unsigned>(blocks), kThreads, 0, stream_>>>(kernel);
        require(cudaGetLastError(), "a kernel");
    }

    /// Blocks of a cluster for such a launch: as many as asked for, or fewer where the device has no room for them.
    template <class K>
    int clusterOf(const Extent& extent)
    {
        return largestCluster(reinterpret_cast<const void*>(&runTeams<K>), extent);
    }
    /// Blocks of a shape of their own.
    template <class K>
    void launch(const Extent& extent, const K& kernel)
    {
        if (extent.x == 0 || extent.y == 0 || extent.z == 0)
            return;
        cudaLaunchConfig_t config{};
        config.gridDim =
            dim3(static_cast<unsigned>(extent.x), static_cast<unsigned>(extent.y), static_cast<unsigned>(extent.z));
        config.blockDim = dim3(static_cast<unsigned>(extent.threads));
        config.dynamicSmemBytes = static_cast<std::size_t>(extent.shared);
        config.stream = stream_;
        cudaLaunchAttribute cluster{};
        cluster.id = cudaLaunchAttributeClusterDimension;
        cluster.val.clusterDim = {static_cast<unsigned>(extent.cluster), 1, 1};
        if (extent.cluster > 1) {
            config.attrs = &cluster;
            config.numAttrs = 1;
        }
        allow(reinterpret_cast<const void*>(&runTeams<K>), extent);
        require(cudaLaunchKernelEx(&config, runTeams<K>, kernel), "a kernel");
    }

    /// c (m×n) = a (m×k) · bᵀ, b (n×k); row-major.
    template <class T, class A>
    void productTransposed(const T* a, const T* b, A* c, long m, long n, long k)
    {
        multiply(CUBLAS_OP_T, b, typeOf<T>(), k, a, k, c, typeOf<A>(), m, n, k);
    }
    /// c (m×n) = a (m×k) · b (k×n); row-major.
    template <class A>
    void product(const A* a, const A* b, A* c, long m, long n, long k)
    {
        multiply(CUBLAS_OP_N, b, typeOf<A>(), n, a, k, c, typeOf<A>(), m, n, k);
    }

    /// By the device's clock.
    template <class F>
    double seconds(F work)
    {
        beginClock();
        work();
        return endClock();
    }

private:
    template <class V>
    static cudaDataType_t typeOf()
    {
        return sizeof(V) == 8 ? CUDA_R_64F : sizeof(V) == 4 ? CUDA_R_32F : CUDA_R_16BF;
    }
    /// Shared memory above 48 KiB and clusters of more than eight have to be asked for.
    void allow(const void* kernel, const Extent& extent) const;
    int largestCluster(const void* kernel, Extent extent) const;
    void beginClock();
    double endClock();
    void multiply(cublasOperation_t transpose, const void* b, cudaDataType_t in, long ldb, const void* a, long lda, void* c,
                  cudaDataType_t out, long m, long n, long k);

    int device_;
    int mostShared_ = 0;
    cudaStream_t stream_ = nullptr;
    cublasHandle_t blas_ = nullptr;
    DeviceMemory workspace_;
    cudaEvent_t began_ = nullptr;
    cudaEvent_t ended_ = nullptr;
    Staging staging_[2];  // what copies pass through: while one is read or written, the other is on its way
    std::size_t turn_ = 0;
};

}  // namespace gauge::gpu
