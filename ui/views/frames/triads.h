// Triads in their cells, and the line below them.
#pragma once

#include "ui/views/frames/layout.h"

#include <functional>

namespace gauge::ui::frames {

void paintTriad(QPainter& painter, const QPointF& centre, double radius, const Triad& triad, const Scene& scene,
                bool ghost = false);

/// A cell a token with its name; `paint` fills it, given its centre and radius.
void paintTriads(QPainter& painter, const QRectF& area, const Scene& scene,
                 const std::function<void(const QPointF&, double, Index)>& paint);

void paintAxisLegend(QPainter& painter, const QRectF& area, const Scene& scene, const QString& caption);

/// Group and block, or that nothing is turned.
QString groupCaption(const Scene& scene);

}  // namespace gauge::ui::frames
