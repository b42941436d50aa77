#include "ui/painter/axes.h"
#include "ui/scene/words.h"
#include "ui/views/consensus/layout.h"
#include "ui/views/consensus/view.h"

#include <algorithm>
#include <cmath>

namespace gauge::ui::consensus {
namespace {

QString nameOf(const Scene& scene, const std::vector<int>& members)
{
    if (!scene.names)
        return {};
    const auto name = scene.names->find(std::vector<Index>(members.begin(), members.end()));
    return name == scene.names->end() ? QString() : name->second + QStringLiteral(": ");
}

Hit hitTree(const QRectF& area, const Scene& scene, const QPointF& at)
{
    const Snapshot& s = *scene.snapshot;
    const Layout l = layoutOf(area, scene);
    const TreeShape tree = treeOf(l, scene);
    const double u = scene.style.unit();
    Hit hit;
    hit.threshold =
        l.plot.adjusted(0, -4, 0, 4).contains(at) && std::abs(at.y() - yOf(l, tree, s.levels->front().threshold)) < 6 * u;
    if (at.y() > l.plot.bottom() - 2) {
        const auto k = static_cast<int>(std::floor((at.x() - l.plot.left()) / l.step));
        if (k >= 0 && k < static_cast<int>(s.leaves.size())) {
            hit.tokens = {static_cast<int>(s.leaves[static_cast<std::size_t>(k)])};
            const double silhouette = s.numbers->clusters.silhouetteOf(hit.tokens.front());
            hit.text = words("%1: silhouette %2")
                           .arg(tokenName(s, hit.tokens.front()),
                                std::isnan(silhouette) ? QStringLiteral("–") : shortNumber(silhouette));
        }
        return hit;
    }
    for (std::size_t t = 0; t < tree.joins(); ++t) {
        const TreeShape::Join j = tree.join(t);
        if (std::abs(at.y() - yOf(l, tree, j.height)) > 4 * u || at.x() < std::min(j.a, j.b) - 2 ||
            at.x() > std::max(j.a, j.b) + 2)
            continue;
        hit.tokens = tree.tokens(t);
        hit.value = exactNumber(j.height);
        hit.text = nameOf(scene, hit.tokens) +
                   words("%1 tokens join at D = %2 nat").arg(hit.tokens.size()).arg(j.height, 0, 'g', 6);
    }
    return hit;
}

Hit hitLinks(const QRectF& area, const Scene& scene, const QPointF& at)
{
    const Snapshot& s = *scene.snapshot;
    Hit hit;
    double nearest = 9 * scene.style.unit();
    for (std::size_t k = 0; k < s.leaves.size(); ++k) {
        const QPointF d = onCircle(area, scene, k) - at;
        if (const double distance = std::hypot(d.x(), d.y()); distance < nearest) {
            nearest = distance;
            hit.tokens = {static_cast<int>(s.leaves[k])};
            hit.text = tokenName(s, s.leaves[k]);
        }
    }
    return hit;
}

}  // namespace

double threshold(const QRectF& area, const Scene& scene, const QPointF& at)
{
    const Layout l = layoutOf(area, scene);
    return treeOf(l, scene).height((l.plot.bottom() - at.y()) / l.plot.height());
}

Hit hit(const QRectF& area, const Scene& scene, const QPointF& at)
{
    switch (optionsOf(scene).picture) {
    case Links: return hitLinks(area, scene, at);
    case Numbers: return {};
    default: return hitTree(area, scene, at);
    }
}

}  // namespace gauge::ui::consensus
