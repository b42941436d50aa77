#include "ui/scene/words.h"
#include "ui/views/statistics/charts.h"
#include "ui/views/statistics/frame_map.h"
#include "ui/views/statistics/view.h"

#include <cmath>

namespace gauge::ui::statistics {

Hit hit(const QRectF& area, const Scene& scene, const QPointF& at)
{
    const Snapshot& s = *scene.snapshot;
    Hit hit;
    if (!s.curves)
        return hit;
    if (optionsOf(scene).picture == FrameMap && s.curves->frames.explained[0] > 0) {
        const Scatter p = scatterOf(area, scene);
        double nearest = 9 * scene.style.unit();
        for (Index i = 0; i < s.tokens(); ++i) {
            const QPointF d = p.at(s.curves->frames.at(i, 0), s.curves->frames.at(i, 1)) - at;
            if (std::hypot(d.x(), d.y()) >= nearest)
                continue;
            nearest = std::hypot(d.x(), d.y());
            hit.tokens = {static_cast<int>(i)};
            hit.text = words("frame of %1").arg(tokenName(s, i));
        }
    } else if (isChart(optionsOf(scene).picture) &&
               !(optionsOf(scene).picture == Equivariance && s.curves->equivariance.empty())) {
        const Chart chart = chartOf(scene);
        if (const auto found = nearestPoint(chartArea(area, scene), chart, scene.style, at)) {
            const ChartLine& line = chart.lines[found->line];
            const QPointF point = line.points[found->point];
            hit.value = exactNumber(point.y());
            hit.text =
                QStringLiteral("%1: %2 = %3, %4 = %5")
                    .arg(line.name, chart.xLabel, tickText(point.x()), chart.yLabel, QString::number(point.y(), 'g', 6));
        }
    }
    return hit;
}

}  // namespace gauge::ui::statistics
