#include "ui/scene/words.h"
#include "ui/views/frames/layout.h"
#include "ui/views/frames/view.h"

#include <algorithm>
#include <cmath>

namespace gauge::ui::frames {

Hit hit(const QRectF& area, const Scene& scene, const QPointF& at)
{
    const Snapshot& s = *scene.snapshot;
    Hit hit;
    const auto single = [&](int i) {
        hit.tokens = {i};
        const double angle = turnBetween(Triad{}, triadOf(scene, i));
        hit.value = exactNumber(angle);
        hit.text = words("frame of %1: turned by %2 rad from the common frame")
                       .arg(tokenName(s, i), QString::number(angle, 'g', 5));
    };
    if (optionsOf(scene).picture == Angles) {
        const AngleShape a = anglesOf(area, scene);
        if (!a.matrix.contains(at))
            return hit;
        hit.receiver = std::min(static_cast<int>(s.tokens()) - 1, static_cast<int>((at.y() - a.matrix.top()) / a.cell));
        hit.sender = std::min(static_cast<int>(s.tokens()) - 1, static_cast<int>((at.x() - a.matrix.left()) / a.cell));
        hit.tokens = {hit.receiver};
        if (hit.sender != hit.receiver)
            hit.tokens.push_back(hit.sender);
        const double angle = angleOf(scene, hit.receiver, hit.sender);
        hit.value = exactNumber(angle);
        hit.text = words("Ω of %1 ← %2 turns by %3 rad")
                       .arg(tokenName(s, hit.receiver), tokenName(s, hit.sender), QString::number(angle, 'g', 5));
        return hit;
    }
    if (optionsOf(scene).picture == Ball) {
        const BallShape ball = ballOf(area, scene);
        double nearest = 10 * scene.style.unit();
        for (Index i = 0; i < s.tokens(); ++i) {
            const QPointF d = ball.at(rotationVector(triadOf(scene, i)), optionsOf(scene)) - at;
            if (std::hypot(d.x(), d.y()) < nearest) {
                nearest = std::hypot(d.x(), d.y());
                single(static_cast<int>(i));
            }
        }
        return hit;
    }
    if (optionsOf(scene).picture == Carry)
        return hit;
    const Grid g = gridOf(area, scene);
    const auto column = static_cast<int>(std::floor((at.x() - g.area.left()) / g.width));
    const auto row = static_cast<int>(std::floor((at.y() - g.area.top()) / g.height));
    const int i = row * g.columns + column;
    if (column >= 0 && column < g.columns && row >= 0 && i < static_cast<int>(s.tokens()))
        single(i);
    return hit;
}

}  // namespace gauge::ui::frames
