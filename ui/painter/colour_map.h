// Colour maps: perceptually even, readable without red-green vision.
#pragma once

#include <array>
#include <cmath>
#include <QColor>

namespace gauge::ui {

/// Viridis at t in 0..1 (clamped).
QColor viridis(double t);

/// Cividis and magma, the same way.
QColor cividis(double t);
QColor magma(double t);

enum class ColourMap { Viridis, Cividis, Magma };
QColor shadeOf(ColourMap map, double t);

/// From blue by near-white at ½ to red, for differences symmetric about 0; t in 0..1 (clamped).
QColor diverging(double t);

/// A map looked up instead of interpolated: for images of many cells.
class ColourTable {
public:
    template <class Map>
    explicit ColourTable(Map map)
    {
        for (std::size_t k = 0; k < table_.size(); ++k)
            table_[k] = map(static_cast<double>(k) / (table_.size() - 1.0));
    }
    QColor operator()(double t) const
    {
        const auto last = static_cast<double>(table_.size() - 1);
        return table_[static_cast<std::size_t>(std::lround(std::fmin(1.0, std::fmax(0.0, t)) * last))];
    }

private:
    std::array<QColor, 256> table_;
};

/// A channel of sRGB, 0..1, as linear light.
double linearLight(double channel);
/// Relative luminance 0..1 and contrast 1..21 of two colours (WCAG 2.1).
double luminance(const QColor& colour);
double contrast(const QColor& a, const QColor& b);

/// Black or white, whichever is read better on the colour.
QColor inkOn(const QColor& background);

}  // namespace gauge::ui
