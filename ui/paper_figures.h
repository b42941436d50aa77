// The figures that papers on gauge transformers print, each by its name.
#pragma once

#include "ui/scene.h"

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

/// Sets one of a view's controls by its name and the text of a choice ("colour", "category"), a number, or on and off for a switch. "head"
/// takes a number, mean or all. Throws Error: the view, what it has, and what was found.
void setOption(const ViewKind& kind, ViewOptions& options, const QString& name, const QString& value);

/// The view's options as the figure wants them.
ViewOptions optionsOf(const PaperFigure& figure);

}  // namespace gauge::ui
