#include "ui/views/free_energy/margins.h"

#include "ui/painter/axes.h"
#include "ui/painter/text.h"
#include "ui/scene/words.h"

#include <algorithm>
#include <array>
#include <QFontMetricsF>

namespace gauge::ui::free_energy {

void paintGrid(QPainter& painter, const Plot& p, const QRectF& area, const Scene& scene)
{
    const double left = std::max(p.area.left(), scene.frame(area).left());
    painter.setPen(QPen(scene.style.field(), 1 * scene.style.unit()));
    for (const double value : marksOf(p, scene.style.unit()))
        painter.drawLine(QPointF(left, p.y(value)), QPointF(p.area.right(), p.y(value)));
}

void paintAxes(QPainter& painter, const Plot& p, const QRectF& area, const Scene& scene, const QString& unit)
{
    const double u = scene.style.unit();
    painter.setFont(scene.style.textFont(0.92));
    const QFontMetricsF metrics(painter.font());
    const QRectF frame = scene.frame(area);
    const double left = std::max(p.area.left(), frame.left() + 52 * u);
    if (left > p.area.left())
        painter.fillRect(QRectF(frame.left(), area.top(), 52 * u, area.height()), scene.style.panel());
    painter.setPen(scene.style.quiet());
    for (const double value : marksOf(p, u))
        if (p.y(value) > p.area.top() + metrics.height() / 2)  // below the unit
            painter.drawText(QRectF(left - 50 * u, p.y(value) - metrics.height() / 2, 45 * u, metrics.height()),
                             Qt::AlignRight | Qt::AlignVCenter, shortNumber(value));
    painter.setPen(scene.style.quiet());
    const int every = std::max(1, static_cast<int>(std::ceil(28 * u * p.layers / p.area.width())));
    for (int layer = 0; layer <= static_cast<int>(p.layers); layer += every)
        painter.drawText(QRectF(p.x(layer) - 20 * u, p.area.bottom() + 3 * u, 40 * u, metrics.height()), Qt::AlignHCenter,
                         QString::number(layer));
    painter.drawText(
        QRectF(left, p.area.bottom() + 3 * u + metrics.height(), frame.right() - left - 16 * u, metrics.height()),
        Qt::AlignHCenter, layerWord(*scene.snapshot));
    drawFitted(
        painter,
        QRectF(left - 46 * u, p.area.top() - metrics.height() - 3 * u, p.area.right() - left + 46 * u, metrics.height()),
        Qt::AlignLeft, unit);
    for (const int layer : scene.snapshot->changes) {
        painter.setPen(QPen(scene.style.quiet(), 1 * u, Qt::DotLine));
        painter.drawLine(QPointF(p.x(layer), p.area.top()), QPointF(p.x(layer), p.area.bottom()));
    }
    painter.setPen(QPen(scene.style.hairline(), 0.75 * u));
    painter.drawLine(QPointF(left, p.area.top()), QPointF(left, p.area.bottom()));
    painter.drawLine(QPointF(left, p.area.bottom()), p.area.bottomRight());
}

void paintLegend(QPainter& painter, const QRectF& area, const std::vector<Line>& lines, const Scene& scene)
{
    const double u = scene.style.unit();
    painter.setFont(scene.style.textFont(0.92));
    const QFontMetricsF metrics(painter.font());
    const QRectF frame = scene.frame(area);
    const std::vector<QPointF> places = legendPlaces(frame.width() - 24 * u, lines, scene);
    const double last = places.back().y();
    for (std::size_t k = 0; k < lines.size(); ++k) {
        const double x = frame.left() + 12 * u + places[k].x();
        const double y = area.bottom() - 12 * u - (last - places[k].y());
        const bool filled = optionsOf(scene).stacked && lines[k].colour >= 0;
        if (filled)
            painter.fillRect(QRectF(x, y - 8 * u, 14 * u, 8 * u), colourOf(lines[k], scene));
        painter.setPen(QPen(colourOf(lines[k], scene), 1.8 * u, filled ? Qt::SolidLine : dashOf(lines[k])));
        if (!filled)
            painter.drawLine(QPointF(x, y - 4 * u), QPointF(x + 18 * u, y - 4 * u));
        painter.setPen(scene.style.text());
        drawFitted(painter, QRectF(x + 22 * u, y - metrics.ascent(), frame.right() - x - 22 * u, metrics.height()),
                   Qt::AlignLeft, lines[k].name);
    }
}

void paintNow(QPainter& painter, const Plot& p, const Scene& scene)
{
    const double at = scene.moment >= 0 ? scene.moment : scene.snapshot->layer;
    painter.setPen(QPen(scene.style.accent(), 1.2 * scene.style.unit()));
    painter.drawLine(QPointF(p.x(at), p.area.top()), QPointF(p.x(at), p.area.bottom()));
}

QColor colourOf(const Line& line, const Scene& scene)
{
    return line.colour < 0 ? scene.style.text() : scene.style.cluster(line.colour);
}

Qt::PenStyle dashOf(const Line& line)
{
    constexpr std::array<Qt::PenStyle, 5> dashes{Qt::DashLine, Qt::DashDotLine, Qt::DotLine, Qt::DashDotDotLine,
                                                 Qt::DashLine};
    return line.colour < 0 ? Qt::SolidLine : dashes[static_cast<std::size_t>(line.colour)];
}

}  // namespace gauge::ui::free_energy
