// The numbers of all pairs that views show: which, of which head, under which name.
#pragma once

#include "core/pipeline/snapshot.h"
#include "ui/scene/view_options.h"

#include <QString>

namespace gauge::ui {

enum Quantity { Attention, LogAttention, Energy, Distance };

/// N×N values of one head, or of all together, with the range of colours.
struct ShownMatrix {
    RowMatrixd values;
    double least = 0;
    double greatest = 1;
    QString symbol;
    QString unit;
};

/// The matrix of a quantity and a head (EveryHead counts as the mean, of energies as the sum); its own range, or while the run plays that
/// of all layers. NaN where no energy was taken; empty where there are no distances.
ShownMatrix shownMatrix(const Snapshot& snapshot, int quantity, int head);

/// One entry of it, without forming the others.
double shownEntry(const Snapshot& snapshot, int quantity, int head, Index i, Index j);

/// Numbers closer to one another than this share of their size (or of 1) differ by rounding alone: there is nothing to draw.
double roundingOf(const Snapshot& snapshot);

/// Range of the finite values; with `fromZero` it begins at 0 unless some are negative.
/// Values that differ by rounding alone have a range of 1.
std::pair<double, double> rangeOf(const Extent& extent, bool fromZero, double rounding);

/// What the layers of a playing run reach together in a quantity and a head; null at rest.
const MatrixExtents* extentsOfRun(const Snapshot& snapshot, int quantity, int head);

/// Means over square blocks of `block` tokens: ⌈N/block⌉ of them. Not-finite entries count as `instead`.
RowMatrixd pooled(const RowMatrixd& values, Index block, double instead);

}  // namespace gauge::ui
