// The icon family: SVG outlines of one weight, in the colour of the theme.
#pragma once

#include "ui/painter/style.h"

#include <QIcon>

namespace gauge::ui {

/// resources/icons/NAME.svg with its current colour set; a missing one is an empty icon.
QIcon icon(const QString& name, const QColor& colour);

}  // namespace gauge::ui
