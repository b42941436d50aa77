// What is drawn over the cells: groups, and what is selected.
#pragma once

#include "ui/views/attention/layout.h"

namespace gauge::ui::attention {

/// Squares around the groups of the diagonal.
void paintBrackets(QPainter& painter, const Layout& layout, const Scene& scene);

/// Rows that are lit, and the pairs under the pointer and locked.
void paintMarks(QPainter& painter, const Layout& layout, const Scene& scene);

}  // namespace gauge::ui::attention
