// How far tokens are from all agreeing along their links: the connection Laplacian's least eigenvalue (MATH.md §9).
#pragma once

#include "core/connection/connection.h"
#include "core/run_control.h"

#include <string>

namespace gauge {

/// Least eigenvalue of L = ½ Σ_{i≠j} w_ij B_ijᵀ B_ij with B_ij x = x_i − V_ij x_j and w_ij = (β_ij + β_ji)/2, of one head; and its eigenvector, a column a token.
/// 0 exactly where somebody can agree with everybody along every link. Invariant under local changes, and under a change of the common frame where it is orthogonal.
struct Frustration {
    double value = 0;  // the sum of squares that its vector gives, 0 where that is rounding
    Matrixd mode;      // d×N, unit norm, its largest entry positive; of a repeated eigenvalue one of its vectors
};

/// The Laplacian is dense, (N d)²: so many rows at most.
inline constexpr Index kMostLaplacianRows = 8192;

/// In words, why there is no frustration of N tokens in d dimensions: too many rows, or too many for the memory limit. Empty where there is.
std::string frustrationRefusal(Index tokens, Index dim);

/// L, (N d)², the rows of token i from i·d on. weight: N×N, symmetric, 0 or above, of which what lies off the diagonal is read.
Matrixd connectionLaplacian(const Connection& connection, std::size_t head, Index dim, const RowMatrixd& weight);

/// weight as above. Throws Error where frustrationRefusal says why, or Cancelled.
Frustration frustrationOf(const Connection& connection, std::size_t head, Index dim, const RowMatrixd& weight,
                          const RunControl& control = {});

}  // namespace gauge
