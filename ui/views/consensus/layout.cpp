#include "ui/views/consensus/layout.h"

#include <algorithm>
#include <cmath>
#include <QFontMetricsF>

namespace gauge::ui::consensus {

Layout layoutOf(const QRectF& area, const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    const double u = scene.style.unit();
    const QFontMetricsF metrics(scene.style.textFont());
    Layout l;
    l.labelWidth = scene.style.labels ? std::min({widestName(s, scene.style.textFont()), 70 * u, 0.3 * area.height()}) : 0;
    l.plot = area.adjusted(46 * u, 12 * u + metrics.height(), -14 * u, -l.labelWidth * 0.8 - 16 * u);
    l.step = l.plot.width() / static_cast<double>(s.tokens());
    return l;
}

TreeShape treeOf(const Layout& l, const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    std::vector<double> x(static_cast<std::size_t>(s.tokens()));
    for (std::size_t k = 0; k < s.leaves.size(); ++k)
        x[static_cast<std::size_t>(s.leaves[k])] = l.plot.left() + (static_cast<double>(k) + 0.5) * l.step;
    return {s, std::move(x), scene.reference.get()};
}

double yOf(const Layout& l, const TreeShape& tree, double height)
{
    return l.plot.bottom() - tree.share(height) * l.plot.height();
}

QPointF onCircle(const QRectF& area, const Scene& scene, std::size_t k)
{
    const double u = scene.style.unit();
    const double angle = 2 * M_PI * static_cast<double>(k) / static_cast<double>(scene.snapshot->leaves.size()) - M_PI / 2;
    const double r = std::max(10.0, std::min(area.width() / 2 - 74 * u, area.height() / 2 - 34 * u));
    return area.center() + QPointF(0, 6 * u) + r * QPointF(std::cos(angle), std::sin(angle));
}

}  // namespace gauge::ui::consensus
