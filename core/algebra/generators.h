// Gauge algebras as lists of K×K generators T_a (MATH.md §1).
#pragma once

#include "core/types.h"

#include <string>
#include <vector>

namespace gauge {

using Generators = std::vector<Matrixd>;

/// One generator a plane, acting on coordinates (2p, 2p+1): G = planes, K = 2·planes.
Generators so2Planes(Index planes);

/// so(K): all K(K−1)/2 elementary rotations, entry (a,b) = −1, (b,a) = +1 for a < b.
Generators soGenerators(Index k);

/// gl(K): all K² elementary matrices e_a e_bᵀ.
Generators glGenerators(Index k);

/// so(3) acting by spin ℓ on R^(2ℓ+1), real orthogonal: three skew matrices with [T_1,T_2] = T_3 and cyclic.
/// Spin 1 is (T_a)_bc = −ε_abc. Higher spins use real harmonics ordered m = −ℓ…ℓ, T_3 the rotation about z.
Generators spinGenerators(int spin);

/// so(3) acting on the direct sum of the given spins: G = 3, K = Σ(2ℓ+1).
Generators so3Irreps(const std::vector<int>& spins);

/// Independent sum: each algebra acts on its own block of coordinates; G and K add up.
Generators blockSum(const std::vector<Generators>& parts);

/// True when every generator is skew, so that frames are rotations.
bool allSkew(const Generators& generators);

/// True for three generators with [T_1,T_2] = T_3 and cyclic: a representation of so(3).
bool isSo3(const Generators& generators);

/// A short name for people: "SO(3)", "SO(2)³", "SO(6)", "GL(4)", "4 generators".
std::string describeGroup(const Generators& generators);

/// Throws Error naming the generator and the pair of heads if a generator mixes heads.
void requireBlockDiagonal(const Generators& generators, const Heads& heads);

}  // namespace gauge
