#include "gpu/cuda_blas.h"

#include "gpu/device_error.h"

#include <dlfcn.h>

namespace gauge::gpu {
namespace {

/// Where the loader looks, or else where the toolkit was that the program was built with.
void* open()
{
    void* library = ::dlopen(GAUGESCOPE_CUBLAS, RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr)
        library = ::dlopen(GAUGESCOPE_CUDA_LIBRARIES "/" GAUGESCOPE_CUBLAS, RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr)
        throw DeviceError(CallFailed{std::string("cuBLAS: ") + ::dlerror()});
    return library;
}

template <class F>
void find(F& function, void* library, const char* name)
{
    function = reinterpret_cast<F>(::dlsym(library, name));
    if (function == nullptr)
        throw DeviceError(CallFailed{std::string("expected ") + name + " in " GAUGESCOPE_CUBLAS ", found none"});
}

CudaBlas found()
{
    void* library = open();
    CudaBlas blas;
    find(blas.create, library, "cublasCreate_v2");
    find(blas.destroy, library, "cublasDestroy_v2");
    find(blas.setStream, library, "cublasSetStream_v2");
    find(blas.setWorkspace, library, "cublasSetWorkspace_v2");
    find(blas.statusString, library, "cublasGetStatusString");
    find(blas.gemm, library, "cublasGemmEx");
    return blas;
}

}  // namespace

const CudaBlas& cudaBlas()
{
    static const CudaBlas blas = found();
    return blas;
}

}  // namespace gauge::gpu
