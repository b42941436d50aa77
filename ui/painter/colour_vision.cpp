#include "ui/painter/colour_vision.h"

#include "ui/painter/colour_map.h"

#include <Eigen/Core>

#include <cmath>

namespace gauge::ui {
namespace {

Eigen::Vector3d seen(const QColor& colour, Vision vision)
{
    if (vision == Vision::Greyscale)
        return Eigen::Vector3d::Constant(luminance(colour));
    const Eigen::Vector3d rgb(linearLight(colour.redF()), linearLight(colour.greenF()), linearLight(colour.blueF()));
    Eigen::Matrix3d m;
    m << 0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881;
    return (m * rgb).cwiseMax(0).cwiseMin(1);
}

/// CIELAB under D65.
Eigen::Vector3d labOf(const Eigen::Vector3d& rgb)
{
    Eigen::Matrix3d toXyz;
    toXyz << 0.4124564, 0.3575761, 0.1804375, 0.2126729, 0.7151522, 0.0721750, 0.0193339, 0.1191920, 0.9503041;
    const Eigen::Vector3d xyz = (toXyz * rgb).cwiseQuotient(Eigen::Vector3d(0.95047, 1.0, 1.08883));
    const auto f = [](double t) { return t > 216.0 / 24389 ? std::cbrt(t) : (24389.0 / 27 * t + 16) / 116; };
    return {116 * f(xyz.y()) - 16, 500 * (f(xyz.x()) - f(xyz.y())), 200 * (f(xyz.y()) - f(xyz.z()))};
}

}  // namespace

double seenApart(const QColor& a, const QColor& b, Vision vision)
{
    return (labOf(seen(a, vision)) - labOf(seen(b, vision))).norm();
}

std::vector<std::pair<QColor, QColor>> lookingAlike(const std::vector<QColor>& colours, Vision vision)
{
    const double least = vision == Vision::Greyscale ? 4.5 : 12;  // of greys a smaller step is seen
    std::vector<std::pair<QColor, QColor>> pairs;
    for (std::size_t a = 0; a < colours.size(); ++a)
        for (std::size_t b = a + 1; b < colours.size(); ++b)
            if (colours[a] != colours[b] && seenApart(colours[a], colours[b], vision) < least)
                pairs.emplace_back(colours[a], colours[b]);
    return pairs;
}

}  // namespace gauge::ui
