// Gauge frames: how each token's coordinates are turned.
#pragma once

#include "ui/scene/view_kind.h"

namespace gauge::ui {

ViewKind framesView();

}  // namespace gauge::ui
