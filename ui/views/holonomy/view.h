// What the holonomy view answers.
#pragma once

#include "ui/scene/view_kind.h"

namespace gauge::ui::holonomy {

void paint(QPainter& painter, const QRectF& area, const Scene& scene);
void paintDifference(QPainter& painter, const QRectF& area, const Scene& scene);
Hit hit(const QRectF& area, const Scene& scene, const QPointF& at);
QList<QStringList> table(const Scene& scene);
QString refusal(const Scene& scene);
Reach reach(const Scene& scene);
ViewHands hands();
std::vector<ViewAction> actions();

}  // namespace gauge::ui::holonomy
