// Axes, and the names beside the means.
#pragma once

#include "ui/views/beliefs/sheet.h"

namespace gauge::ui::beliefs {

void paintAxes(QPainter& painter, const Sheet& sheet, const Scene& scene, const Picture& picture, const QString& legend);

/// One label for tokens of one name at one place; others give way, and are left out where nothing is free.
void paintLabels(QPainter& painter, const Sheet& sheet, const Scene& scene, const std::vector<FlatBelief>& now);

}  // namespace gauge::ui::beliefs
