// Entropies, agreement, heads, equivariance and frames as papers print them: curves of a snapshot that were asked for.
#include "ui/scene/words.h"
#include "ui/views/statistics/charts.h"
#include "ui/views/statistics/frame_map.h"
#include "ui/views/statistics/roles.h"
#include "ui/views/statistics/view.h"

#include <algorithm>

namespace gauge::ui::statistics {

void paint(QPainter& painter, const QRectF& area, const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    if (!s.curves) {
        paintRefusal(painter, area, scene, words("Computing…"));
        return;
    }
    if (optionsOf(scene).picture == Equivariance && s.curves->equivariance.empty()) {
        paintRefusal(painter, area, scene, words("No residual: ") + QString::fromStdString(s.curves->equivarianceRefused));
        return;
    }
    if (optionsOf(scene).picture == HeadRoles)
        paintRoles(painter, area, scene);
    else if (optionsOf(scene).picture == FrameMap)
        paintFrameMap(painter, area, scene);
    else
        paintCharts(painter, chartArea(area, scene), {chartOf(scene)}, scene.style);
}

void paintDifference(QPainter& painter, const QRectF& area, const Scene& scene)
{
    Scene other = scene;
    std::swap(other.snapshot, other.reference);
    if (!isChart(optionsOf(scene).picture) || optionsOf(scene).picture == Equivariance || !scene.snapshot->curves ||
        !scene.reference->curves) {
        paintRefusal(painter, area, scene,
                     isChart(optionsOf(scene).picture)
                         ? words("No difference: A was pinned without its statistics. Open this view, then pin again.")
                         : words("No difference of this picture: compare A and B side by side."));
        return;
    }
    Chart b = chartOf(scene);
    const Chart a = chartOf(other);
    b.level = 0;
    b.levelName.clear();
    b.place.reset();
    b.yLabel.prepend(words("Δ "));
    std::vector<ChartLine> lines;
    for (std::size_t k = 0; k < std::min(a.lines.size(), b.lines.size()); ++k) {
        ChartLine line{b.lines[k].name, {}, b.lines[k].dashed};
        for (const QPointF& p : b.lines[k].points)
            for (const QPointF& q : a.lines[k].points)
                if (p.x() == q.x())
                    line.points.emplace_back(p.x(), p.y() - q.y());
        if (!line.points.empty())
            lines.push_back(std::move(line));
    }
    b.lines = std::move(lines);
    if (b.lines.empty())
        paintRefusal(painter, area, scene, words("No difference: A and B have no common place on this axis."));
    else
        paintCharts(painter, chartArea(area, scene), {b}, scene.style);
}

QString refusal(const Scene& scene)
{
    return optionsOf(scene).picture == Agreement ? consensusRefusalOf(scene) : QString();
}

QRectF plot(const QRectF& area, const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    if (!s.curves || !refusal(scene).isEmpty() || optionsOf(scene).picture == HeadRoles)
        return {};
    if (optionsOf(scene).picture == FrameMap)
        return s.curves->frames.at.rows() > 0 ? scatterOf(area, scene).plot : QRectF();
    if (optionsOf(scene).picture == Equivariance && s.curves->equivariance.empty())
        return {};
    return chartPlot(chartArea(area, scene), chartOf(scene), scene.style);
}

}  // namespace gauge::ui::statistics
