// How far numbers reach: what a scale has to span.
#pragma once

#include "core/types.h"

#include <limits>

namespace gauge {

/// The least and the greatest of the finite numbers met; without any the least is +∞ and the greatest −∞.
struct Extent {
    double least = std::numeric_limits<double>::infinity();
    double greatest = -std::numeric_limits<double>::infinity();

    void take(double value);
    void take(const Extent& other);
    bool empty() const { return least > greatest; }
};

Extent extentOf(const RowMatrixd& values);

/// Every row as shares of its entry of largest magnitude; logarithms as differences from the largest.
RowMatrixd byRow(RowMatrixd values, bool logarithms);

}  // namespace gauge
