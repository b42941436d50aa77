#include "app/bench/reference_product.h"

#include "core/types.h"

#include <dlfcn.h>

namespace gauge::bench {
namespace {

// The C interface of BLAS (the values are its standard's), and two functions of OpenBLAS's own.
enum Order { kRowMajor = 101 };
enum Transpose { kAsItIs = 111, kTransposed = 112 };
template <class S>
using Gemm = void (*)(Order, Transpose, Transpose, int, int, int, S, const S*, int, const S*, int, S, S*, int);

/// OpenBLAS where the machine has it, asked for by name when a benchmark runs: neither program depends on it.
struct OpenBlas {
    Gemm<float> single = nullptr;
    Gemm<double> twice = nullptr;
    std::string name;

    OpenBlas()
    {
        void* library = ::dlopen("libopenblas.so.0", RTLD_NOW | RTLD_LOCAL);
        if (library == nullptr)
            return;
        const auto find = [&]<class F>(F*& f, const char* symbol) { f = reinterpret_cast<F*>(::dlsym(library, symbol)); };
        void (*setThreads)(int) = nullptr;
        char* (*config)() = nullptr;
        find(single, "cblas_sgemm");
        find(twice, "cblas_dgemm");
        find(setThreads, "openblas_set_num_threads");
        find(config, "openblas_get_config");
        if (single == nullptr || twice == nullptr || setThreads == nullptr || config == nullptr) {
            single = nullptr;
            twice = nullptr;
            return;
        }
        setThreads(1);  // our pool splits the rows; one of its own beside it would make both wait
        name = std::string("OpenBLAS ") + config();
    }
};

const OpenBlas& openBlas()
{
    static const OpenBlas found;
    return found;
}

template <class S>
void product(Gemm<S> gemm, Index m, Index n, Index k, const S* a, const S* b, S* out)
{
    if (gemm != nullptr) {
        const auto whole = [](Index x) { return static_cast<int>(x); };
        gemm(kRowMajor, kAsItIs, kTransposed, whole(m), whole(n), whole(k), S(1), a, whole(k), b, whole(k), S(0), out,
             whole(n));
    } else {
        Eigen::Map<RowMatrix<S>>(out, m, n).noalias() =
            Eigen::Map<const RowMatrix<S>>(a, m, k) * Eigen::Map<const RowMatrix<S>>(b, n, k).transpose();
    }
}

}  // namespace

void referenceProduct(std::ptrdiff_t m, std::ptrdiff_t n, std::ptrdiff_t k, const float* a, const float* b, float* out)
{
    product(openBlas().single, m, n, k, a, b, out);
}

void referenceProduct(std::ptrdiff_t m, std::ptrdiff_t n, std::ptrdiff_t k, const double* a, const double* b, double* out)
{
    product(openBlas().twice, m, n, k, a, b, out);
}

std::string referenceProductName()
{
    return openBlas().name.empty() ? "Eigen (this machine has no libopenblas.so.0)" : openBlas().name;
}

}  // namespace gauge::bench
