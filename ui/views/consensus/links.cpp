#include "ui/painter/axes.h"
#include "ui/painter/text.h"
#include "ui/scene/words.h"
#include "ui/views/consensus/layout.h"
#include "ui/views/consensus/pictures.h"

#include <algorithm>
#include <cmath>
#include <QFontMetricsF>

namespace gauge::ui::consensus {

void paintLinks(QPainter& painter, const QRectF& area, const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    const double u = scene.style.unit();
    const double theta = s.levels->front().threshold;
    Index links = 0;
    for (std::size_t a = 0; a < s.leaves.size(); ++a) {
        for (std::size_t b = a + 1; b < s.leaves.size(); ++b) {
            const Index i = s.leaves[a];
            const Index j = s.leaves[b];
            if (!(s.distance()(i, j) < theta))
                continue;
            ++links;
            const bool together =
                s.clusters().label[static_cast<std::size_t>(i)] == s.clusters().label[static_cast<std::size_t>(j)];
            QColor colour = together ? tokenColour(s, scene.style, i) : scene.style.quiet();
            const double near = 1 - s.distance()(i, j) / theta;
            colour.setAlphaF(static_cast<float>(0.3 + 0.7 * near));
            painter.setPen(QPen(colour, (0.7 + 1.6 * near) * u, together ? Qt::SolidLine : Qt::DashLine));
            painter.drawLine(onCircle(area, scene, a), onCircle(area, scene, b));
        }
    }
    const QFontMetricsF metrics(scene.style.textFont());
    const double apart = s.leaves.size() > 1 ? std::hypot((onCircle(area, scene, 0) - onCircle(area, scene, 1)).x(),
                                                          (onCircle(area, scene, 0) - onCircle(area, scene, 1)).y())
                                             : 100;
    const int step = std::max(1, static_cast<int>(std::ceil(metrics.height() / std::max(0.1, apart))));
    std::vector<QRectF> taken;
    for (std::size_t k = 0; k < s.leaves.size(); ++k) {
        const Index i = s.leaves[k];
        const QPointF p = onCircle(area, scene, k);
        const bool lit = scene.selection.lights(static_cast<int>(i));
        const double dot = std::clamp(apart * 0.3, 1.2 * u, 4 * u);
        setDot(painter, s, scene.style, i, tokenColour(s, scene.style, i));
        if (lit)
            painter.setPen(QPen(scene.style.accent(), 2 * u));
        painter.drawEllipse(p, dot, dot);
        if (static_cast<int>(k) % step != 0)
            continue;
        painter.setFont(scene.style.textFont(1.0, lit));
        painter.setPen(lit ? scene.style.accent() : scene.style.text());
        const double out = p.x() - area.center().x();
        const double width = 66 * u;
        const double x = out > 2 ? p.x() + 7 * u : out < -2 ? p.x() - 7 * u - width : p.x() - width / 2;
        const double lift = std::abs(out) > 2 ? 0 : (p.y() < area.center().y() ? -1 : 1) * (metrics.height() / 2 + 4 * u);
        const QRectF box(x, p.y() - metrics.height() / 2 + lift, width, metrics.height());
        if (std::any_of(taken.begin(), taken.end(), [&](const QRectF& t) { return t.intersects(box); }))
            continue;
        taken.push_back(box);
        drawFitted(painter, box,
                   (out > 2    ? Qt::AlignLeft
                    : out < -2 ? Qt::AlignRight
                               : Qt::AlignHCenter) |
                       Qt::AlignVCenter,
                   tokenName(s, i));
    }
    noteNames(painter, QCoreApplication::translate("views", "Consensus, names of tokens"), std::ssize(taken), s.tokens());
    paintCaption(painter, area, scene,
                 words("%1 pairs closer than θ = %2 nat · dashed: not in one group").arg(links).arg(shortNumber(theta)));
}

}  // namespace gauge::ui::consensus
