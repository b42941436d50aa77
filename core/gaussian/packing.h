// The order in which symmetric matrices are packed: the lower triangle by columns, or of a diagonal matrix its diagonal.
#pragma once

#include "core/types.h"

#include <type_traits>

namespace gauge {

/// Numbers of a packed symmetric d×d matrix.
constexpr Index packedNumbers(Index d, bool diagonal)
{
    return diagonal ? d : d * (d + 1) / 2;
}

/// visit(place, row, column) for each of them, row ≥ column, places rising from 0.
template <class Visit>
void forEachPacked(Index d, bool diagonal, Visit&& visit)
{
    Index place = 0;
    for (Index c = 0; c < d; ++c) {
        visit(place++, c, c);
        for (Index r = c + 1; r < d && !diagonal; ++r)
            visit(place++, r, c);
    }
}

/// Reads the lower triangle of `symmetric`; what lies off the diagonal goes times `scale`. A dot product of two packed
/// matrices is their Frobenius product when the two scales multiply to 2.
template <class S, class Symmetric>
void packSymmetric(const Symmetric& symmetric, bool diagonal, S scale, S* packed)
{
    forEachPacked(symmetric.rows(), diagonal, [&](Index place, Index r, Index c) {
        const S value = static_cast<S>(symmetric(r, c));
        packed[place] = r == c ? value : scale * value;
    });
}

/// Fills a matrix of its final size from packed numbers, those off the diagonal times `scale`.
template <class S, class Symmetric>
void unpackSymmetric(const S* packed, bool diagonal, S scale, Symmetric&& symmetric)
{
    using T = typename std::decay_t<Symmetric>::Scalar;
    if (diagonal)
        symmetric.setZero();
    forEachPacked(symmetric.rows(), diagonal, [&](Index place, Index r, Index c) {
        const S value = packed[place];
        symmetric(r, c) = symmetric(c, r) = static_cast<T>(r == c ? value : scale * value);
    });
}

}  // namespace gauge
