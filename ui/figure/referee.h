// What a referee would object to in a figure, measured on what was drawn.
#pragma once

#include "ui/figure/figure.h"
#include "ui/painter/press.h"

namespace gauge::ui {

/// In words, a line each; empty when there is nothing.
QStringList objectionsTo(const PrintNotes& notes, const Style& style);

}  // namespace gauge::ui
