// What stands around the matrix: names, the tree, the colour bar, notes.
#pragma once

#include "ui/views/attention/layout.h"

#include <functional>

namespace gauge::ui::attention {

void paintLabels(QPainter& painter, const Layout& layout, const Scene& scene);

void paintTree(QPainter& painter, const Layout& layout, const Scene& scene);

void paintColourBar(QPainter& painter, const QRectF& bar, const Style& style, double least, double greatest,
                    const QString& title, const std::function<QColor(double)>& colour);

/// Below the matrix: what a dot stands for, and why no tree stands on the margin where one was asked for.
void paintNotes(QPainter& painter, const Layout& layout, const QRectF& area, const Scene& scene);

}  // namespace gauge::ui::attention
