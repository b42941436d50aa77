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
        m.values = byRow(std::move(m.values), logs);
        m.symbol += logs ? QStringLiteral(" − row max") : QStringLiteral(" / row max");
        m.unit.clear();
        const MatrixExtents* run = extentsOfRun(*scene.snapshot, optionsOf(scene).quantity, optionsOf(scene).head);
        std::tie(m.least, m.greatest) = rangeOf(run ? run->byRow : extentOf(m.values), !logs, roundingOf(*scene.snapshot));
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
    Extent reach = extentOf(d.values);
    if (scene.snapshot->extents) {  // no difference of any layer is beyond those of the extremes
        reach.take(b.greatest - a.least);
        reach.take(b.least - a.greatest);
    }
    if (!reach.empty())
        d.greatest = std::max(std::abs(reach.least), std::abs(reach.greatest));
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
