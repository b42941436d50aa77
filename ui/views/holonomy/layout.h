// Where the pictures of holonomy lie; the same for painting, pointing and dragging.
#pragma once

#include "ui/views/holonomy/options.h"

#include <QRectF>

namespace gauge::ui::holonomy {

/// The map of an anchor.
struct MapLayout {
    QRectF matrix;
    QRectF bar;
    QRectF rows;     // the margin along which the anchor's mark is dragged, left of the rows
    QRectF columns;  // and above the columns
    double cell = 1;
    double labels = 0;  // width of names
    int labelStep = 1;  // every so many rows, columns have room for a name
    int slantStep = 1;

    QRectF at(Index row, Index column) const
    {
        return {matrix.left() + static_cast<double>(column) * cell, matrix.top() + static_cast<double>(row) * cell, cell,
                cell};
    }
};
MapLayout mapLayout(const QRectF& area, const Scene& scene);

/// Cells of tokens, row by row.
struct Grid {
    QRectF area;
    int columns = 1;
    double width = 1, height = 1;
    double radius = 1;
    bool named = true;

    QRectF cell(Index i) const
    {
        return {area.left() + static_cast<double>(i % columns) * width,
                area.top() + static_cast<double>(i / columns) * height, width, height};
    }
    QPointF centre(Index i, double name) const
    {
        const QRectF c = cell(i);
        return {c.center().x(), c.top() + (c.height() - (named ? name : 0)) / 2};
    }
};
Grid gridOf(const QRectF& area, const Scene& scene);

/// A walk: the tokens to choose from on a circle, the beliefs, and the numbers.
struct WalkLayout {
    QRectF title;
    QRectF circle;
    QRectF plane;
    QRectF numbers;
    QPointF centre;
    double radius = 1;

    QPointF token(Index i, Index of) const;
};
WalkLayout walkLayout(const QRectF& area, const Scene& scene);

/// A line of quiet text at the foot of a picture.
double captionHeight(const Scene& scene);
void paintCaption(QPainter& painter, const QRectF& area, const Scene& scene, const QString& text);

}  // namespace gauge::ui::holonomy
