// The machine's own yardstick: the plain matrix product of the best library here.
#pragma once

#include <cstddef>
#include <string>

namespace gauge::bench {

/// out (m×n) = a (m×k) · b (n×k)ᵀ, row-major, one thread.
void referenceProduct(std::ptrdiff_t m, std::ptrdiff_t n, std::ptrdiff_t k, const float* a, const float* b, float* out);
void referenceProduct(std::ptrdiff_t m, std::ptrdiff_t n, std::ptrdiff_t k, const double* a, const double* b, double* out);

std::string referenceProductName();

}  // namespace gauge::bench
