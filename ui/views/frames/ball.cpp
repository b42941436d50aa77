#include "ui/scene/words.h"
#include "ui/views/frames/pictures.h"
#include "ui/views/frames/triads.h"

#include <algorithm>
#include <QFontMetricsF>
#include <QPainterPath>

namespace gauge::ui::frames {

void paintBall(QPainter& painter, const QRectF& area, const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    const double u = scene.style.unit();
    const BallShape ball = ballOf(area, scene);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(scene.style.hairline(), 1 * u));
    painter.drawEllipse(ball.centre, ball.radius, ball.radius);
    for (int plane = 0; plane < 3; ++plane) {
        QPainterPath circle;
        for (int k = 0; k <= 72; ++k) {
            Eigen::Vector3d v = Eigen::Vector3d::Zero();
            v((plane + 1) % 3) = M_PI * std::cos(2 * M_PI * k / 72);
            v((plane + 2) % 3) = M_PI * std::sin(2 * M_PI * k / 72);
            const QPointF p = ball.at(v, optionsOf(scene));
            k == 0 ? circle.moveTo(p) : circle.lineTo(p);
        }
        painter.setPen(QPen(scene.style.hairline(), 0.6 * u, Qt::DotLine));
        painter.drawPath(circle);
    }
    for (int a = 0; a < 3; ++a) {
        Eigen::Vector3d v = Eigen::Vector3d::Zero();
        v(a) = M_PI;
        painter.setPen(QPen(scene.style.axis(a), 1 * u));
        painter.drawLine(ball.at(-v, optionsOf(scene)), ball.at(v, optionsOf(scene)));
    }
    std::vector<QRectF> taken;
    std::vector<Index> order;  // what is lit has the first right to its name
    for (const bool first : {true, false})
        for (Index i = 0; i < s.tokens(); ++i)
            if (scene.selection.lights(static_cast<int>(i)) == first)
                order.push_back(i);
    for (const Index i : order) {
        const QPointF p = ball.at(rotationVector(triadOf(scene, i)), optionsOf(scene));
        const bool lit = scene.selection.lights(static_cast<int>(i));
        painter.setPen(lit ? QPen(scene.style.accent(), 2 * u) : QPen(Qt::NoPen));
        painter.setBrush(tokenColour(s, scene.style, i));
        painter.drawEllipse(p, 3.5 * u, 3.5 * u);
        painter.setFont(scene.style.textFont(0.92, lit));
        const QFontMetricsF metrics(painter.font());
        const QString name = tokenName(s, i);
        const QRectF box(p.x() + 6 * u, p.y() - metrics.height() / 2, metrics.horizontalAdvance(name) + 2,
                         metrics.height());
        if (taken.size() > 60 || !area.contains(box) ||
            std::any_of(taken.begin(), taken.end(), [&](const QRectF& t) { return t.intersects(box); }))
            continue;
        taken.push_back(box);
        painter.setPen(lit ? scene.style.accent() : scene.style.text());
        painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter, name);
    }
    paintAxisLegend(painter, area, scene,
                    s.frames.identity
                        ? groupCaption(scene)
                        : words("φ of the drawn rotation in the ball of radius π; opposite ends are one turn"));
}

}  // namespace gauge::ui::frames
