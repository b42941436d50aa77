#include "ui/scene/words.h"
#include "ui/views/arcs/layout.h"
#include "ui/views/arcs/view.h"

#include <cmath>

namespace gauge::ui::arcs {

Hit hit(const QRectF& area, const Scene& scene, const QPointF& at)
{
    const Snapshot& s = *scene.snapshot;
    const Layout l = layoutOf(area, scene);
    const double u = scene.style.unit();
    Hit hit;
    if (at.y() > l.base - 2 * u) {
        const auto i = static_cast<int>(std::floor((at.x() - l.line.left()) / l.step));
        if (i >= 0 && i < static_cast<int>(s.tokens())) {
            hit.tokens = {i};
            hit.text = tokenName(s, i);
            if (const int j = strongestSender(s, i); j >= 0)
                hit.text += words(" hears most: %1").arg(tokenName(s, j));
        }
        return hit;
    }
    const std::vector<Arc> arcs = arcsOf(scene);
    QPainterPathStroker stroker;
    stroker.setWidth(7 * u);
    for (auto arc = arcs.rbegin(); arc != arcs.rend(); ++arc) {
        const QPainterPath path = pathOf(l, *arc, u);
        if (!path.boundingRect().adjusted(-4 * u, -4 * u, 4 * u, 4 * u).contains(at) ||
            !stroker.createStroke(path).contains(at))
            continue;
        hit.receiver = arc->receiver;
        hit.sender = arc->sender;
        hit.tokens = {arc->receiver};
        if (arc->sender != arc->receiver)
            hit.tokens.push_back(arc->sender);
        hit.value = exactNumber(arc->weight);
        hit.text = QStringLiteral("β(%1 ← %2) = %3")
                       .arg(tokenName(s, arc->receiver), tokenName(s, arc->sender), QString::number(arc->weight, 'g', 6));
        if (arc->head >= 0)
            hit.text.prepend(words("head %1: ").arg(arc->head));
        return hit;
    }
    return hit;
}

}  // namespace gauge::ui::arcs
