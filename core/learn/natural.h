// Beliefs by natural parameters, and the way back through them (MATH.md §3, §5). Symmetric matrices are packed with √2 on
// what lies off the diagonal, so that a dot product of two packed ones is their Frobenius product.
#pragma once

#include "core/types.h"

namespace gauge::learn {

enum class Family { Diagonal, Full };

/// One head's part of a row: [P packed | h], or of features [S packed | m].
struct HeadShape {
    Index dim = 0;     // d
    Index packed = 0;  // numbers of P: d, or d(d+1)/2
    Index at = 0;      // first column of the row
    Index mean = 0;    // first coordinate of the belief space
    Index width() const { return packed + dim; }
};

std::vector<HeadShape> headShapes(const Heads& heads, Family family);

/// Columns of a whole row.
inline Index rowWidth(const std::vector<HeadShape>& shapes)
{
    return shapes.empty() ? 0 : shapes.back().at + shapes.back().width();
}

template <class S>
void pack(const Matrix<S>& symmetric, S* out);
template <class S>
Matrix<S> unpack(const S* packed, Index dim);

/// From natural parameters [P | h] of one head to features [S | m], S = C + m mᵀ, C = P⁻¹, m = C h, and the log-partition
/// ψ = ½ (hᵀ C h − ln det P). Rows n×width each, ψ n. With them 2E_ij = ⟨P_j, S_i⟩ − 2 h_j·m_i + 2ψ_j + a term of i alone.
template <class S>
void moments(Family family, const HeadShape& shape, const RowMatrix<S>& natural, RowMatrix<S>& features,
             Vector<S>& partition);

/// The gradient by natural parameters, added to `gNatural`, from those by features and ψ:
/// u = C(g_m + 2 g_S m), g_h += u + g_ψ m, g_P −= C g_S C + ½(u mᵀ + m uᵀ) + ½ g_ψ S.
template <class S>
void momentsBackward(Family family, const HeadShape& shape, const RowMatrix<S>& natural, const RowMatrix<S>& features,
                     const RowMatrix<S>& gFeatures, const Vector<S>& gPartition, RowMatrix<S>& gNatural);

/// Turns the coordinate pairs (0,1), (2,3), … of one head of every row by `rates[p]` radians a row, from the common frame
/// to row i's (sign +1) or back (−1). Linear and orthogonal on packed rows: the backward pass is the other sign. A diagonal
/// family needs equal variances within a pair, and leaves its P alone.
template <class S>
void turn(Family family, const HeadShape& shape, const std::vector<double>& rates, int sign, RowMatrix<S>& rows);

}  // namespace gauge::learn
