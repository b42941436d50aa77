// Beliefs and frames as arrays of a file, always f8 (FORMATS.md).
#pragma once

#include "core/gaussian/beliefs.h"
#include "core/io/npy.h"

namespace gauge {

/// N×K, all heads side by side.
NpyArray meansArray(const std::vector<GaussianBlock>& heads);

/// N×K×K, a block a head.
NpyArray covariancesArray(const std::vector<GaussianBlock>& heads);

/// N×K×K.
NpyArray framesArray(const Frames& frames);

}  // namespace gauge
