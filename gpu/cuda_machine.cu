#include "gpu/cuda_machine.h"

#include <algorithm>
#include <bit>

namespace gauge::gpu {
namespace {

constexpr std::size_t kPiece = 2U << 20;       // bytes that are copied at once
constexpr std::size_t kLeast = 64U << 10;      // bytes of staging memory
constexpr std::size_t kWorkspace = 32U << 20;  // bytes: what cuBLAS asks for on this kind of device

}  // namespace

void require(cudaError_t status, const char* call)
{
    if (status != cudaSuccess)
        throw DeviceError(CallFailed{std::string(call) + ": " + cudaGetErrorString(status)});
}

void require(cublasStatus_t status, const char* call)
{
    if (status != CUBLAS_STATUS_SUCCESS)
        throw DeviceError(CallFailed{std::string(call) + ": " + cudaBlas().statusString(status)});
}

DeviceMemory::DeviceMemory(std::size_t bytes, cudaStream_t stream) : stream_(stream)
{
    if (bytes == 0)
        return;
    const cudaError_t status = cudaMallocAsync(&at_, bytes, stream);
    if (status == cudaErrorMemoryAllocation) {
        cudaGetLastError();  // taken note of
        std::size_t free = 0;
        std::size_t total = 0;
        cudaMemGetInfo(&free, &total);
        at_ = nullptr;
        throw DeviceError(OutOfMemory{static_cast<double>(bytes), static_cast<double>(free)});
    }
    require(status, "cudaMallocAsync");
}

DeviceMemory::~DeviceMemory()
{
    if (at_ != nullptr)
        cudaFreeAsync(at_, stream_);  // nothing can be done where it fails
}

Staging::~Staging()
{
    if (copied_ != nullptr)
        cudaEventDestroy(copied_);
    cudaFreeHost(at_);
}

unsigned char* Staging::free(std::size_t bytes)
{
    wait();
    if (bytes <= size_)
        return at_;
    cudaFreeHost(at_);
    at_ = nullptr;
    size_ = 0;
    const std::size_t size = std::max(kLeast, std::bit_ceil(bytes));
    void* memory = nullptr;
    require(cudaMallocHost(&memory, size), "cudaMallocHost");
    at_ = static_cast<unsigned char*>(memory);
    size_ = size;
    return at_;
}

void Staging::copying(cudaStream_t stream)
{
    if (copied_ == nullptr)
        require(cudaEventCreateWithFlags(&copied_, cudaEventDisableTiming), "cudaEventCreate");
    require(cudaEventRecord(copied_, stream), "cudaEventRecord");
}

void Staging::wait()
{
    if (copied_ != nullptr)
        require(cudaEventSynchronize(copied_), "a copy");
}

CudaMachine::CudaMachine(int device) : device_(device)
{
    require(cudaSetDevice(device), "cudaSetDevice");
    require(cudaDeviceGetAttribute(&mostShared_, cudaDevAttrMaxSharedMemoryPerBlockOptin, device),
            "cudaDeviceGetAttribute");
    require(cudaStreamCreateWithFlags(&stream_, cudaStreamNonBlocking), "cudaStreamCreate");
    cudaMemPool_t pool = nullptr;
    require(cudaDeviceGetDefaultMemPool(&pool, device), "cudaDeviceGetDefaultMemPool");
    std::uint64_t keep = ~std::uint64_t(0);  // what is given back stays at hand
    require(cudaMemPoolSetAttribute(pool, cudaMemPoolAttrReleaseThreshold, &keep), "cudaMemPoolSetAttribute");
    require(cudaBlas().create(&blas_), "cublasCreate");
    require(cudaBlas().setStream(blas_, stream_), "cublasSetStream");
    workspace_ = DeviceMemory(kWorkspace, stream_);
    require(cudaBlas().setWorkspace(blas_, workspace_.at(), kWorkspace), "cublasSetWorkspace");
    require(cudaEventCreate(&began_), "cudaEventCreate");
    require(cudaEventCreate(&ended_), "cudaEventCreate");
}

void CudaMachine::setBytes(void* at, int value, long bytes)
{
    if (bytes > 0)
        require(cudaMemsetAsync(at, value, static_cast<std::size_t>(bytes), stream_), "cudaMemsetAsync");
}

void CudaMachine::beginClock()
{
    require(cudaEventRecord(began_, stream_), "cudaEventRecord");
}

double CudaMachine::endClock()
{
    require(cudaEventRecord(ended_, stream_), "cudaEventRecord");
    require(cudaEventSynchronize(ended_), "cudaEventSynchronize");
    float milliseconds = 0;
    require(cudaEventElapsedTime(&milliseconds, began_, ended_), "cudaEventElapsedTime");
    return milliseconds * 1e-3;
}

CudaMachine::~CudaMachine()
{
    cudaStreamSynchronize(stream_);
    cudaEventDestroy(began_);
    cudaEventDestroy(ended_);
    cudaBlas().destroy(blas_);
    workspace_ = DeviceMemory();
    cudaStreamDestroy(stream_);
}

void CudaMachine::allow(const void* kernel, const Extent& extent) const
{
    if (extent.shared > mostShared_)
        throw DeviceError(CallFailed{"shared memory of a kernel: expected at most " + std::to_string(mostShared_) +
                                     " bytes, found " + std::to_string(extent.shared)});
    if (extent.shared > 48 * 1024)
        require(cudaFuncSetAttribute(kernel, cudaFuncAttributeMaxDynamicSharedMemorySize, static_cast<int>(extent.shared)),
                "shared memory of a kernel");
    if (extent.cluster > 8)
        require(cudaFuncSetAttribute(kernel, cudaFuncAttributeNonPortableClusterSizeAllowed, 1), "the cluster of a kernel");
}

int CudaMachine::largestCluster(const void* kernel, Extent extent) const
{
    int clusters = 0;
    require(cudaDeviceGetAttribute(&clusters, cudaDevAttrClusterLaunch, device_), "cudaDeviceGetAttribute");
    if (clusters == 0)
        return 1;
    allow(kernel, extent);
    for (; extent.cluster > 1; extent.cluster /= 2) {
        cudaLaunchAttribute attribute{};
        attribute.id = cudaLaunchAttributeClusterDimension;
        attribute.val.clusterDim = {static_cast<unsigned>(extent.cluster), 1, 1};
        cudaLaunchConfig_t config{};
        config.gridDim = dim3(static_cast<unsigned>(extent.cluster));
        config.blockDim = dim3(static_cast<unsigned>(extent.threads));
        config.dynamicSmemBytes = static_cast<std::size_t>(extent.shared);
        config.attrs = &attribute;
        config.numAttrs = 1;
        int together = 0;
        if (cudaOccupancyMaxActiveClusters(&together, kernel, &config) == cudaSuccess && together > 0)
            break;
        cudaGetLastError();  // taken note of
    }
    return extent.cluster;
}

void CudaMachine::send(void* block, const Outgoing& parcel)
{
    const std::size_t bytes = parcel.bytes();
    for (std::size_t first = 0; first < bytes; first += kPiece) {
        const std::size_t count = std::min(kPiece, bytes - first);
        Staging& staging = staging_[turn_++ % 2];
        unsigned char* piece = staging.free(count);
        parcel.write(piece, first, count);
        require(cudaMemcpyAsync(static_cast<unsigned char*>(block) + first, piece, count, cudaMemcpyHostToDevice, stream_),
                "copy to the device");
        staging.copying(stream_);
    }
}

void CudaMachine::fetch(const void* block, const Incoming& parcel)
{
    const std::size_t bytes = parcel.bytes();
    const auto begin = [&](std::size_t first) {
        const std::size_t count = std::min(kPiece, bytes - first);
        Staging& staging = staging_[turn_++ % 2];
        unsigned char* piece = staging.free(count);
        require(cudaMemcpyAsync(piece, static_cast<const unsigned char*>(block) + first, count, cudaMemcpyDeviceToHost,
                                stream_),
                "copy from the device");
        staging.copying(stream_);
        return &staging;
    };
    Staging* now = bytes > 0 ? begin(0) : nullptr;
    for (std::size_t first = 0; first < bytes; first += kPiece) {
        Staging* next = first + kPiece < bytes ? begin(first + kPiece) : nullptr;
        now->wait();
        parcel.read(now->at(), first, std::min(kPiece, bytes - first));
        now = next;
    }
}

// cuBLAS counts by columns: a row-major c = a·b is its cᵀ = bᵀ·aᵀ.
void CudaMachine::multiply(cublasOperation_t transpose, const void* b, cudaDataType_t in, long ldb, const void* a, long lda,
                           void* c, cudaDataType_t out, long m, long n, long k)
{
    const double oneDouble = 1;
    const double noneDouble = 0;
    const float oneSingle = 1;
    const float noneSingle = 0;
    const bool wide = out == CUDA_R_64F;
    require(cudaBlas().gemm(blas_, transpose, CUBLAS_OP_N, static_cast<int>(n), static_cast<int>(m), static_cast<int>(k),
                            wide ? static_cast<const void*>(&oneDouble) : &oneSingle, b, in, static_cast<int>(ldb), a, in,
                            static_cast<int>(lda), wide ? static_cast<const void*>(&noneDouble) : &noneSingle, c, out,
                            static_cast<int>(n), wide ? CUBLAS_COMPUTE_64F : CUBLAS_COMPUTE_32F, CUBLAS_GEMM_DEFAULT),
            "cublasGemmEx");
}

}  // namespace gauge::gpu
