#include "ui/painter/colour_map.h"

#include <algorithm>

namespace gauge::ui {
namespace {

template <std::size_t N>
QColor between(const std::array<std::array<double, 3>, N>& points, double t)
{
    const double x = std::clamp(std::isfinite(t) ? t : 0.0, 0.0, 1.0) * (N - 1);
    const auto i = std::min<std::size_t>(static_cast<std::size_t>(x), N - 2);
    const double f = x - static_cast<double>(i);
    std::array<float, 3> c{};
    for (std::size_t k = 0; k < 3; ++k)
        c[k] = static_cast<float>(points[i][k] + f * (points[i + 1][k] - points[i][k]));
    return QColor::fromRgbF(c[0], c[1], c[2]);
}

}  // namespace

QColor viridis(double t)
{
    // Control points of matplotlib's viridis (CC0), every eighth.
    static constexpr std::array<std::array<double, 3>, 9> points{{{0.267, 0.005, 0.329},
                                                                  {0.283, 0.141, 0.458},
                                                                  {0.254, 0.265, 0.530},
                                                                  {0.207, 0.372, 0.553},
                                                                  {0.164, 0.471, 0.558},
                                                                  {0.128, 0.567, 0.551},
                                                                  {0.267, 0.679, 0.480},
                                                                  {0.608, 0.811, 0.263},
                                                                  {0.993, 0.906, 0.144}}};
    return between(points, t);
}

QColor cividis(double t)
{
    // Control points after matplotlib's cividis (CC0), every eighth.
    static constexpr std::array<std::array<double, 3>, 9> points{{{0.000, 0.135, 0.305},
                                                                  {0.071, 0.208, 0.439},
                                                                  {0.255, 0.302, 0.420},
                                                                  {0.376, 0.388, 0.431},
                                                                  {0.486, 0.482, 0.471},
                                                                  {0.612, 0.576, 0.463},
                                                                  {0.737, 0.682, 0.424},
                                                                  {0.867, 0.788, 0.349},
                                                                  {0.996, 0.910, 0.220}}};
    return between(points, t);
}

QColor magma(double t)
{
    // Control points after matplotlib's magma (CC0), every eighth.
    static constexpr std::array<std::array<double, 3>, 9> points{{{0.001, 0.000, 0.014},
                                                                  {0.110, 0.063, 0.267},
                                                                  {0.317, 0.071, 0.486},
                                                                  {0.514, 0.149, 0.506},
                                                                  {0.716, 0.215, 0.475},
                                                                  {0.906, 0.322, 0.388},
                                                                  {0.988, 0.537, 0.380},
                                                                  {0.996, 0.769, 0.533},
                                                                  {0.987, 0.991, 0.750}}};
    return between(points, t);
}

QColor shadeOf(ColourMap map, double t)
{
    switch (map) {
    case ColourMap::Cividis: return cividis(t);
    case ColourMap::Magma: return magma(t);
    default: return viridis(t);
    }
}

QColor diverging(double t)
{
    // Lightness falls evenly to both sides, hue goes blue – brown-red, as in Crameri's vik.
    static constexpr std::array<std::array<double, 3>, 7> points{{{0.00, 0.10, 0.39},
                                                                  {0.11, 0.38, 0.60},
                                                                  {0.51, 0.69, 0.80},
                                                                  {0.95, 0.94, 0.93},
                                                                  {0.86, 0.67, 0.55},
                                                                  {0.69, 0.35, 0.18},
                                                                  {0.38, 0.05, 0.03}}};
    return between(points, t);
}

double linearLight(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& colour)
{
    return 0.2126 * linearLight(colour.redF()) + 0.7152 * linearLight(colour.greenF()) +
           0.0722 * linearLight(colour.blueF());
}

double contrast(const QColor& a, const QColor& b)
{
    const double x = luminance(a);
    const double y = luminance(b);
    return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

QColor inkOn(const QColor& background)
{
    return contrast(background, Qt::black) > contrast(background, Qt::white) ? QColor(Qt::black) : QColor(Qt::white);
}

}  // namespace gauge::ui
