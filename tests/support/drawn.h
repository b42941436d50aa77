// Numbers as a picture draws them: read back from shapes, colours and labels alone, without the views' own geometry.
#pragma once

#include "core/types.h"
#include "tests/support/svg_reader.h"
#include "ui/painter/colour_map.h"

#include <optional>

namespace gauge::ui::test {

/// From a place along an axis to a number, by its ticks or grid lines and the numbers beside them.
struct DrawnAxis {
    double from = 0;  // place and value of two marks
    double fromValue = 0;
    double to = 1;
    double toValue = 1;
    bool squareRoot = false;

    double at(double place) const;
};

/// A number as views write it; nothing where it is none ("−1.5", "1,024", "2·10⁻³").
std::optional<double> numberIn(const QString& text);

/// The vertical axis whose numbers stand left of (or, with `rightOf`, right of) a place, within [top, bottom]; each number at the height of the
/// short or long horizontal line nearest to its middle. Throws where there are fewer than two.
DrawnAxis verticalAxis(const Svg& svg, double left, double right, double top, double bottom, bool squareRoot = false);

/// The horizontal axis whose ticks begin at a height.
DrawnAxis horizontalAxis(const Svg& svg, double y, double left, double right);

/// The colour bar: its place, and the number of a colour.
struct DrawnBar {
    QRectF place;
    DrawnAxis axis;
    ColourMap map = ColourMap::Viridis;

    double valueOf(const QColor& colour) const;
};
DrawnBar colourBar(const Svg& svg, const QRectF& within, ColourMap map = ColourMap::Viridis);

/// Cells of a matrix drawn as squares: the colour on top of each, row by row; and where they are.
struct DrawnMatrix {
    QRectF place;
    std::vector<std::vector<QColor>> cells;
};
/// rows × rows squares; of several matrices the k-th from the left and the top. Throws where there are none.
DrawnMatrix squares(const Svg& svg, Index rows, std::size_t which = 0);
/// A matrix drawn as a bitmap.
DrawnMatrix bitmap(const Svg& svg);

/// The mean of a closed outline's corners and their covariance times two: of an ellipse its centre and what its half axes make.
struct DrawnEllipse {
    QPointF centre;
    Eigen::Matrix2d spread;
};
DrawnEllipse ellipseOf(const SvgPath& path);

}  // namespace gauge::ui::test
