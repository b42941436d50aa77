// Beliefs: means and covariances in a plane.
#pragma once

#include "ui/scene/view_kind.h"

namespace gauge::ui {

ViewKind beliefsView();

}  // namespace gauge::ui
