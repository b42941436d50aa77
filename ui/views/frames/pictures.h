// The pictures besides the triads.
#pragma once

#include "ui/scene/scene.h"

namespace gauge::ui::frames {

/// φ of every token in its ball.
void paintBall(QPainter& painter, const QRectF& area, const Scene& scene);

/// Relative angles of all pairs.
void paintAngles(QPainter& painter, const QRectF& area, const Scene& scene);

/// One block of a pair in two of its dimensions: i's ellipse, j's in its own frame, and j's carried into i's.
void paintCarry(QPainter& painter, const QRectF& area, const Scene& scene);

}  // namespace gauge::ui::frames
