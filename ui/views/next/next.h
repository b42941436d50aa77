// What a trained model expects next.
#pragma once

#include "ui/scene/view_kind.h"

namespace gauge::ui {

ViewKind nextTokenView();

}  // namespace gauge::ui
