#include "ui/matrix.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace gauge::ui {

std::pair<double, double> rangeOf(const RowMatrixd& values, bool fromZero)
{
    double least = std::numeric_limits<double>::infinity();
    double greatest = -least;
    for (const double v : values.reshaped<Eigen::RowMajor>()) {
        if (!std::isfinite(v))
            continue;
        least = std::min(least, v);
        greatest = std::max(greatest, v);
    }
    if (fromZero || !std::isfinite(least))
        least = 0;
    if (!(greatest > least))
        greatest = least + 1;
    return {least, greatest};
}

ShownMatrix shownMatrix(const Snapshot& s, const ViewOptions& options)
{
    const bool energy = options.quantity == Quantity::Energy;
    const auto& heads = energy ? s.energy : s.attention;
    const auto count = static_cast<int>(heads.size());
    ShownMatrix m;
    if (options.quantity == Quantity::Distance)
        m.values = s.distance();
    else if (options.head >= 0 && options.head < count)
        m.values = heads[static_cast<std::size_t>(options.head)];
    else
        m.values = energy ? RowMatrixd(headMean(heads) * count) : headMean(heads);
    m.symbol = options.quantity == Quantity::Distance ? QStringLiteral("D")
               : energy                               ? QStringLiteral("E")
                                                      : QStringLiteral("β");
    m.unit = energy || options.quantity == Quantity::Distance ? QStringLiteral("nat") : QString();
    if (options.quantity == LogAttention) {
        m.symbol = QStringLiteral("ln β");
        m.values = m.values.array().log().matrix();  // −∞ where no attention goes
    }
    std::tie(m.least, m.greatest) = rangeOf(m.values, options.quantity != LogAttention);
    return m;
}

ShownMatrix scaledMatrix(const Scene& scene)
{
    ShownMatrix m = shownMatrix(*scene.snapshot, scene.options);
    if (scene.options.perRow) {
        const bool logs = scene.options.quantity == LogAttention;
        for (Index i = 0; i < m.values.rows(); ++i) {
            const double most = m.values.row(i).maxCoeff<Eigen::PropagateNumbers>();
            if (logs)
                m.values.row(i).array() -= most;
            else if (most != 0)
                m.values.row(i) /= most;
        }
        m.symbol += QStringLiteral(" / row max");
        m.unit.clear();
        std::tie(m.least, m.greatest) = rangeOf(m.values, !logs);
    } else if (scene.reference && (scene.options.quantity != Distance || scene.reference->consensusRefused.empty())) {
        const ShownMatrix other = shownMatrix(*scene.reference, scene.options);
        m.least = std::min(m.least, other.least);
        m.greatest = std::max(m.greatest, other.greatest);
    }
    if (scene.options.lockRange) {
        m.least = scene.options.least;
        m.greatest = scene.options.greatest;
    }
    return m;
}

ShownMatrix differenceMatrix(const Scene& scene)
{
    const ShownMatrix b = shownMatrix(*scene.snapshot, scene.options);
    const ShownMatrix a = shownMatrix(*scene.reference, scene.options);
    ShownMatrix d{b.values - a.values, 0, 0, QStringLiteral("Δ") + b.symbol, b.unit};
    for (const double v : d.values.reshaped<Eigen::RowMajor>())
        if (std::isfinite(v))
            d.greatest = std::max(d.greatest, std::abs(v));
    if (d.greatest == 0)
        d.greatest = 1;
    d.least = -d.greatest;
    return d;
}

double shownEntry(const Snapshot& s, const ViewOptions& options, Index i, Index j)
{
    const bool energy = options.quantity == Quantity::Energy;
    const auto& heads = energy ? s.energy : s.attention;
    if (options.quantity == Quantity::Distance)
        return s.distance()(i, j);
    double value = 0;
    if (options.head >= 0 && options.head < static_cast<int>(heads.size()))
        value = heads[static_cast<std::size_t>(options.head)](i, j);
    else
        for (const RowMatrixd& head : heads)
            value += head(i, j) / (energy ? 1.0 : static_cast<double>(heads.size()));
    return options.quantity == LogAttention ? std::log(value) : value;
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
