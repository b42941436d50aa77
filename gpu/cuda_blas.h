// cuBLAS, opened when a device is first used: linked to the program it would take every start a tenth of a second, with a device or without.
#pragma once

#include <cublas_v2.h>

namespace gauge::gpu {

struct CudaBlas {
    using Gemm = cublasStatus_t(cublasHandle_t, cublasOperation_t, cublasOperation_t, int m, int n, int k,
                                const void* alpha, const void* a, cudaDataType, int lda, const void* b, cudaDataType,
                                int ldb, const void* beta, void* c, cudaDataType, int ldc, cublasComputeType_t,
                                cublasGemmAlgo_t);

    decltype(&cublasCreate) create = nullptr;
    decltype(&cublasDestroy) destroy = nullptr;
    decltype(&cublasSetStream) setStream = nullptr;
    decltype(&cublasSetWorkspace) setWorkspace = nullptr;
    decltype(&cublasGetStatusString) statusString = nullptr;
    decltype(static_cast<Gemm*>(&cublasGemmEx)) gemm = nullptr;  // one of the overloads
};

/// Its functions. Throws DeviceError where the library cannot be opened or lacks one.
const CudaBlas& cudaBlas();

}  // namespace gauge::gpu
