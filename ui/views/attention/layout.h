// Where the matrix, its margins and its bar are; the same for painting and for pointing.
#pragma once

#include "ui/scene/tree_shape.h"
#include "ui/views/attention/options.h"

#include <algorithm>
#include <cmath>

namespace gauge::ui::attention {

struct Layout {
    QRectF matrix;
    QRectF bar;
    QRectF tree;  // empty without one
    double cell = 1;
    double row0 = 0;  // what is at the matrix's top left, in tokens
    double column0 = 0;
    double labelWidth = 0;
    double right = 0;   // how far slanted names may reach
    int labelStep = 1;  // every so many rows have room for a name
    int slantStep = 1;  // every so many columns
    double dot = 1;     // of the medium
    std::vector<Index> order;
    Index size() const { return static_cast<Index>(order.size()); }
    Index token(Index place) const { return order[static_cast<std::size_t>(place)]; }
    Index firstRow() const { return static_cast<Index>(row0); }
    Index firstColumn() const { return static_cast<Index>(column0); }
    Index endRow() const { return std::min<Index>(size(), static_cast<Index>(std::ceil(row0 + matrix.height() / cell))); }
    Index endColumn() const
    {
        return std::min<Index>(size(), static_cast<Index>(std::ceil(column0 + matrix.width() / cell)));
    }
    QRectF rect(Index row, Index column) const
    {
        return {matrix.left() + (static_cast<double>(column) - column0) * cell,
                matrix.top() + (static_cast<double>(row) - row0) * cell, cell, cell};
    }
    double rowCentre(Index row) const { return rect(row, 0).center().y(); }
};

Layout layoutOf(const QRectF& area, const Scene& scene);

/// Tokens a side of what one dot shows: 1 where cells are a dot of the medium or more.
Index blockOf(const Layout& layout);

/// The tree on the margin: positions are heights in the picture.
TreeShape treeShapeOf(const Layout& layout, const Scene& scene);

/// Whether every head stands beside the others.
bool everyHead(const Scene& scene);

/// Small multiples: where head h stands.
QRectF headCell(const QRectF& area, const Scene& scene, std::size_t h);

}  // namespace gauge::ui::attention
