// Where the parts of a map lie; the same for painting, pointing and dragging.
#pragma once

#include "ui/views/map/numbers.h"

#include <QRectF>

namespace gauge::ui::map {

/// Null rectangles: there is no such part.
struct Layout {
    QRectF cells;   // of two axes
    QRectF below;   // the cut along x; of one axis alone all there is
    QRectF beside;  // the cut along y
    QRectF title;   // name of the measure, colour bar
    QRectF bar;
    QRectF keys;           // what marks mean
    QRectF keysLine;       // the same in one line, where cuts leave no corner
    QRectF caption;        // a quiet line at the foot
    QRectF corner;         // how far it is filled
    double line = 0;       // height of small text
    bool slanted = false;  // words below the x axis

    const QRectF& plot() const { return cells.isNull() ? below : cells; }
    QRectF column(const Ruler& x, std::size_t i) const
    {
        const QRectF& p = plot();
        return {p.left() + x.edge[i] * p.width(), p.top(), (x.edge[i + 1] - x.edge[i]) * p.width(), p.height()};
    }
    QRectF cell(const View& view, std::size_t i, std::size_t j) const
    {
        const Ruler& y = view.y;
        const QRectF c = column(view.x, i);
        return {c.left(), cells.bottom() - y.edge[j + 1] * cells.height(), c.width(),
                (y.edge[j + 1] - y.edge[j]) * cells.height()};
    }
    QPointF at(double x, double y) const
    {
        return {plot().left() + x * plot().width(), plot().bottom() - y * plot().height()};
    }
};
Layout layoutOf(const QRectF& area, const Scene& scene, const View& view);

}  // namespace gauge::ui::map
