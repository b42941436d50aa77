// Around the cells: the measure's name and colours, and the numbers of both axes.
#include "ui/painter/axes.h"
#include "ui/painter/text.h"
#include "ui/scene/chart.h"
#include "ui/scene/words.h"
#include "ui/views/map/keys.h"
#include "ui/views/map/pictures.h"
#include "ui/views/map/rows.h"

#include <algorithm>
#include <cmath>
#include <QFontMetricsF>

namespace gauge::ui::map {
namespace {

void paintBar(QPainter& painter, const Picture& p, const Range& range)
{
    const QRectF& bar = p.layout.bar;
    const double u = p.scene.style.unit();
    constexpr int steps = 64;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    const double w = bar.width() / steps;
    for (int k = 0; k < steps; ++k)
        painter.fillRect(QRectF(bar.left() + k * w, bar.top(), k + 1 < steps ? 1.15 * w : w, bar.height()),
                         shadeOf(p.scene.style, p.view, range, range.low + (k + 0.5) / steps * (range.high - range.low)));
    painter.restore();
    painter.setFont(p.scene.style.textFont(0.92));
    const QFontMetricsF metrics(painter.font());
    double used = -1e9;
    const bool whole = counts(p.view.measure) && !p.view.spread;
    for (const double t : ticks(range.low, range.high, 5)) {
        if (whole && t != std::round(t))
            continue;
        const double x = bar.left() + range.share(t) * bar.width();
        const double half = metrics.horizontalAdvance(tickText(t)) / 2;
        painter.setPen(QPen(p.scene.style.quiet(), std::max(0.25, 0.7 * u)));
        painter.drawLine(QPointF(x, bar.bottom()), QPointF(x, bar.bottom() + 3 * u));
        if (x - half < used + 5 * u)
            continue;
        used = x + half;
        painter.setPen(p.scene.style.text());
        painter.drawText(QRectF(x - half - u, bar.bottom() + 3 * u, 2 * half + 2 * u, metrics.height()), Qt::AlignCenter,
                         tickText(t));
    }
}

/// How far the level is filled: a thin bar and a number, which no figure has.
void paintProgress(QPainter& painter, const Picture& p)
{
    if (!p.scene.map.running || p.scene.style.paper)
        return;
    const double u = p.scene.style.unit();
    const QRectF box = p.layout.corner;
    painter.setFont(p.scene.style.textFont(0.84));
    painter.setPen(p.scene.style.quiet());
    painter.drawText(box, Qt::AlignRight | Qt::AlignVCenter, words("%1 %").arg(100 * p.scene.map.fraction, 0, 'f', 0));
    const QRectF groove(box.left() - 8 * u, box.center().y() - 1.5 * u, 36 * u, 3 * u);
    painter.fillRect(groove, p.scene.style.hairline());
    painter.fillRect(QRectF(groove.topLeft(), QSizeF(groove.width() * p.scene.map.fraction, groove.height())),
                     p.scene.style.accent());
}

void paintXNames(QPainter& painter, const Picture& p, double bottom)
{
    const double u = p.scene.style.unit();
    painter.setFont(p.scene.style.textFont(0.92));
    const QFontMetricsF metrics(painter.font());
    const QRectF& plot = p.layout.plot();
    const auto count = static_cast<int>(std::clamp(plot.width() / (52 * u), 2.0, 8.0));
    double used = -1e9;
    painter.setPen(QPen(p.scene.style.quiet(), std::max(0.25, 0.5 * u)));
    for (const double share : minorMarksOf(p.view.x))
        painter.drawLine(QPointF(plot.left() + share * plot.width(), bottom),
                         QPointF(plot.left() + share * plot.width(), bottom + 1.8 * u));
    for (const auto& [share, text] : marksOf(p.view.x, count)) {
        const double x = plot.left() + share * plot.width();
        painter.setPen(QPen(p.scene.style.quiet(), std::max(0.25, 0.7 * u)));
        painter.drawLine(QPointF(x, bottom), QPointF(x, bottom + 3 * u));
        painter.setPen(p.scene.style.text());
        if (p.layout.slanted) {
            drawSlanted(painter, QPointF(x + 3 * u, bottom + 4 * u + 0.7 * metrics.ascent()), text, 100 * u, Slant::To);
            continue;
        }
        const double half = metrics.horizontalAdvance(text) / 2;
        if (x - half < used + 4 * u)
            continue;
        used = x + half;
        painter.drawText(QRectF(x - half - u, bottom + 4 * u, 2 * half + 2 * u, metrics.height()), Qt::AlignCenter, text);
    }
}

void paintYNames(QPainter& painter, const Picture& p)
{
    const double u = p.scene.style.unit();
    painter.setFont(p.scene.style.textFont(0.92));
    const QFontMetricsF metrics(painter.font());
    const QRectF& plot = p.layout.cells;
    const auto count = static_cast<int>(std::clamp(plot.height() / (34 * u), 2.0, 8.0));
    double used = 1e9;
    painter.setPen(QPen(p.scene.style.quiet(), std::max(0.25, 0.5 * u)));
    for (const double share : minorMarksOf(p.view.y))
        painter.drawLine(QPointF(plot.left() - 1.8 * u, plot.bottom() - share * plot.height()),
                         QPointF(plot.left(), plot.bottom() - share * plot.height()));
    for (const auto& [share, text] : marksOf(p.view.y, count)) {
        const double y = plot.bottom() - share * plot.height();
        painter.setPen(QPen(p.scene.style.quiet(), std::max(0.25, 0.7 * u)));
        painter.drawLine(QPointF(plot.left() - 3 * u, y), QPointF(plot.left(), y));
        if (y + 0.5 * metrics.height() > used)
            continue;
        used = y - 0.5 * metrics.height();
        painter.setPen(p.scene.style.text());
        const double left = p.layout.title.left() - 6 * u;
        drawFitted(painter,
                   QRectF(left - 0.3 * plot.width(), y - metrics.height() / 2, 0.3 * plot.width(), metrics.height()),
                   Qt::AlignRight | Qt::AlignVCenter, text);
    }
}

/// Rotated, at the left edge of what stands beside a plot.
void paintSideTitle(QPainter& painter, const Picture& p, const QRectF& plot, double left, const QString& text)
{
    const double height = QFontMetricsF(p.scene.style.textFont()).height();
    painter.save();
    painter.setFont(p.scene.style.textFont());
    painter.setPen(p.scene.style.text());
    painter.translate(left, plot.center().y());
    painter.rotate(-90);
    const double room = plot.height() + 20 * p.scene.style.unit();
    drawFitted(painter, QRectF(-room / 2, 0, room, height), Qt::AlignHCenter | Qt::AlignVCenter, text);
    painter.restore();
}

}  // namespace

void paintHead(QPainter& painter, const Picture& p, const Range& range)
{
    const Layout& l = p.layout;
    const double u = p.scene.style.unit();
    painter.setFont(p.scene.style.textFont(1.0, true));
    painter.setPen(p.scene.style.text());
    const double right = l.bar.isNull() ? l.corner.left() : l.bar.left();
    if (p.view.plane())
        drawFitted(painter, QRectF(l.title.left(), l.title.top(), right - l.title.left() - 8 * u, l.title.height()),
                   Qt::AlignLeft | Qt::AlignVCenter, titleOf(p.view));
    if (!l.bar.isNull())
        paintBar(painter, p, range);
    paintProgress(painter, p);
}

void paintAxes(QPainter& painter, const Picture& p)
{
    const Layout& l = p.layout;
    const double u = p.scene.style.unit();
    const double bottom = l.below.isNull() ? l.cells.bottom() : l.below.bottom();
    const double text = QFontMetricsF(p.scene.style.textFont()).height();
    const double foot = (l.keysLine.isNull() ? l.caption.top() : l.keysLine.top()) - 4 * u;
    paintXNames(painter, p, bottom);
    painter.setFont(p.scene.style.textFont());
    painter.setPen(p.scene.style.text());
    drawFitted(painter, QRectF(l.plot().left(), foot - text, l.plot().width(), text), Qt::AlignHCenter | Qt::AlignVCenter,
               rowTitle(*p.view.x.axis->row));
    const double left = l.caption.left();
    if (!p.view.plane()) {
        paintSideTitle(painter, p, l.below, left, titleOf(p.view));
        return;
    }
    paintYNames(painter, p);
    paintSideTitle(painter, p, l.cells, left, rowTitle(*p.view.y.axis->row));
    if (!l.below.isNull())
        paintSideTitle(painter, p, l.below, left, measureSymbol(p.view.measure));
}

}  // namespace gauge::ui::map
