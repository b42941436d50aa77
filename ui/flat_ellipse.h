// A Gaussian in a plane as an outline.
#pragma once

#include <cmath>
#include <Eigen/Eigenvalues>
#include <QPainterPath>
#include <QPointF>

namespace gauge::ui {

/// The `sigma` contour of N(mean, cov), each point placed by `map`.
template <class Map>
QPainterPath ellipsePath(const Eigen::Vector2d& mean, const Eigen::Matrix2d& cov, double sigma, Map map)
{
    constexpr int points = 60;
    const Eigen::SelfAdjointEigenSolver<Eigen::Matrix2d> eigen(cov);
    const Eigen::Matrix2d root = eigen.eigenvectors() * eigen.eigenvalues().cwiseMax(0).cwiseSqrt().asDiagonal();
    QPainterPath path;
    for (int k = 0; k <= points; ++k) {
        const double t = 2 * M_PI * k / points;
        const QPointF p = map(Eigen::Vector2d(mean + sigma * root * Eigen::Vector2d(std::cos(t), std::sin(t))));
        k == 0 ? path.moveTo(p) : path.lineTo(p);
    }
    path.closeSubpath();
    return path;
}

}  // namespace gauge::ui
