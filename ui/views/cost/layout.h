// Where the headline, the columns of the table and what stands below it are.
#pragma once

#include "ui/scene/scene.h"

namespace gauge::ui::cost {

struct Columns {
    QRectF headline;
    QRectF table;
    double rowHeight;
    double name, bar, time, operations, memory, error;  // left edges
    double right;
    std::size_t rows;  // that are shown: no row is lower than its text
    QRectF below;
    QString belowText;  // the pay-off and the conditions; where they, or some rows, have no room, that they are there
};

/// Of a scene with a report.
Columns columnsOf(const QRectF& area, const Scene& scene);

}  // namespace gauge::ui::cost
