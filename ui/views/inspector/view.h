// What the inspector view answers.
#pragma once

#include "ui/scene/scene.h"

namespace gauge::ui::inspector {

void paint(QPainter& painter, const QRectF& area, const Scene& scene);
void paintDifference(QPainter& painter, const QRectF& area, const Scene& scene);
Hit hit(const QRectF& area, const Scene& scene, const QPointF& at);
QList<QStringList> table(const Scene& scene);

}  // namespace gauge::ui::inspector
