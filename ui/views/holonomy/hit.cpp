#include "ui/painter/axes.h"
#include "ui/scene/flat_ellipse.h"
#include "ui/scene/words.h"
#include "ui/views/holonomy/pictures.h"
#include "ui/views/holonomy/view.h"

#include <algorithm>
#include <cmath>

namespace gauge::ui::holonomy {
namespace {

Hit hitMap(const QRectF& area, const Scene& scene, const QPointF& at)
{
    const Snapshot& s = *scene.snapshot;
    const MapLayout l = mapLayout(area, scene);
    Hit hit;
    const auto row = static_cast<Index>(std::floor((at.y() - l.matrix.top()) / l.cell));
    const auto column = static_cast<Index>(std::floor((at.x() - l.matrix.left()) / l.cell));
    const bool inRows = row >= 0 && row < s.tokens();
    const bool inColumns = column >= 0 && column < s.tokens();
    if (inRows && inColumns) {
        hit.receiver = static_cast<int>(row);
        hit.sender = static_cast<int>(column);
        hit.tokens = {hit.receiver};
        if (row != column)
            hit.tokens.push_back(hit.sender);
        const double value = curvatureSeenBy(s, headOf(scene), anchorOf(scene), row, column);
        hit.value = exactNumber(value);
        hit.text = words("%1 → %2 → %3 → %1: ‖V_ai V_ij V_ja − 1‖_F = %4")
                       .arg(tokenName(s, anchorOf(scene)), tokenName(s, column), tokenName(s, row),
                            QString::number(value, 'g', 6));
    } else if (inRows && at.x() > l.rows.left() - l.labels - 4 * scene.style.unit() && at.x() < l.rows.left()) {
        hit.tokens = {static_cast<int>(row)};
        hit.text = tokenName(s, row);
    }
    return hit;
}

Hit hitLoops(const QRectF& area, const Scene& scene, const QPointF& at)
{
    const LoopRows rows = loopRows(area, scene);
    Hit hit;
    if (!rows.plot.contains(at))
        return hit;
    const auto k = std::min(rows.heads.size() - 1, static_cast<std::size_t>((at.y() - rows.plot.top()) / rows.row));
    const std::size_t bins = rows.share[k].size();
    const auto bin = std::min(
        bins - 1, static_cast<std::size_t>((at.x() - rows.plot.left()) / rows.plot.width() * static_cast<double>(bins)));
    const double width = (rows.high - rows.low) / static_cast<double>(bins);
    const double from = rows.low + static_cast<double>(bin) * width;
    hit.value = exactNumber(rows.share[k][bin]);
    hit.text = words("head %1: %2 % of loops with tr H̄/d from %3 to %4")
                   .arg(rows.heads[k])
                   .arg(shortNumber(100 * rows.share[k][bin]), shortNumber(from), shortNumber(from + width));
    return hit;
}

Hit hitMode(const QRectF& area, const Scene& scene, const QPointF& at)
{
    const Snapshot& s = *scene.snapshot;
    const Grid g = gridOf(area, scene);
    Hit hit;
    if (!g.area.contains(at))
        return hit;
    const auto column = static_cast<Index>((at.x() - g.area.left()) / g.width);
    const Index i = static_cast<Index>((at.y() - g.area.top()) / g.height) * g.columns + column;
    if (column >= g.columns || i >= s.tokens())
        return hit;
    const double norm = s.holonomy->heads[headOf(scene)].frustration.mode.col(i).norm();
    hit.tokens = {static_cast<int>(i)};
    hit.value = exactNumber(norm);
    hit.text = words("%1: ‖x_i‖ = %2 of the mode of frustration λ = %3")
                   .arg(tokenName(s, i), QString::number(norm, 'g', 5),
                        QString::number(s.holonomy->heads[headOf(scene)].frustration.value, 'g', 6));
    return hit;
}

Hit hitWalk(const QRectF& area, const Scene& scene, const QPointF& at)
{
    const Snapshot& s = *scene.snapshot;
    const WalkLayout l = walkLayout(area, scene);
    Hit hit;
    double nearest = 14 * scene.style.unit();
    for (Index i = 0; i < s.tokens(); ++i) {
        const QPointF d = l.token(i, s.tokens()) - at;
        if (const double distance = std::hypot(d.x(), d.y()); distance < nearest) {
            nearest = distance;
            hit.tokens = {static_cast<int>(i)};
            hit.text = tokenName(s, i);
        }
    }
    if (!hit.tokens.empty() || !(l.plane.contains(at) || l.numbers.contains(at)))
        return hit;
    if (const auto walk = walkOf(scene); walk && pathOf(scene).closed) {
        if (l.plane.contains(at))  // the numbers are not to be covered by one
            hit.value = exactNumber(walk->loop.deviation);
        hit.text = words("%1: tr H̄/d = %2, ‖H̄ − 1‖_F = %3, %4")
                       .arg(walkText(scene, pathOf(scene)), QString::number(walk->loop.wilson, 'g', 6),
                            QString::number(walk->loop.deviation, 'g', 6), failureOf(*walk));
    }
    return hit;
}

}  // namespace

Hit hit(const QRectF& area, const Scene& scene, const QPointF& at)
{
    switch (optionsOf(scene).picture) {
    case Loops: return hitLoops(area, scene, at);
    case Frustrated: return hitMode(area, scene, at);
    case Walk: return hitWalk(area, scene, at);
    default: return hitMap(area, scene, at);
    }
}

}  // namespace gauge::ui::holonomy
