// What the free-energy view answers.
#pragma once

#include "ui/scene/scene.h"

namespace gauge::ui::free_energy {

void paint(QPainter& painter, const QRectF& area, const Scene& scene);
void paintDifference(QPainter& painter, const QRectF& area, const Scene& scene);
Hit hit(const QRectF& area, const Scene& scene, const QPointF& at);
QList<QStringList> table(const Scene& scene);
QRectF plot(const QRectF& area, const Scene& scene);
Reach reach(const Scene& scene);

}  // namespace gauge::ui::free_energy
