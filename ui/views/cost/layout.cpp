#include "ui/views/cost/layout.h"

#include <algorithm>
#include <QFontMetricsF>

namespace gauge::ui::cost {

Columns columnsOf(const QRectF& area, const Scene& scene, std::size_t rows)
{
    const double u = scene.style.unit();
    const QFontMetricsF metrics(scene.style.textFont(0.92));
    Columns c;
    const double head = 3 * metrics.lineSpacing() + 12 * u;
    const double foot = 3 * metrics.lineSpacing() + 10 * u;
    c.table = area.adjusted(12 * u, head, -12 * u, -foot);
    c.rowHeight = std::min(24 * u, c.table.height() / static_cast<double>(rows + 1));
    const double w = c.table.width();
    const bool wide = w > 460 * u;
    c.name = c.table.left();
    c.right = c.table.right();
    const double field = wide ? 62 * u : 0;
    c.error = c.right - 52 * u;
    c.memory = c.error - field;
    c.operations = c.memory - field;
    c.time = c.operations - 66 * u;
    c.bar = c.name + std::min(130 * u, 0.32 * w);
    return c;
}

}  // namespace gauge::ui::cost
