// The matrix of the attention view: which numbers, on which scale, under which name.
#pragma once

#include "ui/scene.h"

namespace gauge::ui {

/// N×N values of one head, or of all together, with the range of colours.
struct ShownMatrix {
    RowMatrixd values;
    double least = 0;
    double greatest = 1;
    QString symbol;
    QString unit;
};

/// The matrix of options.quantity and options.head (EveryHead counts as the mean); its own range. NaN where no energy was taken; empty
/// where there are no distances.
ShownMatrix shownMatrix(const Snapshot& snapshot, const ViewOptions& options);

/// The same as it is coloured: by row where asked for, its range shared with the state compared with, or locked.
ShownMatrix scaledMatrix(const Scene& scene);

/// B − A of the shown matrices, its range symmetric about 0.
ShownMatrix differenceMatrix(const Scene& scene);

/// One entry of it, without forming the others.
double shownEntry(const Snapshot& snapshot, const ViewOptions& options, Index i, Index j);

/// Range of the finite values, from 0 where the quantity cannot be negative.
std::pair<double, double> rangeOf(const RowMatrixd& values, bool fromZero);

/// Means over square blocks of `block` tokens: ⌈N/block⌉ of them. Not-finite entries count as `instead`.
RowMatrixd pooled(const RowMatrixd& values, Index block, double instead);

}  // namespace gauge::ui
