// What stands around the lines.
#pragma once

#include "ui/views/free_energy/layout.h"

namespace gauge::ui::free_energy {

void paintGrid(QPainter& painter, const Plot& plot, const QRectF& area, const Scene& scene);
void paintAxes(QPainter& painter, const Plot& plot, const QRectF& area, const Scene& scene, const QString& unit);
void paintLegend(QPainter& painter, const QRectF& area, const std::vector<Line>& lines, const Scene& scene);
/// The layer of the moment.
void paintNow(QPainter& painter, const Plot& plot, const Scene& scene);

QColor colourOf(const Line& line, const Scene& scene);

/// Dashes and marks tell the lines apart without colour.
Qt::PenStyle dashOf(const Line& line);

}  // namespace gauge::ui::free_energy
