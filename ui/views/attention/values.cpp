#include "ui/views/attention/values.h"

#include "ui/views/attention/layout.h"

namespace gauge::ui::attention {

ShownMatrix matrixOf(const Snapshot& snapshot, const Options& options)
{
    return shownMatrix(snapshot, options.quantity, options.head);
}

ShownMatrix scaledMatrix(const Scene& scene)
{
    ShownMatrix m = matrixOf(*scene.snapshot, optionsOf(scene));
    if (optionsOf(scene).perRow) {
        const bool logs = optionsOf(scene).quantity == LogAttention;
        for (Index i = 0; i < m.values.rows(); ++i) {
            if (logs)
                m.values.row(i).array() -= m.values.row(i).maxCoeff<Eigen::PropagateNumbers>();
            else if (const double most = m.values.row(i).cwiseAbs().maxCoeff<Eigen::PropagateNumbers>(); most > 0)
                m.values.row(i) /= most;
        }
        m.symbol += logs ? QStringLiteral(" − row max") : QStringLiteral(" / row max");
        m.unit.clear();
        std::tie(m.least, m.greatest) = rangeOf(m.values, !logs, roundingOf(*scene.snapshot));
    } else if (scene.reference && (optionsOf(scene).quantity != Distance || scene.reference->consensusRefused.empty())) {
        const ShownMatrix other = matrixOf(*scene.reference, optionsOf(scene));
        m.least = std::min(m.least, other.least);
        m.greatest = std::max(m.greatest, other.greatest);
    }
    if (optionsOf(scene).lockRange) {
        m.least = optionsOf(scene).least;
        m.greatest = optionsOf(scene).greatest;
    }
    return m;
}

ShownMatrix differenceMatrix(const Scene& scene)
{
    const ShownMatrix b = matrixOf(*scene.snapshot, optionsOf(scene));
    const ShownMatrix a = matrixOf(*scene.reference, optionsOf(scene));
    ShownMatrix d{b.values - a.values, 0, 0, QStringLiteral("Δ") + b.symbol, b.unit};
    for (const double v : d.values.reshaped<Eigen::RowMajor>())
        if (std::isfinite(v))
            d.greatest = std::max(d.greatest, std::abs(v));
    if (d.greatest == 0)
        d.greatest = 1;
    d.least = -d.greatest;
    return d;
}

QString nameOf(const ShownMatrix& m)
{
    return m.unit.isEmpty() ? m.symbol : m.symbol + QStringLiteral(" (") + m.unit + QStringLiteral(")");
}

}  // namespace gauge::ui::attention
