// The free energy and its parts over the layers.
#pragma once

#include "ui/scene/view_kind.h"

namespace gauge::ui {

ViewKind freeEnergyView();

}  // namespace gauge::ui
