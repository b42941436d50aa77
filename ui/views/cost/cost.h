// Cost: what each method takes on this state.
#pragma once

#include "ui/scene/view_kind.h"

namespace gauge::ui {

ViewKind costView();

}  // namespace gauge::ui
