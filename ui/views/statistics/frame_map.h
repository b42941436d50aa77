// Frames on their two principal axes.
#pragma once

#include "ui/views/statistics/options.h"

namespace gauge::ui::statistics {

struct Scatter {
    QRectF plot;
    double scale = 1;
    Eigen::Vector2d middle = Eigen::Vector2d::Zero();
    QPointF at(double x, double y) const
    {
        return {plot.center().x() + (x - middle.x()) * scale, plot.center().y() - (y - middle.y()) * scale};
    }
};

Scatter scatterOf(const QRectF& area, const Scene& scene);

void paintFrameMap(QPainter& painter, const QRectF& area, const Scene& scene);

}  // namespace gauge::ui::statistics
