// Signs that grow: brackets, roots, wide accents, as outlines to fill. y grows downwards, as everywhere.
#pragma once

#include <QPainterPath>
#include <QRectF>
#include <QString>
#include <vector>

namespace gauge::ui {

/// A bracket of curves or slants from `top` to `bottom`, its left edge at 0; `stroke` is the thickest that it gets.
QPainterPath bracketShape(QChar sign, double top, double bottom, double stroke);

/// One of straight bars: [ ] | ‖; of any other sign none.
std::vector<QRectF> bracketBars(QChar sign, double top, double bottom, double stroke);

/// The sign of a root without its bar: from 0 to `width`, where the bar begins with its upper edge at `top`.
QPainterPath rootShape(double width, double top, double bottom, double stroke);

/// hat, tilde or vec over `width`, standing on y = 0.
QPainterPath accentShape(const QString& accent, double width, double stroke);

}  // namespace gauge::ui
