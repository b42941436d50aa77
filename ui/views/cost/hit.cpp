#include "ui/scene/words.h"
#include "ui/views/cost/layout.h"
#include "ui/views/cost/text.h"
#include "ui/views/cost/view.h"

#include <cmath>

namespace gauge::ui::cost {

Hit hit(const QRectF& area, const Scene& scene, const QPointF& at)
{
    Hit hit;
    if (!scene.cost.report || scene.cost.report->methods.empty())
        return hit;
    const CostReport& r = *scene.cost.report;
    const Columns c = columnsOf(area, scene);
    const auto k = static_cast<int>(std::floor((at.y() - c.table.top()) / c.rowHeight)) - 1;
    if (k < 0 || k >= static_cast<int>(c.rows))
        return hit;
    const MethodTime& m = r.methods[static_cast<std::size_t>(k)];
    hit.value = exactNumber(m.cold.median);
    hit.text = m.refused.empty() ? words("%1: cold %2 (%3 … %4), warm %5, error %6")
                                       .arg(nameOf(m), timeText(m.cold.median), timeText(m.cold.least),
                                            timeText(m.greatestCold), timeText(m.warm.median), errorText(m))
                                 : nameOf(m) + QStringLiteral(": ") + QString::fromStdString(m.refused);
    return hit;
}

}  // namespace gauge::ui::cost
