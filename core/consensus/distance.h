// Consensus distance between tokens, from the energies attention already has (MATH.md §6).
#pragma once

#include "core/types.h"

namespace gauge {

/// D_ij = ½ Σ_h (E_ij + E_ji), N×N nats, zero diagonal. Reads H energies of N×N.
Matrixd consensusDistance(const std::vector<RowMatrixd>& energy);

}  // namespace gauge
