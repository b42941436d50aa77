// Curvature as it is drawn: one closed walk step by step, and who cannot agree (MATH.md §9).
#pragma once

#include "core/algebra/frame_blocks.h"
#include "core/gaussian/plane.h"
#include "core/pipeline/snapshot.h"

#include <array>
#include <vector>

namespace gauge {

/// A map of one head taken apart, a = (rotation)·(stretch): its polar form.
struct TurnAndStretch {
    double turn = 0;             // radians, the largest angle of the rotation: 0 … π; of two dimensions with its sign
    double most = 1, least = 1;  // singular values of the stretch, both 1 for rotations
    bool rotation = true;        // to rounding
};
TurnAndStretch turnAndStretch(const Matrixd& map);

/// A walk from a first token to others and home; what its belief is like on the way. Everything in the common frame.
struct LoopWalk {
    LoopHolonomy loop;     // of its links, the last step on the left
    TurnAndStretch fails;  // how the loop fails to come home
    std::vector<Belief>
        carried;  // the first token's belief: as it stands, after every step, at home again; walk.size()+1 of them
    std::array<Index, 2> dimensions{0, 0};  // of the head: the two in which what is carried changes most
    std::vector<FlatBelief> flat;           // of `carried`, in those two
};

/// walk: two tokens at least, each another than the one before, the first not repeated at the end. Throws Error for a token or head that is not there.
LoopWalk loopWalk(const Snapshot& snapshot, std::size_t head, const std::vector<Index>& walk);

/// ‖V_ai V_ij V_ja − 1‖_F of one pair, as the anchor a sees it.
double curvatureSeenBy(const Snapshot& snapshot, std::size_t head, Index anchor, Index i, Index j);

/// The first block that links turn, of a head or, with −1, of all of them: exponentials of SO(3) turn one of three dimensions by their own angle and the larger ones by its
/// multiples. The whole head where links are not exponentials, or turn none of its blocks.
FrameBlock linkBlock(const Snapshot& snapshot, int head);

/// The largest angle of Ω_ij = U_i V_ij U_j⁻¹ in that block, by its polar form: radians, 0 … π.
double transportAngle(const Snapshot& snapshot, const FrameBlock& block, Index i, Index j);

/// The frustrated mode in the plane that holds most of it.
struct FlatMode {
    Matrixd axes;                         // d×2, orthonormal, in the common frame
    double share = 1;                     // of the mode's squared norm that lies in it
    std::vector<Eigen::Vector2d> arrows;  // N: the mode at each token
    std::vector<std::vector<Eigen::Vector2d>>
        frames;  // N of up to three: the axes of the token's frame, U_i⁻¹ e, each of unit norm in d dimensions
};
FlatMode flatMode(const Snapshot& snapshot, std::size_t head);

}  // namespace gauge
