// Covariance families (MATH.md §4): what a belief keeps of its covariance.
#pragma once

#include "core/gaussian/beliefs.h"

namespace gauge {

enum class CovarianceFamily { Full, Diagonal, DiagonalProjected, LowRank };

/// A family and, for LowRank, its rank r ≥ 1.
struct Covariance {
    Covariance(CovarianceFamily f = CovarianceFamily::Full, Index r = 0) : family(f), rank(r) {}

    CovarianceFamily family;
    Index rank;

    bool operator==(const Covariance&) const = default;
};

/// C_i = F_i F_iᵀ + diag(s_i) of one head: factors d×rN (r columns a token), floor d×N.
struct LowRankBlock {
    Index rank = 0;
    Matrixd factor;
    Matrixd floor;

    auto token(Index i) const { return factor.middleCols(i * rank, rank); }
};

/// Projects every covariance onto the family, in place:
///   Full               nothing
///   Diagonal           diagonal in the common frame: s_i = diag(C_i)
///   DiagonalProjected  nothing: it is the carried covariance Ω_ij Σ_j Ω_ijᵀ that keeps its diagonal alone, pair by pair
///   LowRank            its min(r, d) leading eigenpairs, the remainder's diagonal going to s; returned a block a head
std::vector<LowRankBlock> projectCovariances(CommonBeliefs& beliefs, Covariance covariance);

}  // namespace gauge
