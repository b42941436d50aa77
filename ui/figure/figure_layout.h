// Where the panels of a figure lie, and how their axes line up.
#pragma once

#include "ui/figure/figure.h"

#include <vector>

namespace gauge::ui {

inline constexpr double kPointsPerMm = 72.0 / 25.4;

struct PanelPlace {
    QRectF heading;  // letter and name
    QRectF view;     // what the view paints on
};

Style styleOf(const FigureLook& look);

/// What a panel's view is given to paint.
Scene sceneOf(const FigureSpec& spec, const FigurePanel& panel, const FigureScenes& scenes, const Style& style);

/// Height over width of the whole, from the panels' own aspects: the tallest of a row sets it.
double aspectOf(const FigureSpec& spec, bool comparing);

/// The height of the title over all panels, points; 0 without one.
double titleHeight(const FigureLook& look);

/// A place for each panel within the area. Panels in one row begin and end their axes at one height, panels in one column at one side;
/// views without axes, and panels too small to give way, keep their whole cell.
std::vector<PanelPlace> panelPlaces(const FigureSpec& spec, const FigureScenes& scenes, const QRectF& area,
                                    const Style& style);

}  // namespace gauge::ui
