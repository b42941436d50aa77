// How the generators of a state are best exponentiated: what they are made of, block by block (MATH.md §1).
#pragma once

#include "core/algebra/generators.h"

namespace gauge {

/// A block of coordinates that the generators do not mix with others, and how its exponential is found:
///   Identity    no generator acts: U = I
///   Plane       2×2 skew: cosine and sine
///   Rotation    3×3 skew: Rodrigues' formula
///   Spin        a representation of so(3) with T_3 in its pairs of harmonics: U = Z(α) Y(β) Z(γ) with Euler angles from the
///               quaternion, Y(β) = J Z(β) Jᵀ; one d×d product a token
///   General     Taylor polynomial by Paterson and Stockmeyer (SIAM J. Comput. 2, 1973), scaling and squaring
struct ExponentialBlock {
    enum class Kind { Identity, Plane, Rotation, Spin, General };
    /// One entry of a generator: Φ(row, column) += value · phi(generator).
    struct Entry {
        Index row, column, generator;
        double value;
    };
    /// Harmonics p, q that T_3 turns into each other: exp(a T_3) is the rotation by frequency·a in that plane.
    struct Pair {
        Index p, q;
        int frequency;
    };

    Index at = 0;  // first coordinate within the head
    Index dim = 0;
    Kind kind = Kind::General;
    bool skew = false;  // U⁻¹ = Uᵀ
    std::vector<Entry> entries;
    Index spin[3] = {0, 0, 0};  // Spin: the generators that are T_1, T_2, T_3
    std::vector<Pair> pairs;    // Spin
    RowMatrixd quarterTurn;     // Spin: J = exp(−π/2 T_1), which carries the z axis to the y axis
};

/// What the generators are made of, found once for a state.
struct ExponentialPlan {
    Heads heads;
    std::vector<std::vector<ExponentialBlock>> blocks;  // by head; they tile the head

    /// First coordinates of the blocks of a head and d_h at the end.
    std::vector<Index> offsets(std::size_t head) const;
};

/// Generators must be block diagonal over the heads.
ExponentialPlan planExponential(const Generators& generators, const Heads& heads);

}  // namespace gauge
