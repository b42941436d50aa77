// Attention as arcs over the text.
#pragma once

#include "ui/scene/view_kind.h"

namespace gauge::ui {

ViewKind arcsView();

}  // namespace gauge::ui
