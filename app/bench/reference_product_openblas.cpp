#include "app/bench/reference_product.h"

#include <cblas.h>

namespace gauge::bench {
namespace {

/// Our pool splits the rows; a pool of OpenBLAS's own beside it would make both wait.
int wholeNumber(std::ptrdiff_t x)
{
    static const bool single = [] {
        openblas_set_num_threads(1);
        return true;
    }();
    static_cast<void>(single);
    return static_cast<int>(x);
}

}  // namespace

void referenceProduct(std::ptrdiff_t m, std::ptrdiff_t n, std::ptrdiff_t k, const float* a, const float* b, float* out)
{
    cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, wholeNumber(m), wholeNumber(n), wholeNumber(k), 1.0F, a,
                wholeNumber(k), b, wholeNumber(k), 0.0F, out, wholeNumber(n));
}

void referenceProduct(std::ptrdiff_t m, std::ptrdiff_t n, std::ptrdiff_t k, const double* a, const double* b, double* out)
{
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasTrans, wholeNumber(m), wholeNumber(n), wholeNumber(k), 1.0, a,
                wholeNumber(k), b, wholeNumber(k), 0.0, out, wholeNumber(n));
}

std::string referenceProductName()
{
    return std::string("OpenBLAS ") + openblas_get_config();
}

}  // namespace gauge::bench
