// Inspector: how the attention of one pair comes about.
#pragma once

#include "ui/scene/view_kind.h"

namespace gauge::ui {

ViewKind inspectorView();

}  // namespace gauge::ui
