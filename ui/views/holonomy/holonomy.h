// Holonomy: what does not come home along a connection's links, and who cannot agree.
#pragma once

#include "ui/scene/view_kind.h"

namespace gauge::ui {

ViewKind holonomyView();

}  // namespace gauge::ui
