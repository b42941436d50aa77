#include "gpu/cuda_machine.h"

#include <algorithm>
#include <cstring>

namespace gauge::gpu {
namespace {

constexpr std::size_t kPinned = 8U << 20;      // bytes
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
        throw DeviceError(CallFailed{std::string(call) + ": " + cublasGetStatusString(status)});
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

CudaMachine::CudaMachine(int device) : device_(device)
{
    require(cudaSetDevice(device), "cudaSetDevice");
    require(cudaStreamCreateWithFlags(&stream_, cudaStreamNonBlocking), "cudaStreamCreate");
    cudaMemPool_t pool = nullptr;
    require(cudaDeviceGetDefaultMemPool(&pool, device), "cudaDeviceGetDefaultMemPool");
    std::uint64_t keep = ~std::uint64_t(0);  // what is given back stays at hand
    require(cudaMemPoolSetAttribute(pool, cudaMemPoolAttrReleaseThreshold, &keep), "cudaMemPoolSetAttribute");
    require(cublasCreate(&blas_), "cublasCreate");
    require(cublasSetStream(blas_, stream_), "cublasSetStream");
    workspace_ = DeviceMemory(kWorkspace, stream_);
    require(cublasSetWorkspace(blas_, workspace_.at(), kWorkspace), "cublasSetWorkspace");
    require(cudaEventCreate(&began_), "cudaEventCreate");
    require(cudaEventCreate(&ended_), "cudaEventCreate");
    require(cudaMallocHost(&pinned_, kPinned), "cudaMallocHost");
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
    cudaFreeHost(pinned_);
    cudaEventDestroy(began_);
    cudaEventDestroy(ended_);
    cublasDestroy(blas_);
    workspace_ = DeviceMemory();
    cudaStreamDestroy(stream_);
}

void CudaMachine::allow(const void* kernel, const Extent& extent)
{
    if (extent.shared > 48 * 1024)
        require(cudaFuncSetAttribute(kernel, cudaFuncAttributeMaxDynamicSharedMemorySize, static_cast<int>(extent.shared)),
                "shared memory of a kernel");
    if (extent.cluster > 8)
        require(cudaFuncSetAttribute(kernel, cudaFuncAttributeNonPortableClusterSizeAllowed, 1), "the cluster of a kernel");
}

void CudaMachine::copyIn(void* to, const void* from, std::size_t bytes)
{
    for (std::size_t at = 0; at < bytes; at += kPinned) {
        const std::size_t part = std::min(kPinned, bytes - at);
        std::memcpy(pinned_, static_cast<const char*>(from) + at, part);
        require(cudaMemcpyAsync(static_cast<char*>(to) + at, pinned_, part, cudaMemcpyHostToDevice, stream_),
                "copy to the device");
        require(cudaStreamSynchronize(stream_), "copy to the device");
    }
}

void CudaMachine::copyOut(void* to, const void* from, std::size_t bytes)
{
    for (std::size_t at = 0; at < bytes; at += kPinned) {
        const std::size_t part = std::min(kPinned, bytes - at);
        require(cudaMemcpyAsync(pinned_, static_cast<const char*>(from) + at, part, cudaMemcpyDeviceToHost, stream_),
                "copy from the device");
        require(cudaStreamSynchronize(stream_), "copy from the device");
        std::memcpy(static_cast<char*>(to) + at, pinned_, part);
    }
}

void CudaMachine::beginRecord()
{
    require(cudaStreamBeginCapture(stream_, cudaStreamCaptureModeThreadLocal), "cudaStreamBeginCapture");
}

void CudaMachine::abandonRecord()
{
    cudaGraph_t graph = nullptr;
    cudaStreamEndCapture(stream_, &graph);
    if (graph != nullptr)
        cudaGraphDestroy(graph);
}

CudaMachine::Record CudaMachine::endRecord()
{
    cudaGraph_t graph = nullptr;
    require(cudaStreamEndCapture(stream_, &graph), "cudaStreamEndCapture");
    cudaGraphExec_t ready = nullptr;
    const cudaError_t status = cudaGraphInstantiate(&ready, graph, 0);
    cudaGraphDestroy(graph);
    require(status, "cudaGraphInstantiate");
    return {ready, [](cudaGraphExec_t old) { cudaGraphExecDestroy(old); }};
}

void CudaMachine::replay(const Record& record)
{
    require(cudaGraphLaunch(record.get(), stream_), "cudaGraphLaunch");
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
    require(cublasGemmEx(blas_, transpose, CUBLAS_OP_N, static_cast<int>(n), static_cast<int>(m), static_cast<int>(k),
                         wide ? static_cast<const void*>(&oneDouble) : &oneSingle, b, in, static_cast<int>(ldb), a, in,
                         static_cast<int>(lda), wide ? static_cast<const void*>(&noneDouble) : &noneSingle, c, out,
                         static_cast<int>(n), wide ? CUBLAS_COMPUTE_64F : CUBLAS_COMPUTE_32F, CUBLAS_GEMM_DEFAULT),
            "cublasGemmEx");
}

}  // namespace gauge::gpu
