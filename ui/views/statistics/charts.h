// The pictures that are lines over numbers.
#pragma once

#include "ui/scene/chart.h"
#include "ui/views/statistics/options.h"

namespace gauge::ui::statistics {

bool isChart(int picture);
Chart chartOf(const Scene& scene);
QRectF chartArea(const QRectF& area, const Scene& scene);

}  // namespace gauge::ui::statistics
