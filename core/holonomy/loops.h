// Closed walks along a connection: what does not come home (MATH.md §9).
#pragma once

#include "core/connection/connection.h"
#include "core/gaussian/beliefs.h"

#include <vector>

namespace gauge {

/// Of one closed walk, one head: H̄ = V_ij V_jk … V_yi, pulled back.
struct LoopHolonomy {
    Matrixd around;        // d×d: H̄
    double wilson = 1;     // tr H̄ / d: invariant under everything
    double deviation = 0;  // ‖H̄ − 1‖_F: under local changes, and under a change of the common frame where it is orthogonal
};

/// Of a walk from its first token through the others and back. Throws Error for fewer than two tokens, and for one that links by pair have not.
LoopHolonomy loopHolonomy(const Connection& connection, std::size_t head, Index dim, const std::vector<Index>& walk);

/// The belief of the walk's first token carried backwards along it, in common coordinates: as it stands, after the last link of the loop (at the last token), …, at home again:
/// walk.size()+1 beliefs. Throws Error as loopHolonomy does.
std::vector<Belief> carriedAround(const Connection& connection, const CommonBeliefs& common, std::size_t head,
                                  const std::vector<Index>& walk);

/// ‖V_ai V_ij V_ja − 1‖_F over i, j, N×N: curvature as the anchor a sees it. Throws Error for an anchor that is not there.
RowMatrixd anchorMap(const Connection& connection, std::size_t head, Index dim, Index tokens, Index anchor);

}  // namespace gauge
