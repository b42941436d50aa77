// Curvature as one token sees it.
#include "ui/painter/axes.h"
#include "ui/painter/text.h"
#include "ui/scene/matrix.h"
#include "ui/scene/words.h"
#include "ui/views/holonomy/pictures.h"

#include <algorithm>
#include <QFontMetricsF>

namespace gauge::ui::holonomy {
namespace {

constexpr double kMostCells = 128;  // a side drawn as rectangles; beyond, as an image

RowMatrixd mapOfAnchor(const Snapshot& s, std::size_t head, Index anchor)
{
    return anchorMap(s.connection, head, s.state->heads[head], s.tokens(), anchor);
}

void paintCells(QPainter& painter, const MapLayout& l, const Scene& scene, const RowMatrixd& values, double greatest)
{
    const Index n = values.rows();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    if (static_cast<double>(n) > (scene.style.paper ? kMostCells : 48)) {
        QImage image(static_cast<int>(n), static_cast<int>(n), QImage::Format_RGB32);
        for (Index i = 0; i < n; ++i)
            for (Index j = 0; j < n; ++j)
                image.setPixel(static_cast<int>(j), static_cast<int>(i), scene.style.shade(values(i, j) / greatest).rgb());
        painter.drawImage(l.matrix, image);
    } else {
        const double overlap = scene.style.paper ? 0.04 * l.cell : 0.0;  // no hairline seams on paper
        const double gap = !scene.style.paper && l.cell > 12 ? 1.0 : 0.0;
        for (Index i = 0; i < n; ++i)
            for (Index j = 0; j < n; ++j)
                painter.fillRect(
                    l.at(i, j).adjusted(0, 0, (j + 1 < n ? overlap : 0) - gap, (i + 1 < n ? overlap : 0) - gap),
                    scene.style.shade(values(i, j) / greatest));
    }
    painter.restore();
}

void paintBar(QPainter& painter, const MapLayout& l, const Style& style, double greatest)
{
    if (!style.colourBar)
        return;
    const double u = style.unit();
    const int steps = 64;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    const double h = l.bar.height() / steps;
    for (int k = 0; k < steps; ++k)
        painter.fillRect(QRectF(l.bar.left(), l.bar.bottom() - (k + 1) * h, l.bar.width(), k > 0 ? h * 1.15 : h),
                         style.shade((k + 0.5) / steps));
    painter.restore();
    painter.setFont(style.textFont(0.92));
    painter.setPen(style.quiet());
    const QFontMetricsF metrics(painter.font());
    double above = l.bar.bottom() + metrics.height();
    for (const double t : ticks(0, greatest, 4)) {
        const double y = l.bar.bottom() - t / greatest * l.bar.height();
        if (above - y < 0.9 * metrics.ascent())
            continue;
        above = y;
        painter.drawLine(QPointF(l.bar.right(), y), QPointF(l.bar.right() + 3 * u, y));
        painter.drawText(QPointF(l.bar.right() + 5 * u, y + metrics.ascent() / 2 - 1 * u), shortNumber(t));
    }
}

/// Names of the rows and above the columns; the anchor's stands out and is always there.
void paintNames(QPainter& painter, const MapLayout& l, const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    const double u = scene.style.unit();
    const Index anchor = anchorOf(scene);
    const auto shown = [&](Index i, int step) { return i == anchor || (i % step == 0 && std::abs(i - anchor) >= step); };
    Index rows = 0;
    Index columns = 0;
    for (Index i = 0; i < s.tokens() && scene.style.labels; ++i) {
        const bool strong = i == anchor || scene.selection.lights(static_cast<int>(i));
        painter.setFont(scene.style.textFont(1.0, strong));
        painter.setPen(strong ? scene.style.accent() : scene.style.text());
        const QFontMetricsF metrics(painter.font());
        const QRectF cell = l.at(i, i);
        if (shown(i, l.labelStep)) {
            ++rows;
            drawFitted(painter,
                       QRectF(l.rows.left() - l.labels - 4 * u, cell.center().y() - metrics.height() / 2, l.labels + 2 * u,
                              metrics.height()),
                       Qt::AlignRight | Qt::AlignVCenter, tokenName(s, i));
        }
        if (shown(i, l.slantStep)) {
            ++columns;
            drawSlanted(painter, QPointF(cell.center().x() + 3 * u, l.columns.top() - 2 * u), tokenName(s, i),
                        std::min(l.labels, (l.bar.right() + 40 * u - cell.center().x()) / 0.67), Slant::From);
        }
    }
    noteNames(painter, QCoreApplication::translate("views", "Holonomy, names of rows"), rows, s.tokens());
    noteNames(painter, QCoreApplication::translate("views", "Holonomy, names of columns"), columns, s.tokens());
}

/// The mark of the anchor on both margins, with the groove it moves in.
void paintAnchor(QPainter& painter, const MapLayout& l, const Scene& scene)
{
    const double u = scene.style.unit();
    const QPointF at = l.at(anchorOf(scene), anchorOf(scene)).center();
    if (!scene.style.paper) {
        painter.setPen(QPen(scene.style.hairline(), 2 * u, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(QPointF(l.rows.center().x(), l.rows.top()), QPointF(l.rows.center().x(), l.rows.bottom()));
        painter.drawLine(QPointF(l.columns.left(), l.columns.center().y()),
                         QPointF(l.columns.right(), l.columns.center().y()));
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(scene.style.accent());
    const double r = 4.5 * u;
    painter.drawPolygon(QPolygonF{QPointF(l.rows.right(), at.y()), QPointF(l.rows.right() - 2 * r, at.y() - r),
                                  QPointF(l.rows.right() - 2 * r, at.y() + r)});
    painter.drawPolygon(QPolygonF{QPointF(at.x(), l.columns.bottom()), QPointF(at.x() - r, l.columns.bottom() - 2 * r),
                                  QPointF(at.x() + r, l.columns.bottom() - 2 * r)});
}

void paintLit(QPainter& painter, const MapLayout& l, const Scene& scene)
{
    if (scene.style.paper)
        return;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(scene.style.accent(), 1.2 * scene.style.unit()));
    for (Index i = 0; i < scene.snapshot->tokens(); ++i) {
        if (!scene.selection.lights(static_cast<int>(i)))
            continue;
        painter.drawRect(QRectF(l.matrix.left(), l.at(i, 0).top(), l.matrix.width(), l.cell));
        painter.drawRect(QRectF(l.at(0, i).left(), l.matrix.top(), l.cell, l.matrix.height()));
    }
}

}  // namespace

double greatestOf(const Scene& scene)
{
    double greatest = 0;
    for (const Snapshot* s : {scene.snapshot.get(), scene.reference.get()}) {
        if (!s || s->connection.flat() || headOf(scene) >= s->state->heads.size())
            continue;
        const Index anchor = std::min<Index>(anchorOf(scene), s->tokens() - 1);
        greatest = std::max(greatest, mapOfAnchor(*s, headOf(scene), anchor).maxCoeff());
    }
    for (const Extent& extent : scene.reach)
        greatest = std::max(greatest, extent.greatest);
    return greatest > roundingOf(*scene.snapshot) ? greatest : 1;
}

void paintMap(QPainter& painter, const QRectF& area, const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    const MapLayout l = mapLayout(area, scene);
    const double greatest = greatestOf(scene);
    const RowMatrixd values = mapOfAnchor(s, headOf(scene), anchorOf(scene));
    paintCells(painter, l, scene, values, greatest);
    paintBar(painter, l, scene.style, greatest);
    paintNames(painter, l, scene);
    paintAnchor(painter, l, scene);
    paintLit(painter, l, scene);
    const QString what =
        values.maxCoeff() > roundingOf(s)
            ? words("‖V_ai V_ij V_ja − 1‖_F (Frobenius norm, no unit), a = %1 · row i, column j")
                  .arg(tokenName(s, anchorOf(scene)))
            : words("nothing above rounding: every triangle through %1 closes").arg(tokenName(s, anchorOf(scene)));
    paintCaption(painter, area, scene, withHint(scene.style, what, words(" · drag the mark")));
}

}  // namespace gauge::ui::holonomy
