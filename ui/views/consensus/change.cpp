#include "ui/painter/text.h"
#include "ui/scene/words.h"
#include "ui/views/consensus/pictures.h"
#include "ui/views/consensus/view.h"

#include <algorithm>
#include <cmath>
#include <QFontMetricsF>
#include <QPainterPath>

namespace gauge::ui::consensus {

/// Whose group changed: every token with its group's colour before and after, joined where the members moved.
void paintDifference(QPainter& painter, const QRectF& area, const Scene& scene)
{
    const double u = scene.style.unit();
    const QRectF frame = scene.frame(area).adjusted(16 * u, 30 * u, -16 * u, -12 * u);
    const auto n = static_cast<double>(scene.snapshot->tokens());
    const QFontMetricsF metrics(scene.style.textFont());
    const double width = std::min(80 * u, 0.3 * frame.width());
    const auto place = [&](const Snapshot& s, Index token) {
        const auto at = std::find(s.leaves.begin(), s.leaves.end(), token) - s.leaves.begin();
        return frame.top() + (static_cast<double>(at) + 0.5) * frame.height() / n;
    };
    const Snapshot& a = *scene.reference;
    const Snapshot& b = *scene.snapshot;
    const int step = std::max(1, static_cast<int>(std::ceil(metrics.height() * n / frame.height())));
    Index moved = 0;
    for (Index i = 0; i < b.tokens(); ++i) {
        const auto companions = [&](const Snapshot& s) {
            return s.clusters().members[static_cast<std::size_t>(s.clusters().label[static_cast<std::size_t>(i)])];
        };
        const bool same = companions(a) == companions(b);
        moved += same ? 0 : 1;
        const bool lit = scene.selection.lights(static_cast<int>(i));
        const QPointF from(frame.left() + width, place(a, i));
        const QPointF to(frame.right() - width, place(b, i));
        QPainterPath path(from);
        path.cubicTo(QPointF(frame.center().x(), from.y()), QPointF(frame.center().x(), to.y()), to);
        QColor colour = lit ? scene.style.accent() : same ? scene.style.hairline() : tokenColour(b, scene.style, i);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(colour, (same ? 0.8 : 1.6) * u));
        painter.drawPath(path);
        const auto end = [&](const Snapshot& s, const QPointF& p, bool left) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(tokenColour(s, scene.style, i));
            painter.drawEllipse(p, 2.5 * u, 2.5 * u);
            const auto at = std::find(s.leaves.begin(), s.leaves.end(), i) - s.leaves.begin();
            if (at % step != 0)
                return;
            painter.setFont(scene.style.textFont(1.0, lit));
            painter.setPen(lit ? scene.style.accent() : scene.style.text());
            const QRectF box(left ? p.x() - width : p.x() + 6 * u, p.y() - metrics.height() / 2, width - 6 * u,
                             metrics.height());
            drawFitted(painter, box, (left ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter, tokenName(s, i));
        };
        end(a, from, true);
        end(b, to, false);
    }
    paintCaption(painter, area, scene, words("%1 of %2 tokens have other companions in B").arg(moved).arg(b.tokens()));
}

}  // namespace gauge::ui::consensus
