// What is said beside a map: what its marks mean, and of what it is.
#pragma once

#include "ui/views/map/numbers.h"

#include <QPainter>
#include <vector>

namespace gauge::ui::map {

/// The measure, and how it is looked at: "order parameter Ψ: up − down".
QString titleOf(const View& view);

struct Key {
    enum class Mark { None, Draft, Up, Down, Band, Stable, Unstable, Fold };
    Mark mark;
    QString text;
};
std::vector<Key> keysOf(const Scene& scene, const View& view);

/// One below the other, or side by side.
void paintKeys(QPainter& painter, const QRectF& box, const Scene& scene, const View& view, bool inLine);

/// Quiet words: where the run stands, how cells were computed; the first are worth most.
QStringList captionOf(const Scene& scene, const View& view);

/// A cell that has no number.
void paintHatched(QPainter& painter, const QRectF& cell, const Style& style);
/// The colour of a draft.
QColor paler(const QColor& colour, const Style& style);

/// Lines and marks of the two directions.
QColor directionColour(const Style& style, std::size_t direction);
void paintDirectionMark(QPainter& painter, const Style& style, std::size_t direction, const QPointF& at);

}  // namespace gauge::ui::map
