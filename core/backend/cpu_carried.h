// Messages along a constant link a head, on the host whoever averaged them (MATH.md §9).
#pragma once

#include "core/connection/connection.h"
#include "core/gaussian/beliefs.h"

namespace gauge {

/// The symmetric part of a covariance or precision, or of diagonal ones their diagonal.
Matrixd inFamily(const Matrixd& m, bool diagonal);

/// Averages of what was sent become what is heard: W·N(m, C), and W⁻ᵀ P W⁻¹, W⁻ᵀ h (their diagonals for diagonal covariances). Nothing without links; either
/// list may be empty.
void carryHeard(const std::vector<HeadLink>& links, bool diagonal, std::vector<GaussianBlock>& messages,
                std::vector<NaturalBlock>& naturals);

}  // namespace gauge
