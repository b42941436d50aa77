// Meta-tokens: groups as agents, scale above scale.
#pragma once

#include "ui/scene/view_kind.h"

namespace gauge::ui {

ViewKind metaTokensView();

}  // namespace gauge::ui
