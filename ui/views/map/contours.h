// Lines along which a measure has one value: marching squares on the cells' centres.
#pragma once

#include "ui/views/map/numbers.h"

#include <QPolygonF>

namespace gauge::ui::map {

struct Contour {
    double level = 0;
    QString text;      // of the level; of a count "4|5"
    QPolygonF points;  // shares along x and y
};

/// Between known cells alone: where one of four has no number, or a draft of one, there is no line.
std::vector<Contour> contoursOf(const View& view, const Range& range);

}  // namespace gauge::ui::map
