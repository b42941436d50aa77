// The numbers of the cells, as they are coloured.
#pragma once

#include "ui/views/attention/options.h"

namespace gauge::ui::attention {

/// The matrix that the options ask for; its own range.
ShownMatrix matrixOf(const Snapshot& snapshot, const Options& options);

/// The same as it is coloured: by row where asked for, its range shared with the state compared with, or locked.
ShownMatrix scaledMatrix(const Scene& scene);

/// B − A of the shown matrices, its range symmetric about 0.
ShownMatrix differenceMatrix(const Scene& scene);

/// "E (nat)"
QString nameOf(const ShownMatrix& matrix);

}  // namespace gauge::ui::attention
