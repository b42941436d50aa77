#include "ui/views/frames/triads.h"

#include "ui/painter/text.h"
#include "ui/scene/words.h"

#include <algorithm>
#include <array>
#include <QFontMetricsF>

namespace gauge::ui::frames {

void paintTriad(QPainter& painter, const QPointF& centre, double radius, const Triad& triad, const Scene& scene, bool ghost)
{
    const double u = scene.style.unit();
    std::array<int, 3> order{0, 1, 2};
    std::array<Eigen::Vector3d, 3> tip;
    for (int a = 0; a < 3; ++a)
        tip[static_cast<std::size_t>(a)] =
            seen(triad.axes.col(a) * std::min(1.6, triad.stretch(a)), optionsOf(scene)) * radius;
    std::sort(order.begin(), order.end(),
              [&](int a, int b) { return tip[static_cast<std::size_t>(a)].z() < tip[static_cast<std::size_t>(b)].z(); });
    painter.setBrush(Qt::NoBrush);
    if (!ghost) {
        painter.setPen(QPen(scene.style.hairline(), 0.75 * u));
        painter.drawEllipse(centre, radius, radius);
    }
    for (const int a : order) {
        const Eigen::Vector3d& t = tip[static_cast<std::size_t>(a)];
        const QPointF end = centre + QPointF(t.x(), -t.y());
        QColor colour = scene.style.axis(a);
        colour.setAlphaF(ghost ? 0.35F : 1.0F);
        painter.setPen(QPen(colour, (ghost ? 1.2 : 2) * u, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(centre, end);
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour);
        const double dot = (t.z() >= 0 ? 2.8 : 2.0) * u * std::min(1.0, radius / (14 * u));
        painter.drawEllipse(end, dot, dot);
    }
}

void paintTriads(QPainter& painter, const QRectF& area, const Scene& scene,
                 const std::function<void(const QPointF&, double, Index)>& paint)
{
    const Snapshot& s = *scene.snapshot;
    const double u = scene.style.unit();
    const Grid g = gridOf(area, scene);
    const QRectF frame = scene.frame(area);
    for (Index i = 0; i < s.tokens(); ++i) {
        const QRectF cell = cellOf(g, i);
        if (!cell.intersects(frame))
            continue;
        const bool lit = scene.selection.lights(static_cast<int>(i));
        const bool named = g.width >= 18 * u && g.height >= 26 * u;
        const QPointF centre(cell.center().x(), cell.top() + (cell.height() - (named ? 14 * u : 0)) / 2);
        if (lit && !scene.style.paper) {
            painter.setPen(QPen(scene.style.accent(), 1 * u));
            painter.setBrush(Qt::NoBrush);
            painter.drawRoundedRect(cell.adjusted(1, 1, -1, -1), 4 * u, 4 * u);
        }
        paint(centre, named ? g.radius : std::min(g.width, g.height) * 0.42, i);
        if (!named)
            continue;
        painter.setFont(scene.style.textFont(0.92, lit));
        const QFontMetricsF metrics(painter.font());
        painter.setPen(lit ? scene.style.accent() : scene.style.text());
        drawFitted(painter, QRectF(cell.left(), cell.bottom() - metrics.height() - 1 * u, cell.width(), metrics.height()),
                   Qt::AlignCenter, tokenName(s, i));
    }
}

void paintAxisLegend(QPainter& painter, const QRectF& area, const Scene& scene, const QString& caption)
{
    const double u = scene.style.unit();
    painter.setFont(scene.style.textFont(0.92));
    const QFontMetricsF metrics(painter.font());
    const QRectF frame = scene.frame(area);
    const double baseline = frame.bottom() - 7 * u;
    painter.fillRect(QRectF(frame.left(), baseline - metrics.ascent() - 2 * u, frame.width(),
                            frame.bottom() - baseline + metrics.height()),
                     scene.style.panel());
    const std::array<const char*, 3> names{"x", "y", "z"};
    double x = frame.left() + 12 * u;
    for (int a = 0; a < 3; ++a) {
        painter.setPen(QPen(scene.style.axis(a), 2 * u));
        painter.drawLine(QPointF(x, baseline - 4 * u), QPointF(x + 12 * u, baseline - 4 * u));
        painter.setPen(scene.style.quiet());
        painter.drawText(QPointF(x + 15 * u, baseline), QLatin1String(names[static_cast<std::size_t>(a)]));
        x += 30 * u;
    }
    const double room = frame.right() - x - 12 * u;
    drawFitted(painter, QRectF(x + 4 * u, baseline - metrics.ascent(), room, metrics.height()), Qt::AlignRight, caption);
}

QString groupCaption(const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    if (s.frames.identity)
        return s.input.state ? words("every frame is the identity: the file has none")
                             : withHint(scene.style, words("every frame is the identity"),
                                        words("; raise the position rate to turn them"));
    const std::optional<FrameBlock> block = chosenBlock(scene);
    return block ? words("%1, head %2, dimensions %3–%4")
                       .arg(QString::fromStdString(s.state->group))
                       .arg(block->head)
                       .arg(block->first)
                       .arg(block->first + block->size - 1)
                 : words("%1, axes in the common frame").arg(QString::fromStdString(s.state->group));
}

}  // namespace gauge::ui::frames
