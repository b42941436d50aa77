#include "ui/views/meta_tokens/layout.h"
#include "ui/views/meta_tokens/view.h"

#include <algorithm>
#include <cmath>

namespace gauge::ui::meta_tokens {

Hit hit(const QRectF& area, const Scene& scene, const QPointF& at)
{
    const Snapshot& s = *scene.snapshot;
    const Layout l = layoutOf(area, scene);
    Hit hit;
    if (optionsOf(scene).counts || optionsOf(scene).follow)
        return hit;
    for (const Node& node : l.meta) {
        if (std::hypot(at.x() - node.at.x(), at.y() - node.at.y()) > node.radius)
            continue;
        const ScaleLevel& level = (*s.levels)[static_cast<std::size_t>(node.scale - 1)];
        double within = 0;
        const auto& members = level.clusters.members[static_cast<std::size_t>(node.label)];
        for (const Index i : members)
            for (const Index j : members)
                within = std::max(within, level.distance(i, j));
        for (const Index i : node.tokens)
            hit.tokens.push_back(static_cast<int>(i));
        std::sort(hit.tokens.begin(), hit.tokens.end());
        hit.text = QStringLiteral("scale %1: meta-token of %2 (multiplicity %3), greatest distance within %4 nat, θ %5 nat")
                       .arg(node.scale)
                       .arg(members.size())
                       .arg(level.metas.multiplicity(node.label), 0, 'g', 6)
                       .arg(within, 0, 'g', 4)
                       .arg(level.threshold, 0, 'g', 4);
        hit.value = exactNumber(within);
        if (scene.names)
            if (const auto name = scene.names->find(sortedTokens(node)); name != scene.names->end())
                hit.text.prepend(name->second + QStringLiteral(" · "));
        return hit;
    }
    const QRectF ground(area.left(), l.token.front().y() - 12, area.width(), area.bottom() - l.token.front().y() + 12);
    if (ground.contains(at)) {
        const double first = l.token[static_cast<std::size_t>(tokenAt(l, s, 0))].x();
        const auto place = static_cast<Index>(std::floor((at.x() - first) / l.step + 0.5));
        if (place >= 0 && place < s.tokens()) {
            const auto i = static_cast<int>(tokenAt(l, s, place));
            hit.tokens = {i};
            const Index label = s.clusters().label[static_cast<std::size_t>(i)];
            hit.text = QStringLiteral("%1: group %2 of %3")
                           .arg(tokenName(s, i), QString::number(label), QString::number(s.clusters().members.size()));
        }
    }
    return hit;
}

}  // namespace gauge::ui::meta_tokens
