// Consensus distance between tokens, from the energies attention already has (MATH.md §6).
#pragma once

#include "core/attention/sinks.h"
#include "core/types.h"

#include <functional>

namespace gauge {

/// D_ij = ½ Σ_h (E_ij + E_ji), N×N nats, zero diagonal. Reads H energies of N×N.
Matrixd consensusDistance(const std::vector<RowMatrixd>& energy);

/// D_ij in nats, looked up where it lies.
using DistanceOf = std::function<double(Index i, Index j)>;
DistanceOf distanceIn(const Matrixd& distance);

/// D_ij of pairs sorted by i then j (i < j); `otherwise` answers for the rest.
DistanceOf distanceAmong(const std::vector<Edge>& pairs, DistanceOf otherwise);

/// Pairs i < j with D_ij < theta, by i then j, straight from the energies: no N×N distances are formed.
std::vector<Edge> closePairs(const std::vector<RowMatrixd>& energy, double theta);

/// Agents of different numbers may not agree: their pairs are infinitely far apart, or left out. numbers: N; empty: all may.
Matrixd apartDistance(Matrixd distance, const std::vector<int>& numbers);
std::vector<Edge> apartPairs(std::vector<Edge> pairs, const std::vector<int>& numbers);

/// Numbers that differ where either of two does. An empty one differs nowhere.
std::vector<int> apartByEither(const std::vector<int>& a, const std::vector<int>& b);

/// The least θ at which i and j agree mutually: the largest of Σ_h E_ij and Σ_h E_ji, for beliefs and for priors. N×N nats.
Matrixd mutualDistance(const std::vector<RowMatrixd>& energy, const std::vector<RowMatrixd>& priorEnergy);

}  // namespace gauge
