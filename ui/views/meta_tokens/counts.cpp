#include "ui/painter/axes.h"
#include "ui/painter/text.h"
#include "ui/scene/words.h"
#include "ui/views/meta_tokens/groups.h"
#include "ui/views/meta_tokens/pictures.h"

#include <algorithm>
#include <QFontMetricsF>

namespace gauge::ui::meta_tokens {

void paintCounts(QPainter& painter, const QRectF& area, const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    const double u = scene.style.unit();
    painter.setFont(scene.style.textFont(0.92));
    const QFontMetricsF metrics(painter.font());
    const QRectF plot = area.adjusted(46 * u, 30 * u, -16 * u, -34 * u);
    Index most = s.tokens();
    for (int layer = 0; layer <= s.layers; ++layer)
        most = std::max(most, agentsAt(s, layer));
    const auto n = static_cast<double>(most);
    const double step = plot.width() / (s.layers + 1);
    painter.setPen(scene.style.quiet());
    for (const double t : ticks(0, n, 4)) {
        const double y = plot.bottom() - t / n * plot.height();
        painter.setPen(QPen(scene.style.field(), 1 * u));
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
        painter.setPen(scene.style.quiet());
        painter.drawText(QRectF(plot.left() - 44 * u, y - metrics.height() / 2, 40 * u, metrics.height()),
                         Qt::AlignRight | Qt::AlignVCenter, shortNumber(t));
    }
    const bool wide = step > metrics.horizontalAdvance(QStringLiteral("0,000,000 KL")) + 4;
    for (int layer = 0; layer <= s.layers; ++layer) {
        const Index agents = agentsAt(s, layer);
        const double x = plot.left() + layer * step;
        const double height = static_cast<double>(agents) / n * plot.height();
        painter.fillRect(QRectF(x + 0.15 * step, plot.bottom() - height, 0.7 * step, height),
                         layer == s.layer ? scene.style.accent() : scene.style.cluster(5));
        painter.setPen(scene.style.text());
        if (step > 18 * u)
            painter.drawText(QRectF(x, plot.bottom() - height - metrics.height(), step, metrics.height()), Qt::AlignHCenter,
                             wide ? words("%1 · %2 KL").arg(agents).arg(agents * agents) : QString::number(agents));
        painter.setPen(scene.style.quiet());
        if (step > 14 * u || layer % 5 == 0)
            painter.drawText(QRectF(x - 10, plot.bottom() + 3 * u, step + 20, metrics.height()), Qt::AlignHCenter,
                             QString::number(layer));
    }
    QString of = words("agents at each layer, if layers ran on them (condensed layers: off); divergences are their square");
    if (s.recording() != nullptr)
        of = words("agents of each record; divergences are their square");
    else if (!s.condensed.empty())
        of = words("agents at each layer, which the layers ran on; divergences are their square");
    const QRectF frame = scene.frame(area);
    drawFitted(painter, QRectF(frame.left() + 12 * u, frame.top() + 4 * u, frame.width() - 24 * u, metrics.height()),
               Qt::AlignLeft, of);
    painter.drawText(QRectF(frame.left(), plot.bottom() + 4 * u + metrics.height(), frame.width(), metrics.height()),
                     Qt::AlignHCenter, layerWord(s));
}

}  // namespace gauge::ui::meta_tokens
