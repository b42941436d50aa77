// Links between triads, as ribbons that turn as V_ij does.
#pragma once

#include "ui/views/frames/layout.h"

namespace gauge::ui::frames {

/// A link of a token that hears.
struct Ribbon {
    Index receiver = 0;
    Index sender = 0;
    double weight = 0;  // β_ij of the shown head, or the mean
    double turn = 0;    // radians, of V_ij
};

/// The strongest links of the token that is lit, at most six; empty where the connection is flat or no token is lit.
std::vector<Ribbon> ribbonsOf(const Scene& scene);

/// From triad to triad, below them: half a turn of a ribbon is a V_ij that turns by π.
void paintRibbons(QPainter& painter, const QRectF& area, const Scene& scene);
/// Their angles, above the triads.
void paintRibbonAngles(QPainter& painter, const QRectF& area, const Scene& scene);

/// What they are, for the line below; empty without.
QString ribbonCaption(const Scene& scene);

}  // namespace gauge::ui::frames
