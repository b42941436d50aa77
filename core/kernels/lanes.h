// The machine's vector registers as values: one Pack holds the same quantity of several tokens (or columns).
#pragma once

#include "core/types.h"

#include <experimental/simd>

namespace gauge {

namespace stdx = std::experimental;

template <class S>
using Pack = stdx::native_simd<S>;

/// Values a register holds: 8 doubles or 16 floats with AVX-512, 4 or 8 with AVX2, 2 or 4 on any x86-64.
template <class S>
inline constexpr Index kLanes = static_cast<Index>(Pack<S>::size());

template <class S>
Pack<S> loadPack(const S* p)
{
    return Pack<S>(p, stdx::element_aligned);
}

template <class S>
void storePack(const Pack<S>& value, S* p)
{
    value.copy_to(p, stdx::element_aligned);
}

}  // namespace gauge
