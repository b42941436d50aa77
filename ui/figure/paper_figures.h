// The figures that papers on gauge transformers print, each by its name.
#pragma once

#include "ui/scene/view_kind.h"

#include <utility>
#include <vector>

namespace gauge::ui {

struct PaperFigure {
    const char* name;   // as in --figure
    const char* title;  // for menus
    const char* view;
    std::vector<std::pair<const char*, const char*>> options;  // of the view, as setOption takes them
    /// What a typed text needs besides, to have heads or frames to show: parameters by name.
    std::vector<std::pair<const char*, const char*>> parameters;
};

const std::vector<PaperFigure>& paperFigures();
/// Null for an unknown name.
const PaperFigure* findPaperFigure(const QString& name);

/// The view's options as the figure wants them.
ViewOptions optionsOf(const PaperFigure& figure);

}  // namespace gauge::ui
