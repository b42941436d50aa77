// Beliefs in a plane: their outlines, and where the plane lies in a picture.
#pragma once

#include "core/gaussian/plane.h"

#include <cmath>
#include <QPainterPath>
#include <QPointF>
#include <QRectF>

namespace gauge::ui {

/// A plane in a picture, on one scale for both axes, y upwards.
struct FlatMap {
    QPointF centre;
    Eigen::Vector2d middle;
    double scale;

    QPointF operator()(const Eigen::Vector2d& v) const
    {
        return {centre.x() + (v.x() - middle.x()) * scale, centre.y() - (v.y() - middle.y()) * scale};
    }
};

/// That holds all their 1 σ contours in a share of the rectangle.
FlatMap mapOf(const std::vector<FlatBelief>& beliefs, const QRectF& plot, double share = 1);

/// The `sigma` contour, each point placed by `map`.
template <class Map>
QPainterPath ellipsePath(const FlatBelief& belief, double sigma, Map map)
{
    constexpr int points = 60;
    const Eigen::Matrix2d root = halfAxes(belief.cov);
    QPainterPath path;
    for (int k = 0; k <= points; ++k) {
        const double t = 2 * M_PI * k / points;
        const QPointF p = map(Eigen::Vector2d(belief.mean + sigma * root * Eigen::Vector2d(std::cos(t), std::sin(t))));
        k == 0 ? path.moveTo(p) : path.lineTo(p);
    }
    path.closeSubpath();
    return path;
}

}  // namespace gauge::ui
