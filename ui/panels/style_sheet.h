// The widgets' look, from the same colours as the views'.
#pragma once

#include "ui/painter/style.h"

#include <QPalette>

namespace gauge::ui {

QPalette themePalette(Theme theme);
QString themeStyleSheet(Theme theme);

}  // namespace gauge::ui
