// exp of square matrices without known structure: a Taylor polynomial by Paterson and Stockmeyer (SIAM J. Comput. 2, 1973),
// scaling and squaring.
#pragma once

#include "core/kernels/batch.h"

namespace gauge {

/// d×d → d×d. Not finite when it overflows.
Matrixd expm(const Matrixd& a);

/// The same for a batch of d×d matrices.
void expm(BatchMatrix a, Index d, BatchMatrix& u);

}  // namespace gauge
