// What a file says of links.
#pragma once

#include "core/types.h"

#include <vector>

namespace gauge {

/// Checked: of N tokens, finite, V_ii = 1, every matrix invertible and block diagonal over the heads. What a file has not is empty.
struct LinkArrays {
    RowMatrixd coordinates;        // N²×G: δ_ij in row i·N + j
    std::vector<Stack> matrices;   // H of N²×d×d: V_ij at i·N + j, as `link_frames` gave it
    std::vector<Matrixd> heads;    // H of d×d: W_h
    std::vector<Matrixd> weights;  // G of K×K: W^a
};

}  // namespace gauge
