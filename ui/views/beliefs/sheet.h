// Where the plane lies in the picture: equal scale on both axes, so that ellipses keep their shape.
#pragma once

#include "ui/views/beliefs/picture.h"

#include <QRectF>

namespace gauge::ui::beliefs {

struct Sheet {
    QRectF plot;
    Eigen::Vector2d low;
    double scale = 1;
    bool small = false;  // no room for what the axes are

    QPointF map(const Eigen::Vector2d& v) const
    {
        return {plot.left() + (v.x() - low.x()) * scale, plot.bottom() - (v.y() - low.y()) * scale};
    }
};

Sheet sheetOf(const QRectF& area, const Scene& scene, const std::vector<Picture>& pictures);

}  // namespace gauge::ui::beliefs
