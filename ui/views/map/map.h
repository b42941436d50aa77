// A measure of every run over one or two parameters: where agreement happens, and how sharply.
#pragma once

#include "ui/scene/view_kind.h"

namespace gauge::ui {

ViewKind mapView();

}  // namespace gauge::ui
