// Which arcs there are, and where they and the words stand.
#pragma once

#include "ui/views/arcs/options.h"

#include <QPainterPath>

namespace gauge::ui::arcs {

struct Arc {
    int receiver, sender;
    int head;  // −1: mean
    double weight;
};

struct Layout {
    QRectF line;  // where the words stand
    double step = 1;
    double base = 0;  // y of the arcs' feet
    double height = 1;
    bool slanted = false;
    double x(Index i) const { return line.left() + (static_cast<double>(i) + 0.5) * step; }
};

Layout layoutOf(const QRectF& area, const Scene& scene);

/// The strongest senders of each receiver, of each head asked for, the strongest arc last.
std::vector<Arc> arcsOf(const Scene& scene);

/// From the sender over the words to the receiver. unit: of the style.
QPainterPath pathOf(const Layout& layout, const Arc& arc, double unit);

}  // namespace gauge::ui::arcs
