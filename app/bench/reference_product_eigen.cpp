#include "app/bench/reference_product.h"

#include "core/types.h"

namespace gauge::bench {
namespace {

template <class S>
void product(Index m, Index n, Index k, const S* a, const S* b, S* out)
{
    Eigen::Map<RowMatrix<S>>(out, m, n).noalias() =
        Eigen::Map<const RowMatrix<S>>(a, m, k) * Eigen::Map<const RowMatrix<S>>(b, n, k).transpose();
}

}  // namespace

void referenceProduct(std::ptrdiff_t m, std::ptrdiff_t n, std::ptrdiff_t k, const float* a, const float* b, float* out)
{
    product(m, n, k, a, b, out);
}

void referenceProduct(std::ptrdiff_t m, std::ptrdiff_t n, std::ptrdiff_t k, const double* a, const double* b, double* out)
{
    product(m, n, k, a, b, out);
}

std::string referenceProductName()
{
    return "Eigen (no OpenBLAS found when this was built)";
}

}  // namespace gauge::bench
