// The three pictures.
#pragma once

#include "ui/scene/scene.h"

namespace gauge::ui::consensus {

void paintTree(QPainter& painter, const QRectF& area, const Scene& scene);
/// A line for every pair closer than θ.
void paintLinks(QPainter& painter, const QRectF& area, const Scene& scene);
void paintNumbers(QPainter& painter, const QRectF& area, const Scene& scene);

/// The line above each.
void paintCaption(QPainter& painter, const QRectF& area, const Scene& scene, const QString& text);

}  // namespace gauge::ui::consensus
