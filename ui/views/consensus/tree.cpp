#include "ui/painter/axes.h"
#include "ui/painter/text.h"
#include "ui/scene/words.h"
#include "ui/views/consensus/layout.h"
#include "ui/views/consensus/numbers.h"
#include "ui/views/consensus/pictures.h"

#include <algorithm>
#include <cmath>
#include <QFontMetricsF>

namespace gauge::ui::consensus {
namespace {

void paintJoins(QPainter& painter, const Layout& l, const TreeShape& tree, const Scene& scene)
{
    const double u = scene.style.unit();
    for (std::size_t t = 0; t < tree.joins(); ++t) {
        const TreeShape::Join j = tree.join(t);
        painter.setPen(
            QPen(j.colour < -1 ? scene.style.quiet() : scene.style.cluster(j.colour), (j.together ? 1.8 : 1.0) * u));
        const double y = yOf(l, tree, j.height);
        painter.drawLine(QPointF(j.a, yOf(l, tree, j.heightA)), QPointF(j.a, y));
        painter.drawLine(QPointF(j.b, yOf(l, tree, j.heightB)), QPointF(j.b, y));
        painter.drawLine(QPointF(j.a, y), QPointF(j.b, y));
    }
}

void paintLeaves(QPainter& painter, const Layout& l, const Scene& scene)
{
    if (!scene.style.labels)
        return;
    const Snapshot& s = *scene.snapshot;
    const double u = scene.style.unit();
    const QFontMetricsF metrics(scene.style.textFont());
    const double edge =
        scene.visible.isNull() ? l.plot.left() - 40 * u : scene.visible.left() + 4 * u;  // names reach no further
    const int step = std::max(1, static_cast<int>(std::ceil(metrics.height() * 1.2 / l.step)));
    noteNames(painter, QCoreApplication::translate("views", "Consensus, names of leaves"), (s.tokens() + step - 1) / step,
              s.tokens());
    for (std::size_t k = 0; k < s.leaves.size(); ++k) {
        const auto token = static_cast<int>(s.leaves[k]);
        const bool lit = scene.selection.lights(token);
        const double x = l.plot.left() + (static_cast<double>(k) + 0.5) * l.step;
        if (lit && static_cast<int>(k) % step != 0) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(scene.style.accent());
            painter.drawEllipse(QPointF(x, l.plot.bottom() + 4 * u), 2 * u, 2 * u);
        }
        if (static_cast<int>(k) % step != 0)
            continue;
        painter.setFont(scene.style.textFont(1.0, lit));
        painter.setPen(lit ? scene.style.accent() : scene.style.text());
        drawSlanted(painter, QPointF(x + 3 * u, l.plot.bottom() + 11 * u), tokenName(s, token),
                    std::min(l.labelWidth + 4, (x - edge - 7 * u) / 0.67), Slant::To);
    }
}

/// A group's name where a person gave one, in the middle over its leaves.
void paintNames(QPainter& painter, const Layout& l, const TreeShape& tree, const Scene& scene)
{
    if (!scene.names)
        return;
    for (std::size_t t = 0; t < tree.joins(); ++t) {
        const std::vector<int> members = tree.tokens(t);
        const auto name = scene.names->find(std::vector<Index>(members.begin(), members.end()));
        if (name == scene.names->end() || !tree.join(t).together)
            continue;
        painter.setFont(scene.style.textFont(0.92, true));
        painter.setPen(scene.style.text());
        const QFontMetricsF metrics(painter.font());
        const double y = yOf(l, tree, tree.join(t).height);
        const double half = metrics.horizontalAdvance(name->second) / 2 + 2;
        painter.drawText(QRectF(tree.position(t) - half, y - metrics.height() - 1, 2 * half, metrics.height()),
                         Qt::AlignHCenter, name->second);
    }
}

}  // namespace

void paintTree(QPainter& painter, const QRectF& area, const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    const double u = scene.style.unit();
    const Layout l = layoutOf(area, scene);
    const TreeShape tree = treeOf(l, scene);
    const double left = std::max(l.plot.left(), scene.frame(area).left() + 46 * u);
    painter.setFont(scene.style.textFont(0.92));
    const QFontMetricsF metrics(painter.font());
    paintJoins(painter, l, tree, scene);
    paintLeaves(painter, l, scene);
    if (left > l.plot.left())  // zoomed: the axis stays in sight
        painter.fillRect(QRectF(left - 46 * u, l.plot.top() - 4, 46 * u, l.plot.height() + 8), scene.style.panel());
    painter.setPen(QPen(scene.style.hairline(), 0.75 * u));
    painter.drawLine(QPointF(left, l.plot.bottom()), l.plot.bottomRight());
    painter.drawLine(QPointF(left, l.plot.top()), QPointF(left, l.plot.bottom()));
    painter.setFont(scene.style.textFont(0.92));
    double last = 1e9;
    for (const double t : ticks(0, tree.top(), 6)) {
        const double y = yOf(l, tree, t);
        if (last - y < metrics.height() || y < l.plot.top() + metrics.height())
            continue;
        last = y;
        painter.setPen(scene.style.quiet());
        painter.drawLine(QPointF(left - 3 * u, y), QPointF(left, y));
        painter.drawText(QRectF(left - 42 * u, y - metrics.height() / 2, 37 * u, metrics.height()),
                         Qt::AlignRight | Qt::AlignVCenter, shortNumber(t));
    }
    painter.drawText(QRectF(left - 44 * u, l.plot.top() - metrics.height() * 0.9, 140 * u, metrics.height()), Qt::AlignLeft,
                     words("D (nat, √ scale)"));
    paintCaption(painter, area, scene, shortNumbers(s).join(QStringLiteral(" · ")));
    paintNames(painter, l, tree, scene);
    const double y = yOf(l, tree, s.levels->front().threshold);
    painter.setPen(QPen(scene.style.accent(), 1.5 * u, Qt::DashLine));
    painter.drawLine(QPointF(left, y), QPointF(l.plot.right(), y));
    painter.setFont(scene.style.textFont(0.92, true));
    const QString label = QStringLiteral("θ = %1 nat").arg(shortNumber(s.levels->front().threshold));
    const double width = QFontMetricsF(painter.font()).horizontalAdvance(label) + 6 * u;
    const double over = y - metrics.height() - 2 * u < l.plot.top() ? y + 2 * u : y - metrics.height() - 2 * u;
    const QRectF box(left + 4 * u, over, width, metrics.height());
    painter.fillRect(box, scene.style.panel());
    painter.setPen(scene.style.accent());
    painter.drawText(box, Qt::AlignCenter, label);
}

}  // namespace gauge::ui::consensus
