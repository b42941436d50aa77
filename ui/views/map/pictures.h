// The parts of a map, each painted where the layout has it.
#pragma once

#include "ui/views/map/layout.h"

#include <QPainter>

namespace gauge::ui::map {

/// All that the parts need; of a scene that has something to show.
struct Picture {
    const Scene& scene;
    View view;
    Layout layout;
    Cross cross;
};
Picture pictureOf(const QRectF& area, const Scene& scene);

/// The colour of a number.
QColor shadeOf(const Style& style, const View& view, const Range& range, double value);

void paintCells(QPainter& painter, const Picture& p, const Range& range);
void paintContours(QPainter& painter, const Picture& p, const Range& range);
/// Lines through the present point, over the cells; beyond the ends an arrow.
void paintCross(QPainter& painter, const Picture& p);

/// The measure's name, the colour bar, how far it is filled.
void paintHead(QPainter& painter, const Picture& p, const Range& range);
/// Numbers and names of both axes.
void paintAxes(QPainter& painter, const Picture& p);

/// The cuts beside the cells, or the curve of one axis alone.
void paintCuts(QPainter& painter, const Picture& p);

/// A cut: along which axis of the map, and its number axis.
struct Cut {
    QRectF plot;
    bool alongX = true;
    Range range;

    QPointF at(double share, double value) const
    {
        return alongX ? QPointF(plot.left() + share * plot.width(), plot.bottom() - range.share(value) * plot.height())
                      : QPointF(plot.left() + range.share(value) * plot.width(), plot.bottom() - share * plot.height());
    }
};
std::vector<Cut> cutsOf(const Picture& p);

/// Where the branch runs in a cut; nothing where it is another parameter's, or the measure is not its.
std::vector<QPointF> branchIn(const Picture& p, const Cut& cut);
void paintBranch(QPainter& painter, const Picture& p, const Cut& cut);
/// Over all lines.
void paintFolds(QPainter& painter, const Picture& p, const Cut& cut);

}  // namespace gauge::ui::map
