// Statistics, as papers print them.
#pragma once

#include "ui/scene/view_kind.h"

namespace gauge::ui {

ViewKind statisticsView();

}  // namespace gauge::ui
