#include "ui/views/attention/cells.h"

#include <array>
#include <limits>

namespace gauge::ui::attention {
namespace {

constexpr double kMostCells = 128;  // a side drawn as rectangles; beyond, as an image

/// An image of whole pixels, every one the mean of what it covers.
void paintImage(QPainter& painter, const Layout& l, const RowMatrixd& values, double instead, const Shade& shade)
{
    const Index block = blockOf(l);
    const RowMatrixd cells = cellsOf(l, values, instead);
    QImage image(static_cast<int>(cells.cols()), static_cast<int>(cells.rows()), QImage::Format_RGB32);
    for (Index r = 0; r < cells.rows(); ++r) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(static_cast<int>(r)));
        for (Index c = 0; c < cells.cols(); ++c)
            line[c] = shade(cells(r, c)).rgb();
    }
    painter.save();
    painter.setClipRect(l.matrix, Qt::IntersectClip);
    const double size = l.cell * static_cast<double>(block * cells.rows());
    painter.drawImage(QRectF(l.rect(0, 0).topLeft(), QSizeF(size, size)), image);
    painter.restore();
}

void paintRectangles(QPainter& painter, const Layout& l, const Scene& scene, const RowMatrixd& values, const Shade& shade)
{
    painter.save();
    painter.setClipRect(l.matrix, Qt::IntersectClip);
    painter.setRenderHint(QPainter::Antialiasing, false);
    const double overlap = scene.style.paper ? 0.04 * l.cell : 0.0;  // no hairline seams on paper
    const double gap = !scene.style.paper && l.cell > 12 ? 1.0 : 0.0;
    for (Index r = l.firstRow(); r < l.endRow(); ++r) {
        for (Index c = l.firstColumn(); c < l.endColumn(); ++c) {
            QRectF rect = l.rect(r, c);
            rect.adjust(0, 0, (c + 1 < l.size() ? overlap : 0) - gap, (r + 1 < l.size() ? overlap : 0) - gap);
            painter.fillRect(rect, shade(values(l.token(r), l.token(c))));
        }
    }
    painter.restore();
}

}  // namespace

double cutOf(const Scene& scene)
{
    if (optionsOf(scene).quantity != Attention || optionsOf(scene).perRow || optionsOf(scene).threshold == 0)
        return -std::numeric_limits<double>::infinity();
    const std::array<double, 5> cuts{0, 1.0 / static_cast<double>(scene.snapshot->tokens()), 0.05, 0.1, 0.2};
    return cuts[static_cast<std::size_t>(std::clamp(optionsOf(scene).threshold, 0, 4))];
}

RowMatrixd cellsOf(const Layout& l, const RowMatrixd& values, double instead)
{
    const Index n = l.size();
    RowMatrixd ordered(n, n);
    for (Index r = 0; r < n; ++r)
        for (Index c = 0; c < n; ++c)
            ordered(r, c) = values(l.token(r), l.token(c));
    return blockOf(l) > 1 ? pooled(ordered, blockOf(l), instead) : ordered;
}

void paintCells(QPainter& painter, const Layout& l, const Scene& scene, const RowMatrixd& values, double instead,
                const Shade& shade)
{
    const auto shown = static_cast<double>(l.endRow() - l.firstRow());
    // On screen an image costs less than its many cells.
    if (shown > (scene.style.paper ? kMostCells : 48))
        paintImage(painter, l, values, instead, shade);
    else
        paintRectangles(painter, l, scene, values, shade);
}

void paintHatching(QPainter& painter, const Layout& l, const Scene& scene, const RowMatrixd& values)
{
    const Mask& mask = scene.snapshot->request.attention.mask;
    const bool gaps = optionsOf(scene).quantity == Energy && values.hasNaN();
    if (mask.everyPair() && !gaps)
        return;
    painter.save();
    painter.setClipRect(l.matrix, Qt::IntersectClip);
    painter.setPen(QPen(scene.style.quiet(), 0.75 * scene.style.unit()));
    const bool energy = optionsOf(scene).quantity == Energy || optionsOf(scene).quantity == Distance;
    for (Index r = l.firstRow(); r < l.endRow(); ++r) {
        for (Index c = l.firstColumn(); c < l.endColumn(); ++c) {
            const bool absent = gaps && std::isnan(values(l.token(r), l.token(c)));
            if (mask.allows(l.token(r), l.token(c)) && !absent)
                continue;
            if (!energy || absent)
                painter.fillRect(l.rect(r, c), scene.style.field());
            if (l.cell >= 3)
                painter.drawLine(l.rect(r, c).bottomLeft(), l.rect(r, c).topRight());
        }
    }
    painter.restore();
}

}  // namespace gauge::ui::attention
