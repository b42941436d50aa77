// The three pictures.
#pragma once

#include "ui/scene/scene.h"

namespace gauge::ui::meta_tokens {

/// Tokens below, meta-tokens above, the strongest attention between agents that take part.
void paintTower(QPainter& painter, const QRectF& area, const Scene& scene);
/// Agents and divergences at each layer.
void paintCounts(QPainter& painter, const QRectF& area, const Scene& scene);
/// The followed token's companions, layer by layer.
void paintFollow(QPainter& painter, const QRectF& area, const Scene& scene);

}  // namespace gauge::ui::meta_tokens
