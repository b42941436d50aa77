// What the map view answers.
#pragma once

#include "ui/scene/view_kind.h"

namespace gauge::ui::map {

void paint(QPainter& painter, const QRectF& area, const Scene& scene);
void paintDifference(QPainter& painter, const QRectF& area, const Scene& scene);
Hit hit(const QRectF& area, const Scene& scene, const QPointF& at);
QList<QStringList> table(const Scene& scene);
QRectF plot(const QRectF& area, const Scene& scene);
QString refusal(const Scene& scene);
PointHandle point();
bool drop(ViewOptions& options, const QRectF& area, const Scene& scene, const QPointF& at, const std::string& row);
QRectF dropArea(const QRectF& area, const Scene& scene, const QPointF& at);
std::vector<ViewAction> actions();

}  // namespace gauge::ui::map
