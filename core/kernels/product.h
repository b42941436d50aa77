// The one matrix product the program lives by: rows times panels, with the biases and the clamp in the same sweep.
#pragma once

#include "core/kernels/panels.h"

namespace gauge {

/// What happens to a sum of products before it is stored: max(least, factor · (sum + rowBias_i + columnBias_j)).
template <class S>
struct Epilogue {
    const S* rowBias = nullptr;     // null: 0; indexed as the rows of the call
    const S* columnBias = nullptr;  // null: 0; padded to whole panels, indexed by column of the panels
    S factor = S(1);
    S least = -std::numeric_limits<S>::infinity();
};

/// out(r, c) for r < rows and the columns of panels [firstPanel, lastPanel); out's column 0 is the first column of
/// firstPanel, its row stride at least (lastPanel − firstPanel)·kPanelWidth. left: rows×depth, row-major.
template <class S>
void multiplyRows(const S* left, Index leftStride, Index rows, const Panels<S>& right, Index firstPanel, Index lastPanel,
                  const Epilogue<S>& epilogue, S* out, Index outStride);

/// out (rows×width) += weights (rows×n) · values (n×width), width a multiple of kLanes<S>; all row-major. What messages are
/// made of.
template <class S>
void accumulateRows(const S* weights, Index weightStride, Index rows, Index n, const S* values, Index valueStride,
                    Index width, S* out, Index outStride);

}  // namespace gauge
