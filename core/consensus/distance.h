// Consensus distance between tokens, from the energies attention already has (MATH.md §6).
#pragma once

#include "core/types.h"

namespace gauge {

/// D_ij = ½ Σ_h (E_ij + E_ji), N×N nats, zero diagonal. Reads H energies of N×N.
Matrixd consensusDistance(const std::vector<RowMatrixd>& energy);

/// The least θ at which i and j agree mutually: the largest of Σ_h E_ij and Σ_h E_ji, for beliefs and for priors. N×N nats.
Matrixd mutualDistance(const std::vector<RowMatrixd>& energy, const std::vector<RowMatrixd>& priorEnergy);

}  // namespace gauge
