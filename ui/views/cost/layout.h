// Where the columns of the table stand.
#pragma once

#include "ui/scene/scene.h"

namespace gauge::ui::cost {

struct Columns {
    QRectF table;
    double rowHeight;
    double name, bar, time, operations, memory, error;  // left edges
    double right;
};

Columns columnsOf(const QRectF& area, const Scene& scene, std::size_t rows);

}  // namespace gauge::ui::cost
