// What the attention view answers.
#pragma once

#include "ui/scene/scene.h"

namespace gauge::ui::attention {

void paint(QPainter& painter, const QRectF& area, const Scene& scene);
void paintDifference(QPainter& painter, const QRectF& area, const Scene& scene);
Hit hit(const QRectF& area, const Scene& scene, const QPointF& at);
QList<QStringList> table(const Scene& scene);
QRectF plot(const QRectF& area, const Scene& scene);
QString refusal(const Scene& scene);
double threshold(const QRectF& area, const Scene& scene, const QPointF& at);
/// The active cell so many rows and columns on.
Hit step(const Scene& scene, int rows, int columns);

}  // namespace gauge::ui::attention
