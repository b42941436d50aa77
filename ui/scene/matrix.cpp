#include "ui/scene/matrix.h"

#include <algorithm>
#include <cmath>

namespace gauge::ui {

double roundingOf(const Snapshot& s)
{
    return s.request.attention.precision == Precision::Double ? 1e-12 : 1e-5;
}

std::pair<double, double> rangeOf(const Extent& extent, bool fromZero, double rounding)
{
    double least = extent.empty() ? 0 : extent.least;
    double greatest = extent.empty() ? 0 : extent.greatest;
    if (fromZero)
        least = std::min(least, 0.0);
    if (!(greatest - least > rounding * std::max({1.0, std::abs(least), std::abs(greatest)})))
        greatest = least + 1;
    return {least, greatest};
}

const MatrixExtents* extentsOfRun(const Snapshot& s, int quantity, int head)
{
    if (!s.extents)
        return nullptr;
    if (quantity == Quantity::Distance)
        return &s.extents->distance;
    const auto& heads = quantity == Quantity::Energy ? s.extents->energy
                        : quantity == LogAttention   ? s.extents->logAttention
                                                     : s.extents->attention;
    const auto last = static_cast<int>(heads.size()) - 1;
    return &heads[static_cast<std::size_t>(head >= 0 && head < last ? head : last)];
}

ShownMatrix shownMatrix(const Snapshot& s, int quantity, int head)
{
    const bool energy = quantity == Quantity::Energy;
    const auto& heads = energy ? s.energy : s.attention;
    const auto count = static_cast<int>(heads.size());
    ShownMatrix m;
    if (quantity == Quantity::Distance)
        m.values = s.distance();
    else if (head >= 0 && head < count)
        m.values = heads[static_cast<std::size_t>(head)];
    else
        m.values = energy ? RowMatrixd(headMean(heads) * count) : headMean(heads);
    m.symbol = quantity == Quantity::Distance ? QStringLiteral("D") : energy ? QStringLiteral("E") : QStringLiteral("β");
    m.unit = energy || quantity == Quantity::Distance ? QStringLiteral("nat") : QString();
    if (quantity == LogAttention) {
        m.symbol = QStringLiteral("ln β");
        m.values = m.values.array().log().matrix();  // −∞ where no attention goes
    }
    const MatrixExtents* run = extentsOfRun(s, quantity, head);
    std::tie(m.least, m.greatest) = rangeOf(run ? run->plain : extentOf(m.values), quantity != LogAttention, roundingOf(s));
    return m;
}

double shownEntry(const Snapshot& s, int quantity, int head, Index i, Index j)
{
    const bool energy = quantity == Quantity::Energy;
    const auto& heads = energy ? s.energy : s.attention;
    if (quantity == Quantity::Distance)
        return s.distance()(i, j);
    double value = 0;
    if (head >= 0 && head < static_cast<int>(heads.size()))
        value = heads[static_cast<std::size_t>(head)](i, j);
    else
        for (const RowMatrixd& one : heads)
            value += one(i, j) / (energy ? 1.0 : static_cast<double>(heads.size()));
    return quantity == LogAttention ? std::log(value) : value;
}

RowMatrixd pooled(const RowMatrixd& values, Index block, double instead)
{
    const Index n = values.rows();
    const Index cells = (n + block - 1) / block;
    RowMatrixd out = RowMatrixd::Zero(cells, cells);
    for (Index r = 0; r < n; ++r)
        for (Index c = 0; c < n; ++c)
            out(r / block, c / block) += std::isfinite(values(r, c)) ? values(r, c) : instead;
    const auto width = [&](Index k) { return static_cast<double>(std::min(block, n - k * block)); };
    for (Index r = 0; r < cells; ++r)
        for (Index c = 0; c < cells; ++c)
            out(r, c) /= width(r) * width(c);
    return out;
}

}  // namespace gauge::ui
