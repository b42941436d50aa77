// Gauge frames U_i, kept as one block a head (MATH.md §1).
#pragma once

#include "core/algebra/exponential.h"
#include "core/types.h"

namespace gauge {

/// U_i and U_i⁻¹ for all tokens, per head: H stacks of N×d_h×d_h.
struct Frames {
    SharedList<Stack> u;
    SharedList<Stack> inverse;
    /// By head: first coordinates of the blocks that no frame mixes, and d_h at the end. Products skip what lies between.
    std::vector<std::vector<Index>> blocks;
    bool identity = false;  // every U_i is the identity

    Index tokens() const { return u.empty() ? 0 : u.front().size(); }
};

/// Φ_i = Σ_a phi(i,a) T_a restricted to one head: N×d_h×d_h.
Stack algebraElements(const RowMatrixd& phi, const Generators& generators, const Heads& heads, std::size_t head);

/// U_i = I for N tokens.
Frames identityFrames(Index n, const Heads& heads);

/// U_i = exp(Σ_a phi(i,a) T_a); phi N×G. Throws Error (token) when an exponential overflows or is numerically singular.
Frames framesFromPhi(const RowMatrixd& phi, const ExponentialPlan& plan);

/// Frames given as matrices, N×K×K. Throws Error for a singular frame (token, condition number) and for one that
/// mixes heads (token, heads).
Frames framesFromMatrices(const Stack& u, const Heads& heads);

/// Block-diagonal K×K matrix of token i.
Matrixd frameMatrix(const Frames& frames, Index i);

/// Transport from j's frame to i's: Ω_ij = U_i U_j⁻¹, K×K.
Matrixd transport(const Frames& frames, Index i, Index j);

/// What is drawn for token i: three orthonormal axes (columns) in the common frame and their stretch.
struct Triad {
    Eigen::Matrix3d axes = Eigen::Matrix3d::Identity();
    Eigen::Vector3d stretch = Eigen::Vector3d::Ones();
};

/// SO(3): exp of φ in the vector representation. Other groups: leading 3×3 corner of the polar rotation, with the polar
/// stretch along those axes. K = 1, 2 are padded with the identity.
std::vector<Triad> triads(const Frames& frames, const RowMatrixd& phi, const Generators& generators);

}  // namespace gauge
