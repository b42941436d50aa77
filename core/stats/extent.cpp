#include "core/stats/extent.h"

#include <algorithm>
#include <cmath>

namespace gauge {

void Extent::take(double value)
{
    if (!std::isfinite(value))
        return;
    least = std::min(least, value);
    greatest = std::max(greatest, value);
}

void Extent::take(const Extent& other)
{
    least = std::min(least, other.least);
    greatest = std::max(greatest, other.greatest);
}

Extent extentOf(const RowMatrixd& values)
{
    Extent extent;
    for (const double v : values.reshaped<Eigen::RowMajor>())
        extent.take(v);
    return extent;
}

RowMatrixd byRow(RowMatrixd values, bool logarithms)
{
    for (Index i = 0; i < values.rows(); ++i) {
        if (logarithms)
            values.row(i).array() -= values.row(i).maxCoeff<Eigen::PropagateNumbers>();
        else if (const double most = values.row(i).cwiseAbs().maxCoeff<Eigen::PropagateNumbers>(); most > 0)
            values.row(i) /= most;
    }
    return values;
}

}  // namespace gauge
