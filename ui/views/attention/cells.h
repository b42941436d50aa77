// The cells: rectangles where they are few, an image where they are many, hatched where the mask says no.
#pragma once

#include "ui/views/attention/layout.h"

#include <functional>

namespace gauge::ui::attention {

using Shade = std::function<QColor(double)>;

/// Below which a cell stays empty: an attention that was asked to be hidden, never a number of another quantity or scale.
double cutOf(const Scene& scene);

/// In the order shown, pooled to whole pixels.
RowMatrixd cellsOf(const Layout& layout, const RowMatrixd& values, double instead);

void paintCells(QPainter& painter, const Layout& layout, const Scene& scene, const RowMatrixd& values, double instead,
                const Shade& shade);

/// Pairs that the mask does not allow, and those whose energy was not taken.
void paintHatching(QPainter& painter, const Layout& layout, const Scene& scene, const RowMatrixd& values);

}  // namespace gauge::ui::attention
