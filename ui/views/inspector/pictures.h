// What a page shows besides words: ellipses, bars, matrices.
#pragma once

#include "core/pipeline/pair.h"
#include "ui/scene/scene.h"

#include <vector>

namespace gauge::ui::inspector {

struct Names {
    QString i, j;
};

/// The same pair and head of what this one shares its scale with: of the state that it is compared with, and of all layers of a run that
/// plays.
std::vector<PairHead> pairsBeside(const Scene& scene);

/// j's ellipse as it stands and as it is carried, beside i's, in the plane of the difference of means and of the widest spread.
void paintEllipses(QPainter& painter, const QRectF& area, const PairHead& p, const Scene& scene, bool carried,
                   const Names& names);

/// The parts of each coordinate of i's frame, stacked up and down.
void paintDimensions(QPainter& painter, const QRectF& area, const PairHead& p, const Scene& scene);

/// Ω as cells with numbers where they can be read.
void paintMatrix(QPainter& painter, const QRectF& area, const Matrixd& m, const Style& style);

/// Two rows of attention over all senders, one up and one down.
void paintRows(QPainter& painter, const QRectF& area, const PairWalk& w, const Scene& scene, bool both);

}  // namespace gauge::ui::inspector
