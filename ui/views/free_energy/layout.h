// Where the axes lie, and the legend below them.
#pragma once

#include "ui/views/free_energy/lines.h"

#include <cmath>

namespace gauge::ui::free_energy {

struct Plot {
    QRectF area;
    double layers = 1;
    double low = 0, high = 1;
    bool log = false;
    double x(double layer) const { return area.left() + layer / layers * area.width(); }
    double scaled(double v) const { return log ? std::log10(v) : v; }
    double y(double v) const { return area.bottom() - (scaled(v) - low) / (high - low) * area.height(); }
    bool holds(double v) const { return std::isfinite(v) && (!log || v > 0); }
};

Plot plotOf(const QRectF& area, const Scene& scene, const std::vector<std::vector<Line>>& states);

/// Where the legend's entries go, row below row where the width asks for it.
std::vector<QPointF> legendPlaces(double width, const std::vector<Line>& lines, const Scene& scene);

/// Values worth a mark on the vertical axis.
std::vector<double> marksOf(const Plot& plot, double unit);

}  // namespace gauge::ui::free_energy
