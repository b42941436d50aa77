// Attention: who hears whom, as a matrix.
#pragma once

#include "ui/scene/view_kind.h"

namespace gauge::ui {

ViewKind attentionView();

}  // namespace gauge::ui
