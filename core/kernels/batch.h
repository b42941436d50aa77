// Small symmetric matrices of several tokens at once: one register lane a token, so that every operation on a d×d matrix runs at
// full width however small d is, with no memory taken per token.
//
// A batch matrix is rows of packs, row-major with stride d + 1 (a power of two would make rows fight for one cache set).
// All products have the form A·Bᵀ: both operands are read along their rows. Operands may be packs (a matrix a token) or
// plain numbers (one matrix for all tokens).
#pragma once

#include "core/kernels/lanes.h"

#include <functional>
#include <vector>

namespace gauge {

using Lane = Pack<double>;
inline constexpr Index kBatch = kLanes<double>;

/// One matrix or vector for each of kBatch tokens.
class BatchMatrix {
public:
    explicit BatchMatrix(Index d) : stride_(d + 1), data_(static_cast<std::size_t>(d * (d + 1)), Lane(0.0)) {}

    Index stride() const { return stride_; }
    Lane* row(Index r) { return data_.data() + r * stride_; }
    const Lane* row(Index r) const { return data_.data() + r * stride_; }
    Lane& operator()(Index r, Index c) { return data_[static_cast<std::size_t>(r * stride_ + c)]; }
    const Lane& operator()(Index r, Index c) const { return data_[static_cast<std::size_t>(r * stride_ + c)]; }

private:
    Index stride_;
    std::vector<Lane> data_;
};

/// Tokens first … first+kBatch−1 of a batch; beyond the last the last is repeated, so that every lane holds a valid token.
struct Tile {
    Index first;
    Index count;  // 1 … kBatch real tokens

    Index token(Index lane) const { return first + std::min(lane, count - 1); }
};

/// Runs body(tile) for all n tokens over the thread pool.
void parallelTiles(Index n, const std::function<void(Tile)>& body);

/// A matrix shared by all tokens, read along its rows.
struct Uniform {
    const double* data;
    Index stride;
};

// Moving between a stack (a token after the other) and lanes. The d×d blocks of a Stack are column-major.
void loadTile(const Stack& from, Tile tile, BatchMatrix& to);
/// The transpose of each matrix.
void loadTransposed(const Stack& from, Tile tile, BatchMatrix& to);
/// Columns of a d×N matrix.
void loadTile(const Matrixd& from, Tile tile, Lane* to);
void storeTile(const BatchMatrix& from, Tile tile, Stack& to);
/// Stores a symmetric matrix of which only the lower triangle was computed.
void storeSymmetric(const BatchMatrix& lower, Tile tile, Stack& to);
void storeTile(const Lane* from, Tile tile, Matrixd& to);

/// out = A·Bᵀ on rows [r0, r1) and columns [c0, c1), summed over k in [k0, k1).
struct ProductRange {
    Index r0, r1, c0, c1, k0, k1;
};
void multiply(const BatchMatrix& a, const BatchMatrix& b, BatchMatrix& out, ProductRange range);
void multiply(const BatchMatrix& a, Uniform b, BatchMatrix& out, ProductRange range);
void multiply(Uniform a, const BatchMatrix& b, BatchMatrix& out, ProductRange range);
/// out = T·Bᵀ with T lower triangular, d×d: out(r,c) sums k ≤ r.
void multiplyTriangular(Uniform t, const BatchMatrix& b, BatchMatrix& out, Index d);
/// Lower triangle of A·Tᵀ with T lower triangular: out(r,c) sums k ≤ c ≤ r.
void multiplyTriangularLower(const BatchMatrix& a, Uniform t, BatchMatrix& out, Index d);
/// Lower triangle of A·Bᵀ.
void multiplyLower(const BatchMatrix& a, const BatchMatrix& b, BatchMatrix& out, Index d);

/// Copies the lower triangle to the upper one.
void mirror(BatchMatrix& a, Index d);

/// Lower triangle a ← its Cholesky factor; returns the least pivot (before the root) of each token. Not positive: not
/// positive definite, and the factor is meaningless.
Lane cholesky(BatchMatrix& a, Index d);

/// inverseT ← (L⁻¹)ᵀ for a Cholesky factor L: row c holds column c of L⁻¹ in places k ≥ c; the rest is not touched.
void invertTriangular(const BatchMatrix& factor, BatchMatrix& inverseT, Index d);

/// The same of X = L⁻¹ G for a lower triangular G of which that triangle is read: xT holds Xᵀ.
void solveTriangular(const BatchMatrix& factor, Uniform right, BatchMatrix& xT, Index d);

/// out = A·L with L lower triangular, given as Lᵀ with zeros before its diagonal: out(r,c) sums k ≥ c.
void multiplyByLower(Uniform a, const BatchMatrix& lowerT, BatchMatrix& out, Index d);
/// lowerT ← Lᵀ, zeros before its diagonal.
void transposeLower(const BatchMatrix& lower, BatchMatrix& lowerT, Index d);

/// Lower triangle of P = L⁻ᵀL⁻¹ from inverseT.
void precisionFromInverse(const BatchMatrix& inverseT, BatchMatrix& precision, Index d);

/// 2 Σ ln L_kk.
Lane logDetFromCholesky(const BatchMatrix& factor, Index d);

/// First token of the tile whose least pivot is not positive (or not a number), −1: none.
Index firstIndefinite(const Lane& pivot, Tile tile);

}  // namespace gauge
