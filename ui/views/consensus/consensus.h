// Consensus: who agrees, as a tree cut at θ.
#pragma once

#include "ui/scene/view_kind.h"

namespace gauge::ui {

ViewKind consensusView();

}  // namespace gauge::ui
