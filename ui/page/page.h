// A run or a lesson as one HTML file that lives in a browser (resources/page; FORMATS.md, "Pages").
#pragma once

#include "core/lesson/stage.h"
#include "ui/figure/figure.h"

namespace gauge::ui {

/// What a page does not show of how a view is set, by the names of its controls.
std::vector<std::string> ignoredOnPage(const ViewKind& kind, const ViewOptions& options);

/// What a figure's panels show, live: views that a page does not draw are pictures in it. Its reference is A. Throws Error.
QByteArray pageOf(const FigureSpec& spec, const FigureScenes& scenes, const BackendFactory& backends,
                  const RunControl& control);

/// Every step of a lesson. Throws Error: the step and what of it is not so; and Cancelled.
QByteArray pageOf(const lesson::Lesson& lesson, const lesson::FileReader& files, const BackendFactory& backends,
                  const RunControl& control);

}  // namespace gauge::ui
